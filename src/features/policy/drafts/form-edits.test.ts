// Not beside the forms: it holds them against the reader of packs, which the browser’s side does not know.
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { parse } from 'yaml'
import type { PackFiles } from './contract.ts'
import { controlFrom } from '../packs/controls.ts'
import { loadPack, packNames, packsFolder } from '../packs.ts'
import { parsePack } from '../packs/pack.ts'
import { controlSchema } from '../packs/schema.ts'
import { smallPack } from '../packs/small-pack.ts'
import { changeEntry } from '../ui/draft/yaml/yaml-edit.ts'
import { readList } from '../ui/draft/yaml/yaml-text.ts'
import { entryOf, entryOrder, formOf, type ControlForm } from '../ui/draft/controls/control-form.ts'
import {
  addControl,
  addExample,
  freeId,
  ownSentences,
  removeControl,
  renameControl,
  writeControl,
  writeSentence,
} from '../ui/draft/controls/pack-edits.ts'
import {
  clausesIn,
  controlsIn,
  coverageIn,
  groupsOf,
  keysOf,
  officesIn,
  sentencesIn,
} from '../ui/draft/controls/pack-reading.ts'

const packs = await Promise.all(
  (await packNames()).map(async (name) => ({ name, pack: await loadPack(`${packsFolder}/${name}`) })),
)
const { pack: uwl } = packs.find(({ name }) => name === 'uwl') ?? { pack: null }
const files: PackFiles = uwl?.source ?? smallPack
const controlAt = (from: PackFiles, id: string) => {
  const found = controlsIn(from['controls.yaml']).find(({ form }) => form.id === id)
  if (!found) throw new Error(`No control ${id}`)
  return found
}
const read = (entry: unknown) => controlFrom(controlSchema.parse(entry))
const entriesOf = (text: string): unknown[] => parse(text) as unknown[]

test.each(packs)('every control of $name is the same control after a round through the form', ({ pack }) => {
  const whole = pack.source['controls.yaml']
  expect(controlsIn(whole).length).toBe(pack.controls.length)
  for (const [, text = ''] of whole.matchAll(/((?:^|\n)- id: [\s\S]*?)(?=\n- id: |$)/g)) {
    const padded = `# head\n- id: before # stays\n${text.trim()}\n# foot\n- id: after\n`
    const control = controlsIn(padded)[1]
    if (!control) throw new Error(`Not read: ${text}`)
    const { place, form } = control
    expect(read(entryOf(form)), form.id).toEqual(read(place.value))
    expect(writeControl(padded, control, form), form.id).toBe(padded)
    // All of it written anew, as if each field had been changed.
    const changes = Object.entries(entryOf(form)).map(([key, value]) => ({ key, value }))
    const written = changeEntry(padded, place.at, changes, entryOrder)
    expect(written.slice(0, place.start)).toBe(padded.slice(0, place.start))
    expect(written.endsWith(padded.slice(place.end))).toBe(true)
    expect(read(entriesOf(written)[1]), form.id).toEqual(read(place.value))
  }
})

test('one control is changed, and all others stay to the byte', () => {
  const text = files['controls.yaml']
  for (const control of controlsIn(text).filter((_, at) => at % 9 === 0)) {
    const written = writeControl(text, control, { ...control.form, clause: 'UWL-0', outcome: 'record' })
    expect(written.slice(0, control.place.start)).toBe(text.slice(0, control.place.start))
    expect(written.endsWith(text.slice(control.place.end))).toBe(true)
    const others = (of: string) => entriesOf(of).toSpliced(control.place.at, 1)
    expect(others(written)).toEqual(others(text))
  }
})

test.each(packs)('clauses, offices and coverage of $name are read as the check reads them', ({ pack }) => {
  const { source } = pack
  expect(clausesIn(source['policy.md'])).toEqual(pack.clauses.map(({ id, title }) => ({ id, title })))
  expect(officesIn(source['policy.md'])).toEqual(
    pack.frontMatter.offices.map(({ id, name }) => ({ id, name })),
  )
  expect([...coverageIn(source['coverage.yaml']).values()].flat().toSorted()).toEqual(
    pack.coverage.map(({ says }) => says).toSorted(),
  )
  expect(sentencesIn(source['messages.yaml'])).toEqual(pack.messages['en-GB'])
})

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.stringMatching(/^[ \n"'#:{}[\],&*!|>%@`\\a-z-]{0,24}$/),
)
const typedForm = fc.record({ when: typed, where: typed, proof: typed, hours: typed, office: typed })

test('whatever somebody types comes back as typed, and nothing else moves', () => {
  const text = `# head\n- { id: a, clause: X-1 } # flow\n\n- id: b # note\n  clause: X-2\n  # why\n  mark: { fact: links }\n  hold: { hours: 3 } # wait\n# next\n- id: c\n  clause: X-3\n`
  fc.assert(
    fc.property(typedForm, fc.constantFrom('a', 'b', 'c'), (values, id) => {
      const control = controlAt({ ...smallPack, 'controls.yaml': text }, id)
      const form: ControlForm = { ...control.form, ...values, fact: 'links', outcome: 'hold', say: 'x' }
      const written = writeControl(text, control, form)
      const again = controlAt({ ...smallPack, 'controls.yaml': written }, id)
      expect({ ...again.form, hours: '' }).toEqual({ ...form, hours: '' })
      if (!/^\d/.test(form.hours)) expect(again.form.hours).toBe(form.hours)
      for (const note of ['# head\n', '# next\n']) expect(written).toContain(note)
      if (id !== 'a') expect(written).toContain('- { id: a, clause: X-1 } # flow\n')
      if (id === 'b') expect(written).toContain('- id: b # note\n  clause: X-2\n')
    }),
    { numRuns: 300 },
  )
})

test('a sentence comes back as typed', () => {
  fc.assert(
    fc.property(typed, (words) => {
      const written = writeSentence(smallPack['messages.yaml'], 'new.key', words)
      expect(sentencesIn(written)).toEqual({ ...sentencesIn(smallPack['messages.yaml']), 'new.key': words })
    }),
    { numRuns: 300 },
  )
  expect(sentencesIn(writeSentence('', 'a', 'B.'))).toEqual({ a: 'B.' })
  expect(sentencesIn(writeSentence('# words\nen-GB: {}\n', 'a', 'B: c'))).toEqual({ a: 'B: c' })
})

test('one field changes one line', () => {
  const control = controlAt(files, 'personal-accounts')
  const written = writeControl(files['controls.yaml'], control, {
    ...control.form,
    when: '"applicants" in post.audiences',
  })
  const lines = (text: string) => text.split('\n')
  const differing = lines(written).filter((line, at) => line !== lines(files['controls.yaml'])[at])
  expect(differing).toEqual([`  when: '"applicants" in post.audiences'`])
})

test('choosing another outcome keeps its place, and ends one that stood there twice', () => {
  const text = '- id: a\n  clause: X-1\n  refuse: a\n  advise: b\n  proof: x.test.ts\n'
  const [control] = controlsIn(text)
  if (!control) throw new Error('No control')
  expect(control.form.outcome).toBe('advise')
  const written = writeControl(text, control, { ...control.form, outcome: 'guide' })
  expect(written).toBe('- id: a\n  clause: X-1\n  guide: b\n  proof: x.test.ts\n')
})

test('a control that shares a part with another is left to the YAML', () => {
  const text = '- id: a\n  moment: &m [write]\n- id: b\n  moment: *m\n'
  const [, b] = controlsIn(text)
  if (!b) throw new Error('No control')
  expect(() => writeControl(text, b, { ...b.form, moments: ['submit'] })).toThrow(/shares a part/)
})

test('a new name goes into the examples and the sentences, and the pack still holds', () => {
  const changed = renameControl(files, controlAt(files, 'personal-accounts'), 'own-accounts')
  const next = { ...files, ...changed }
  const pack = parsePack('uwl', next)
  expect(pack.examples.filter(({ control }) => control === 'own-accounts').length).toBeGreaterThan(3)
  expect(pack.controls.find(({ id }) => id === 'own-accounts')?.say).toBe('own-accounts')
  expect(next['controls.yaml'].split('\n').length).toBe(files['controls.yaml'].split('\n').length)
  expect(next['examples.yaml'].split('\n').length).toBe(files['examples.yaml'].split('\n').length)
})

test('a new control stands behind the last of its clause, with a name of its own', () => {
  expect(freeId(files, 'Personal accounts')).toBe('personal-accounts-2')
  const wanted = {
    id: 'new-one',
    clause: 'UWL-2.1',
    subject: 'post',
    moments: ['write', 'submit'],
    outcome: 'advise',
    office: '',
    sentence: 'Think: twice.',
  } as const
  const next = { ...files, ...addControl(files, { ...wanted, moments: [...wanted.moments] }) }
  const pack = parsePack('uwl', next)
  const ids = pack.controls.filter(({ clause }) => clause === 'UWL-2.1').map(({ id }) => id)
  expect(ids.at(-1)).toBe('new-one')
  expect(pack.controls.length).toBe((uwl?.controls.length ?? 0) + 1)
  expect(pack.messages['en-GB']?.['new-one']).toBe('Think: twice.')
  for (const outcome of ['require', 'hold', 'task', 'route', 'refuse', 'record', 'guide'] as const)
    parsePack('uwl', {
      ...files,
      ...addControl(files, { ...wanted, moments: ['submit'], outcome, office: 'it-services' }),
    })
})

test('a control goes with its examples and its own sentences, and leaves no fault behind', () => {
  const control = controlAt(files, 'personal-accounts')
  expect(ownSentences(files, control)).toEqual(['personal-accounts', 'does.personal-accounts'])
  const next = { ...files, ...removeControl(files, control, { examples: true, sentences: true }) }
  const pack = parsePack('uwl', next)
  expect(pack.controls.length).toBe((uwl?.controls.length ?? 0) - 1)
  expect(pack.examples.some((one) => one.control === 'personal-accounts')).toBe(false)
  expect(next['controls.yaml']).toContain('# 2 General principles\n- id: personal-accounts-elsewhere')
})

test('a new example stands behind the others of its control', () => {
  const given = { text: 'Join: "us", {now} #yes\nplease', audiences: ['students'] }
  const text = addExample(files['examples.yaml'], {
    control: 'personal-accounts',
    name: '',
    given,
    expect: 'nothing',
  })
  const pack = parsePack('uwl', { ...files, 'examples.yaml': text })
  expect(pack.examples.filter(({ control }) => control === 'personal-accounts').at(-1)?.given).toEqual(given)
  expect(
    readList(addExample('', { control: 'a', name: 'b', given: {}, expect: 'nothing' })).entries[0]?.value,
  ).toEqual({ control: 'a', name: 'b', given: {}, expect: 'nothing' })
})

test('a policy is grouped by clause; a control of no clause is not lost', () => {
  const groups = groupsOf({
    ...files,
    'controls.yaml': files['controls.yaml'].replace('clause: UWL-1.4', 'clause: UWL-99'),
  })
  expect(groups.find(({ clause }) => clause?.id === 'UWL-1.4')?.controls).toEqual([])
  expect(groups.at(-1)).toMatchObject({ clause: null, controls: [{ form: { id: 'what-is-bound' } }] })
})

test('what cannot be read says where', () => {
  expect(readList('- id: a\n  clause: [x\n- id: b\n').fault?.line).toBeGreaterThan(1)
  expect(readList('en-GB: x\n').fault?.says).toContain('needs a list')
  expect(readList('- a\n').fault?.line).toBe(1)
  expect(readList('# nothing\n').entries).toEqual([])
})

test('a family of sentences is found by its key', () => {
  const sentences = sentencesIn(files['messages.yaml'])
  expect(keysOf('under-eighteens.{kind}', sentences)).toEqual([
    'under-eighteens.identified',
    'under-eighteens.contact',
    'under-eighteens.image',
  ])
  expect(formOf(null).outcome).toBe('')
})
