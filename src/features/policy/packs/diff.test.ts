import { expect, test } from 'vitest'
import { diffPacks } from './diff.ts'
import type { PackDiff } from './diff.ts'
import { parsePack } from './pack.ts'
import type { PackFile } from './pack.ts'
import { smallPack } from './small-pack.ts'

type Changes = Partial<Record<PackFile, (text: string) => string>>

function diffOf(changes: Changes, base = smallPack): PackDiff {
  const after = { ...base }
  for (const [file, change] of Object.entries(changes) as [PackFile, (text: string) => string][])
    after[file] = change(base[file])
  return diffPacks(parsePack('small', base), parsePack('small', after))
}

const controls = (change: (text: string) => string): Changes => ({ 'controls.yaml': change })
const policy = (change: (text: string) => string): Changes => ({ 'policy.md': change })

const clauseCases: [string, (text: string) => string, Partial<PackDiff['clauses'][number]>[]][] = [
  ['nothing', (text) => text, []],
  ['a heading’s own words', (text) => text.replace('# Small policy', '# Small policy\n\nBegin here.'), []],
  [
    'a clause that is new',
    (text) => `${text}\n**Faxes.** No faxes. {#SMALL-1.3}\n`,
    [{ clause: 'SMALL-1.3', title: 'Faxes', kind: 'added', text: 'No faxes.' }],
  ],
  [
    'a clause that is gone',
    (text) => text.replace('**Extensions.** No extensions. {#SMALL-1.2}\n', ''),
    [{ clause: 'SMALL-1.2', kind: 'removed', text: 'No extensions.' }],
  ],
  [
    'a clause with other words',
    (text) => text.replace('No mobile numbers.', 'No private mobile numbers.'),
    [
      {
        clause: 'SMALL-1.1',
        kind: 'changed',
        moved: null,
        retitled: null,
        reworded: [
          { kind: 'same', text: 'No ' },
          { kind: 'added', text: 'private ' },
          { kind: 'same', text: 'mobile numbers.' },
        ],
      },
    ],
  ],
  [
    'a clause with another title',
    (text) => text.replace('**Numbers.**', '**Mobiles.**'),
    [{ clause: 'SMALL-1.1', retitled: { before: 'Numbers', after: 'Mobiles' }, reworded: null }],
  ],
  [
    'a clause under another heading',
    (text) => text.replace('**Extensions.**', '## 2 Offices {#SMALL-2}\n\n**Extensions.**'),
    [{ clause: 'SMALL-1.2', moved: { from: '1 Telephone', to: '2 Offices', was: null }, reworded: null }],
  ],
  [
    'a clause before another',
    (text) =>
      text
        .replace('**Extensions.** No extensions. {#SMALL-1.2}\n', '')
        .replace('**Numbers.**', '**Extensions.** No extensions. {#SMALL-1.2}\n\n**Numbers.**'),
    [{ kind: 'changed', moved: { from: '1 Telephone', to: '1 Telephone', was: null } }],
  ],
  [
    'a clause with another id',
    (text) => text.replace('SMALL-1.2', 'SMALL-1.5'),
    [
      {
        clause: 'SMALL-1.5',
        kind: 'changed',
        moved: { from: '1 Telephone', to: '1 Telephone', was: 'SMALL-1.2' },
      },
    ],
  ],
  ['a heading with another name', (text) => text.replace('## 1 Telephone', '## 1 Telephones'), []],
]

test.each(clauseCases)('%s', (_, change, expected) => {
  const { clauses } = diffOf(policy(change))
  expect(clauses).toHaveLength(expected.length)
  expect(clauses).toMatchObject(expected)
})

const controlCases: [string, (text: string) => string, unknown][] = [
  ['comments and order', (text) => `# Words.\n${text}`, []],
  [
    'an outcome that is stronger',
    (text) => text.replace('advise: numbers', 'refuse: numbers'),
    [
      {
        control: 'numbers',
        kind: 'changed',
        changes: [{ what: 'What it does', before: 'advises', after: 'refuses' }],
      },
    ],
  ],
  [
    'more moments',
    (text) => text.replace('moment: write', 'moment: [write, publish]'),
    [
      {
        changes: [
          {
            what: 'When it is asked',
            before: 'as somebody writes',
            after: 'as somebody writes and when it goes out',
          },
        ],
      },
    ],
  ],
  [
    'a condition',
    (text) => `${text}  when: post.hasLink\n`,
    [{ changes: [{ what: 'Its condition', before: 'always', after: 'post.hasLink' }] }],
  ],
  [
    'what it asks for',
    (text) => text.replace('advise: numbers', 'require: { say: numbers, all: [{ approval: press-office }] }'),
    [
      {
        changes: [
          { what: 'What it does' },
          { what: 'What it asks for', before: 'nothing', after: 'approval by press-office' },
        ],
      },
    ],
  ],
  [
    'a new one',
    (text) => `${text}- { id: second, clause: SMALL-1.2, subject: post, moment: submit, guide: numbers }\n`,
    [
      {
        control: 'second',
        clause: 'SMALL-1.2',
        kind: 'added',
        does: 'For a post, when it is handed in, it says something at the moment it matters.',
      },
    ],
  ],
]

test.each(controlCases)('of a control: %s', (_, change, expected) => {
  const { controls: found } = diffOf(controls(change))
  expect(found).toMatchObject(expected as object)
  if (Array.isArray(expected)) expect(found).toHaveLength(expected.length)
})

test('a control that is gone, and its clause with it', () => {
  const diff = diffOf({ 'controls.yaml': () => '', 'examples.yaml': () => '' })
  expect(diff.controls).toMatchObject([{ control: 'numbers', kind: 'removed' }])
  expect(diff.coverage).toEqual([{ clause: 'SMALL-1.1', before: 'checked', after: 'not-covered' }])
})

test('sentences and particulars', () => {
  const diff = diffOf({
    'messages.yaml': (text) =>
      `${text.replace('a number', 'no number').replace('  other: Another sentence.\n', '')}cy:\n  numbers: Rhif yw hwnnw.\n`,
    'policy.md': (text) =>
      text.replace(
        'owner: Digital team',
        'owner: Press office\noffices: [{ id: it, name: IT, about: Keeps accounts. }]',
      ),
  })
  expect(diff.messages.map(({ language, key, kind }) => `${language} ${key} ${kind}`)).toEqual([
    'en-GB numbers changed',
    'en-GB other removed',
    'cy numbers added',
  ])
  expect(diff.particulars).toEqual([
    { what: 'Owner', before: 'Digital team', after: 'Press office' },
    { what: 'Offices', before: 'none', after: 'id: it, name: IT, about: Keeps accounts., contact: email' },
  ])
  expect(diff.same).toBe(false)
})

test('a pack is the same as itself', () => {
  expect(diffOf({})).toMatchObject({
    same: true,
    clauses: [],
    controls: [],
    messages: [],
    particulars: [],
    coverage: [],
  })
})

test('there and back: what is added one way is removed the other', () => {
  const before = parsePack('small', smallPack)
  const after = parsePack('small', {
    ...smallPack,
    'policy.md': `${smallPack['policy.md']}\nNo faxes. {#SMALL-1.3}\n`,
  })
  expect(diffPacks(before, after).clauses.map(({ kind }) => kind)).toEqual(['added'])
  expect(diffPacks(after, before).clauses.map(({ kind }) => kind)).toEqual(['removed'])
})
