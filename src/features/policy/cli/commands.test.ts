import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packFiles } from '../packs/pack.ts'
import { schemaNames } from '../packs/json-schema.ts'
import {
  runPolicyCoverage,
  runPolicyDiff,
  runPolicyInit,
  runPolicyLint,
  runPolicySchema,
  runPolicyTest,
} from '../cli.ts'

let home: string
let pack: string
let lines: string[]
const out = (line: string): void => void lines.push(line)
const said = (): string => lines.splice(0).join('\n')
const json = (): unknown => {
  expect(lines).toHaveLength(1)
  return JSON.parse(said())
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'policy-'))
  lines = []
  await runPolicyInit({ name: 'my-university', in: home }, out)
  said()
  pack = join(home, 'my-university')
})
afterEach(() => rm(home, { recursive: true }))

async function spoil(file: string, old: string, now: string): Promise<void> {
  const text = await readFile(join(pack, file), 'utf8')
  expect(text).toContain(old)
  await writeFile(join(pack, file), text.replace(old, now))
}

test('a new pack passes its own test and lint, and points editors to its schemas', async () => {
  expect(await runPolicyTest({ pack }, out)).toBe(0)
  expect(said()).toMatch(/12 of 12 examples pass\n {2}3 clauses: 0 enforced · 3 checked/)
  expect(await runPolicyLint({ pack }, out)).toBe(0)
  expect(said()).toMatch(/Nothing to mend/)
  for (const file of packFiles.filter((one) => one.endsWith('.yaml'))) {
    const [first = ''] = (await readFile(join(pack, file), 'utf8')).split('\n')
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? []
    const text: unknown = JSON.parse(await readFile(join(pack, schema), 'utf8'))
    expect(text).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' })
  }
})

test('init writes over nothing', async () => {
  const before = await readdir(pack, { recursive: true })
  await writeFile(join(pack, 'policy.md'), 'mine')
  await expect(runPolicyInit({ name: 'my-university', in: home }, out)).rejects.toThrow(
    /something of this name is there/,
  )
  await writeFile(join(home, 'a-file'), 'mine')
  await expect(runPolicyInit({ name: 'a-file', in: home }, out)).rejects.toThrow(/cannot be made/)
  await expect(runPolicyInit({ name: 'x', in: join(home, 'a-file') }, out)).rejects.toThrow(/cannot be made/)
  expect(await readFile(join(pack, 'policy.md'), 'utf8')).toBe('mine')
  expect(await readdir(pack, { recursive: true })).toEqual(before)
})

test.each(['My University', '../up', 'a/b', '', '.', '-x', 'x'.repeat(61), 'ä'])(
  'init refuses the name %j',
  async (name) => {
    await expect(runPolicyInit({ name, in: home }, out)).rejects.toThrow(/cannot be the name of a pack/)
    expect(await readdir(home)).toEqual(['my-university'])
  },
)

test.each([
  ['uwl', 'UWL-1.1'],
  ['my-university', 'MU-1.1'],
  ['2027', 'POLICY-1.1'],
  ['null', 'NULL-1.1'],
])('the clauses of a new pack “%s” begin with %s', async (name, clause) => {
  const made = await mkdtemp(join(tmpdir(), 'policy-'))
  try {
    await runPolicyInit({ name, in: made, json: true }, out)
    expect(json()).toMatchObject({ pack: name, folder: join(made, name) })
    expect(await runPolicyTest({ pack: join(made, name), json: true }, out)).toBe(0)
    expect(json()).toMatchObject({ packs: [{ coverage: { clauses: [{ clause }, {}, {}] } }] })
  } finally {
    await rm(made, { recursive: true })
  }
})

test('a clause that is not covered lists the controls that it waits for', async () => {
  await spoil('controls.yaml', 'subject: post\n  moment: submit', 'subject: search\n  moment: submit')
  await writeFile(join(pack, 'examples.yaml'), '')
  expect(await runPolicyTest({ pack }, out)).toBe(1)
  expect(said()).toMatch(/MU-1\.1 {2}not covered {2}.*Waits for second-reader\./)
  expect(await runPolicyCoverage({ pack }, out)).toBe(0)
  expect(said()).toMatch(
    /1 control waits for its room:\n {2}room +pack +clause +control\n {2}search +my-university +MU-1\.1 +second-reader/,
  )
  await runPolicyCoverage({ pack, json: true }, out)
  expect(json()).toMatchObject({
    packs: [{ waiting: [{ clause: 'MU-1.1', control: 'second-reader', room: 'search' }] }],
    corrupt: [],
  })
})

test('--all closes with a table of all packs and the controls that wait', async () => {
  await runPolicyTest({ all: true }, out)
  const text = said()
  expect(text).toMatch(/\n {2}pack +clauses +enforced +checked +recorded +guided +not covered\n/)
  expect(text).toMatch(/\n {2}baseline +\d+/)
  expect(text).toMatch(/\n {2}together +\d+/)
  expect(text).toMatch(/wait(?:s)? for (?:its room|their rooms)/)
})

test('lint ends with 1 on a fault and with 0 on a warning', async () => {
  expect(await runPolicyLint({ pack, today: '2031-01-01' }, out)).toBe(1)
  expect(said()).toMatch(/policy\.md:8 {2}fault .*\n.*\n {4}→ /)
  const soon = Temporal.Now.plainDateISO().add({ months: 11 }).toString()
  expect(await runPolicyLint({ pack, today: soon }, out)).toBe(0)
  expect(said()).toMatch(/policy\.md:8 {2}warning .*[^]*0 faults · 1 warning · 0 advice/)
  await spoil('policy.md', 'person’s own. {', 'person’s own, see section 7. {')
  expect(await runPolicyLint({ pack, json: true }, out)).toBe(1)
  expect(json()).toMatchObject({
    packs: [{ findings: [{ rule: 'references', weight: 'fault', file: 'policy.md' }] }],
  })
  await expect(runPolicyLint({ pack, today: 'soon' }, out)).rejects.toThrow(/no day/)
})

test('diff says what became of a policy, in words and as JSON', async () => {
  const older = join(home, 'older')
  await cp(pack, older, { recursive: true })
  expect(await runPolicyDiff({ before: older, after: pack }, out)).toBe(0)
  expect(said()).toMatch(/Nothing differs/)
  await spoil('policy.md', 'not a person’s own.', 'never a person’s own.')
  await spoil('controls.yaml', 'advise: plain-links', 'refuse: plain-links')
  expect(await runPolicyDiff({ before: older, after: pack }, out)).toBe(0)
  const text = said()
  expect(text).toContain('~ MU-2.1 Telephone numbers')
  expect(text).toMatch(/\[-not-\]\{\+never\+\}/)
  expect(text).toContain('What it does: advises → refuses')
  expect(await runPolicyDiff({ before: older, after: pack, json: true }, out)).toBe(0)
  expect(json()).toMatchObject({
    same: false,
    clauses: [{ clause: 'MU-2.1' }],
    controls: [{ control: 'plain-links' }],
  })
})

test.each([
  ['test', (json: boolean) => runPolicyTest({ pack, json }, out)],
  ['lint', (json: boolean) => runPolicyLint({ pack, json }, out)],
  ['coverage', (json: boolean) => runPolicyCoverage({ pack, json }, out)],
  ['diff', (json: boolean) => runPolicyDiff({ before: pack, after: pack, json }, out)],
])('%s says what is wrong with a pack that cannot be read, and ends with 1', async (_, run) => {
  await spoil('controls.yaml', 'fact: links', 'fact: lnks')
  expect(await run(false)).toBe(1)
  expect(said()).toMatch(/controls\.yaml:\d+ plain-links: There is no fact “lnks”\. Did you mean “links”\?/)
  expect(await run(true)).toBe(1)
  const { corrupt } = json() as { corrupt: unknown[] }
  expect(corrupt[0]).toMatchObject({ faults: [{ file: 'controls.yaml', line: 29 }] })
})

test('a pack is found by its name, by its path, and else not', async () => {
  expect(await runPolicyCoverage({ pack: 'baseline', json: true }, out)).toBe(0)
  expect(json()).toMatchObject({ packs: [{ pack: 'baseline' }] })
  expect(await runPolicyCoverage({ pack: 'basline' }, out)).toBe(1)
  expect(said()).toMatch(/Did you mean “baseline”\?/)
})

test('schema prints each schema, and knows its files', () => {
  for (const name of schemaNames) {
    expect(runPolicySchema({ name }, out)).toBe(0)
    expect(json()).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' })
  }
  expect(() => runPolicySchema({ name: 'colours' }, out)).toThrow(/no file “colours”/)
})
