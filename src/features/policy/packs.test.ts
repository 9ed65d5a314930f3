import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runPolicyTest } from './cli.ts'
import { detectors } from './engine/index.ts'
import { CorruptPack } from './packs/faults.ts'
import type { PackFault } from './packs/faults.ts'
import { packFiles, parsePack } from './packs/pack.ts'
import { coverageOf } from './packs/coverage.ts'
import type { PackSource } from './packs/pack.ts'
import { loadPack, packNames, packsFolder, testPack } from './packs.ts'

const house = join(packsFolder, '..')
const policy = `---
id: small
title: Small policy
summary: A policy for a test.
owner: Digital team
approver: Head of Marketing and Communications
approved: 2026-09-01
review: 2027-09-01
applies-to: [Everybody]
---
# Small policy

## 1 Telephone {#SMALL-1}

**Numbers.** No mobile numbers. {#SMALL-1.1}
`
const controls = `- id: numbers
  clause: SMALL-1.1
  subject: post
  moment: write
  mark: facts.telephones
  advise: numbers
`
const small: PackSource = {
  'policy.md': policy,
  'controls.yaml': controls,
  'messages.yaml': 'en-GB:\n  numbers: That is a number.\n',
  'coverage.yaml': '',
  'examples.yaml': '- { control: numbers, given: { text: 07700 900142 }, expect: advise }\n',
}

function faultsOf(change: Partial<PackSource>): PackFault[] {
  try {
    parsePack('small', { ...small, ...change })
  } catch (error) {
    if (error instanceof CorruptPack) return error.faults
    throw error
  }
  return []
}

test.each(await packNames())(
  'every example of the pack %s holds, and each control has at least four',
  async (name) => {
    const result = testPack(await loadPack(join(packsFolder, name)))
    expect(result.examples.filter(({ passed }) => !passed)).toEqual([])
    expect(result.thin).toEqual([])
  },
)

test('the baseline says of every clause and every control what happens', async () => {
  const pack = await loadPack(join(packsFolder, 'baseline'))
  const english = pack.messages['en-GB'] ?? {}
  expect(pack.controls.filter(({ id }) => english[`does.${id}`] === undefined)).toEqual([])
  const { coverage } = testPack(pack)
  expect(coverage.clauses.filter(({ says }) => says[0] === 'No control honours this clause yet.')).toEqual([])
})

test('a sound pack has no fault, and its clauses have their titles', () => {
  expect(faultsOf({})).toEqual([])
  expect(parsePack('small', small).clauses).toEqual([
    { id: 'SMALL-1.1', title: 'Numbers', text: 'No mobile numbers.', section: 'SMALL-1', line: 15 },
  ])
})

test('all faults of a corrupt pack are told at once, each with file and line', () => {
  const faults = faultsOf({
    'policy.md': policy
      .replace('approved: 2026-09-01', 'approved: last year')
      .replace('{#SMALL-1.1}', '{#small 1.1}'),
    'controls.yaml': controls.replace('SMALL-1.1', 'SMALL-9.9'),
    'messages.yaml': 'en-GB:\n  numbers: 5\n',
  })
  const places = faults.map(({ file, line }) => `${file}:${line}`)
  expect(places).toContain('policy.md:7')
  expect(places).toContain('messages.yaml:2')
  expect(faults.length).toBeGreaterThan(2)
})

const broken: [string, Partial<PackSource>, string, RegExp][] = [
  [
    'an unknown clause',
    { 'controls.yaml': controls.replace('SMALL-1.1', 'SMALL-2.1') },
    'controls.yaml:2',
    /no clause SMALL-2\.1/,
  ],
  [
    'an unknown fact',
    { 'controls.yaml': controls.replace('telephones', 'faxes') },
    'controls.yaml:5',
    /no fact “faxes”/,
  ],
  [
    'a broken condition',
    { 'controls.yaml': `${controls}  when: post.text ==\n` },
    'controls.yaml:7',
    /cannot be read/,
  ],
  ['two outcomes', { 'controls.yaml': `${controls}  refuse: numbers\n` }, 'controls.yaml:1', /one outcome/],
  ['no outcome', { 'controls.yaml': controls.replace(/ {2}advise.*\n/, '') }, 'controls.yaml:1', /has none/],
  ['a missing sentence', { 'messages.yaml': 'en-GB: {}' }, 'controls.yaml:6', /no sentence “numbers”/],
  ['an unknown key', { 'controls.yaml': `${controls}  colour: red\n` }, 'controls.yaml:7', /colour/],
  ['a control twice', { 'controls.yaml': controls + controls }, 'controls.yaml:7', /already on line 1/],
  [
    'a clause twice',
    { 'policy.md': `${policy}\nAgain. {#SMALL-1.1}\n` },
    'policy.md:17',
    /already on line 15/,
  ],
  ['HTML', { 'policy.md': `${policy}\n<script>alert(1)</script>\n` }, 'policy.md:17', /HTML/],
  [
    'a link that runs',
    { 'policy.md': `${policy}\n[x](javascript:alert(1)) {#SMALL-1.2}\n` },
    'policy.md:17',
    /neither https/,
  ],
  ['no front matter', { 'policy.md': 'Words. {#SMALL-1.1}' }, 'policy.md:1', /begins with its particulars/],
  ['unreadable YAML', { 'controls.yaml': '- id: [\n' }, 'controls.yaml:2', /./],
  [
    'an example of nothing',
    { 'examples.yaml': '\n- { control: other, expect: nothing }\n' },
    'examples.yaml:2',
    /no control “other”/,
  ],
  ['too much YAML', { 'examples.yaml': '#'.repeat(10_000_000) }, 'examples.yaml:1', /larger/],
  ['aliases that explode', { 'examples.yaml': bomb() }, 'examples.yaml:2', /cannot be unfolded/],
  [
    'coverage of an unknown clause',
    { 'coverage.yaml': '- { clause: SMALL-7, status: guided, says: x }' },
    'coverage.yaml:1',
    /no clause SMALL-7/,
  ],
]

test.each(broken)('%s is refused at its place', (_, change, place, words) => {
  const faults = faultsOf(change)
  expect(faults.map(({ file, line }) => `${file}:${line}`)).toContain(place)
  expect(faults.map(({ fault }) => fault).join('\n')).toMatch(words)
})

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? '"x"' : `*l${level - 1}`
    return `l${level}: &l${level} [${Array(9).fill(inner).join(', ')}]`
  })
  return levels.join('\n')
}

test('the command prints results and coverage, and fails on a corrupt pack', async () => {
  const lines: string[] = []
  expect(await runPolicyTest({ pack: 'baseline' }, (line) => lines.push(line))).toBe(0)
  expect(lines.join('\n')).toMatch(/examples pass/)
  expect(lines.join('\n')).toMatch(/not covered/)
  const json: string[] = []
  expect(await runPolicyTest({ all: true, json: true }, (line) => json.push(line))).toBe(0)
  expect(JSON.parse(json.join('\n'))).toMatchObject({
    packs: expect.arrayContaining([expect.objectContaining({ pack: 'baseline', passed: true })]),
  })
})

test('a folder with faults is refused by name, file and line', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'pack-'))
  try {
    for (const file of packFiles) await writeFile(join(dir, file), small[file])
    await writeFile(join(dir, 'controls.yaml'), controls.replace('SMALL-1.1', 'SMALL-3.3'))
    const lines: string[] = []
    expect(await runPolicyTest({ pack: dir }, (line) => lines.push(line))).toBe(1)
    expect(lines.join('\n')).toMatch(/controls\.yaml:2 There is no clause SMALL-3\.3/)
    await rm(join(dir, 'policy.md'))
    await expect(loadPack(dir)).rejects.toThrow(/policy\.md:1 The file is not there/)
  } finally {
    await rm(dir, { recursive: true })
  }
})

test('docs/packs.md tells of every fact and attribute', async () => {
  const docs = await readFile(join(packsFolder, '../docs/packs.md'), 'utf8')
  for (const { fact, about, attributes } of detectors) {
    expect(docs).toContain(`### \`facts.${fact}\`\n\n${about}\n`)
    for (const [name, meaning] of Object.entries(attributes))
      expect(docs).toContain(`| \`${name}\` | ${meaning} |`)
  }
})

test.each(await packNames())(
  'each clause of the pack %s that counts as enforced is proved by a test in this house that names it',
  async (name) => {
    const pack = await loadPack(join(packsFolder, name))
    const proofs = [...pack.controls, ...pack.coverage].flatMap(({ proof }) => proof ?? [])
    for (const proof of proofs) expect(existsSync(join(house, proof)), proof).toBe(true)
    const enforced = coverageOf(pack).clauses.filter(({ kind }) => kind === 'enforced')
    expect(enforced.length).toBeGreaterThan(1)
    for (const { clause, proof } of enforced) {
      const texts = await Promise.all(proof.map((file) => readFile(join(house, file), 'utf8')))
      const named = new RegExp(`\\b${clause.replaceAll('.', '\\.')}(?![\\w.]*\\d|[a-z])`)
      expect(
        texts.map((text) => named.test(text)),
        clause,
      ).toEqual(proof.map(() => true))
      expect(proof.length, clause).toBeGreaterThan(0)
    }
  },
)

test.each([
  ['a control that refuses', { 'controls.yaml': controls.replace('advise', 'refuse') }],
  [
    'an entry of coverage.yaml',
    { 'coverage.yaml': '- { clause: SMALL-1.1, status: enforced, says: It is. }' },
  ],
])('%s counts as enforced with a proof, and as checked without', (_what, change) => {
  const kindOf = (files: Partial<PackSource>) =>
    coverageOf(parsePack('small', { ...small, ...files })).clauses.map(({ kind }) => kind)
  expect(kindOf(change)).toEqual(['checked'])
  const proved = Object.entries(change).map(([file, text]) => [
    file,
    file === 'controls.yaml'
      ? `${text}  proof: src/x.test.ts\n`
      : text.replace(' }', ', proof: src/x.test.ts }'),
  ])
  expect(kindOf(Object.fromEntries(proved))).toEqual(['enforced'])
})
