// Not beside the forms: it holds them against the reader of packs, which the browser’s side does not know.
import { expect, test } from 'vitest'
import { loadPack, packsFolder } from '../packs.ts'
import { parsePack } from '../packs/pack.ts'
import {
  addDays,
  changeDays,
  daysFault,
  faultsOfNew,
  noDays,
  readDays,
  removeDays,
  turned,
  type DaysForm,
} from '../ui/draft/particulars/days-text.ts'
import { particularFault } from '../ui/draft/particulars/particulars-text.ts'

const pack = await loadPack(`${packsFolder}/uwl`)
const policy = pack.source['policy.md']
const taken = (written: string) => parsePack('uwl', { ...pack.source, 'policy.md': written }).frontMatter
const days = (more: Partial<DaysForm>): DaysForm => ({ ...noDays, ...more })

const winter = days({ name: 'Winter closure', from: '12-24', until: '01-02', goes: 'News of emergencies' })
const mourning = days({ name: 'Mourning', from: '2026-11-23' })
const vote = days({ name: 'General election', from: '2027-05-01', until: '2027-06-05' })

const commented = `---
id: x
title: T # the title
blackouts:
  # Why: the agreement of 2019.
  - name: Remembrance # two minutes
    from: 2026-11-11

  # Every winter.
  - { name: Winter, from: 12-24, until: 01-02 }
# behind the list
election-periods:
- name: Local elections
  from: 2027-03-20
  until: 2027-05-06
sources: {}
---

# T
`

test('added to a policy that has none, changed and removed, the file is what it was', () => {
  let written = addDays(policy, 'blackouts', winter)
  written = addDays(written, 'blackouts', mourning)
  written = addDays(written, 'election-periods', vote)
  expect(readDays(written, 'blackouts')).toEqual([winter, mourning])
  expect(taken(written)?.blackouts).toEqual([
    { name: 'Winter closure', from: '12-24', until: '01-02', goes: 'News of emergencies' },
    { name: 'Mourning', from: '2026-11-23' },
  ])
  expect(taken(written)?.['election-periods']).toEqual([
    { name: 'General election', from: '2027-05-01', until: '2027-06-05' },
  ])
  written = changeDays(written, 'blackouts', 1, {
    until: '2026-11-24',
    clause: 'UWL-5.2',
    goes: 'Nothing: none',
  })
  expect(taken(written)?.blackouts[1]).toEqual({
    name: 'Mourning',
    from: '2026-11-23',
    until: '2026-11-24',
    clause: 'UWL-5.2',
    goes: 'Nothing: none',
  })
  written = changeDays(written, 'blackouts', 1, { until: '', clause: '', goes: '' })
  expect(readDays(written, 'blackouts')).toEqual([winter, mourning])
  written = removeDays(removeDays(written, 'blackouts', 0), 'blackouts', 0)
  expect(removeDays(written, 'election-periods', 0)).toBe(policy)
})

test('comments, order and style of everything else stay to the byte', () => {
  expect(changeDays(commented, 'blackouts', 0, { from: '2026-11-12' })).toBe(
    commented.replace('2026-11-11', '2026-11-12'),
  )
  expect(changeDays(commented, 'blackouts', 0, { goes: 'Wreaths' })).toBe(
    commented.replace('from: 2026-11-11', 'from: 2026-11-11\n    goes: Wreaths'),
  )
  expect(changeDays(commented, 'blackouts', 1, { name: 'Winter break' })).toBe(
    commented.replace('name: Winter,', 'name: Winter break,'),
  )
  expect(addDays(commented, 'blackouts', mourning)).toBe(
    commented.replace('01-02 }\n', '01-02 }\n\n  - name: Mourning\n    from: 2026-11-23\n'),
  )
  expect(addDays(commented, 'election-periods', vote)).toBe(
    commented.replace(
      '2027-05-06\n',
      '2027-05-06\n- name: General election\n  from: 2027-05-01\n  until: 2027-06-05\n',
    ),
  )
  expect(removeDays(commented, 'blackouts', 1)).toBe(
    commented.replace('  - { name: Winter, from: 12-24, until: 01-02 }\n', ''),
  )
})

test('the last one leaves the comments of its list, and the next one finds its place among them', () => {
  const one = removeDays(commented, 'blackouts', 1)
  const none = removeDays(one, 'blackouts', 0)
  expect(none).toContain('blackouts: []\n  # Why: the agreement of 2019.\n')
  expect(readDays(none, 'blackouts')).toEqual([])
  const again = addDays(none, 'blackouts', winter)
  expect(readDays(again, 'blackouts')).toEqual([winter])
  for (const comment of ['# Why: the agreement of 2019.', '# behind the list', '# the title'])
    expect(again).toContain(comment)
  const plain = removeDays(commented, 'election-periods', 0)
  expect(plain).not.toContain('election-periods')
  expect(plain).toContain('sources: {}')
})

test('what no form can write is left alone, and said', () => {
  const flow = commented.replace(/blackouts:[^]*01-02 \}\n/, 'blackouts: [{ name: A b, from: 2026-01-01 }]\n')
  expect(readDays(flow, 'blackouts')).toHaveLength(1)
  expect(() => changeDays(flow, 'blackouts', 0, { name: 'C' })).toThrow(/changed as YAML/)
  expect(readDays(commented.replace(/blackouts:[^]*01-02 \}\n/, 'blackouts: soon\n'), 'blackouts')).toBeNull()
  const shared = commented.replace('- name: Remembrance', '- &r\n    name: Remembrance')
  expect(() => changeDays(shared, 'blackouts', 0, { name: 'C' })).toThrow(/shares a part/)
  expect(() => addDays('# T', 'blackouts', winter)).toThrow(/begins with its particulars/)
})

test('a fault stands at its entry and its field', () => {
  const wrong = addDays(addDays(policy, 'blackouts', winter), 'blackouts', days({ name: 'B', from: 'soon' }))
  try {
    parsePack('uwl', { ...pack.source, 'policy.md': wrong })
    expect.fail('it was taken')
  } catch (fault) {
    const { faults } = fault as { faults: { file: string; fault: string }[] }
    expect(faults.map((one) => one.fault)).toEqual([expect.stringMatching(/^blackouts.*from: /)])
    expect(particularFault(faults, 'title')).toBe(undefined)
    expect(daysFault(faults, 'blackouts', 1, 'from')).toMatch(/^Write the day as /)
    expect(daysFault(faults, 'blackouts', 0, 'from')).toBe(undefined)
  }
})

test('days of one year become those of every year and back, also over its end', () => {
  expect(turned({ from: '2026-12-24', until: '2027-01-02' }, null)).toEqual({ from: '12-24', until: '01-02' })
  expect(turned(winter, 2026)).toEqual({ from: '2026-12-24', until: '2027-01-02' })
  expect(turned({ from: '11-11', until: '' }, 2026)).toMatchObject({ from: '2026-11-11' })
  expect(turned({ from: '', until: '' }, 2026)).toEqual({ from: '', until: '' })
})

test('what is to be added has a name, a first day and an order', () => {
  expect(faultsOfNew(noDays, 'election-periods')).toEqual({
    name: 'Give the days a name.',
    from: 'Give the first day.',
    until: 'Give the last day.',
  })
  expect(faultsOfNew({ ...vote, until: '2027-04-01' }, 'election-periods')).toEqual({
    until: 'The last day comes before the first.',
  })
  expect(faultsOfNew(winter, 'blackouts')).toEqual({})
  expect(faultsOfNew(mourning, 'blackouts')).toEqual({})
})
