import type { PackFiles } from '../../../drafts/contract.ts'
import type { Moment, Outcome, SubjectKind } from '../../../engine/types.ts'
import { changeEntry, changeMapAt, withEntry, withoutEntry } from '../yaml/yaml-edit.ts'
import { renderFlow, renderLines } from '../yaml/yaml-render.ts'
import { readMap } from '../yaml/yaml-text.ts'
import { changesTo, entryOf, entryOrder, formOf, withOutcome, type ControlForm } from './control-form.ts'
import {
  clausesIn,
  controlsIn,
  examplesIn,
  keysOf,
  sentenceKey,
  sentencesIn,
  type ControlAt,
  type Sentence,
} from './pack-reading.ts'

/** Files with their new text; those that stay as they are do not stand in it. */
export type Changed = Partial<PackFiles>

/** Writes a control as the form has it; all that the form did not change stays as it is. */
export function writeControl(text: string, { place }: ControlAt, form: ControlForm): string {
  return changeEntry(text, place.at, changesTo(place.value, form), entryOrder)
}

/** Does a control other than the one at this place say the sentence too? */
function saidByOthers(files: PackFiles, key: string, at: number): boolean {
  const sentences = sentencesIn(files['messages.yaml'])
  return controlsIn(files['controls.yaml']).some(
    ({ form, place }) => place.at !== at && keysOf(sentenceKey(form), sentences).includes(key),
  )
}

/** Gives a control another name, in its examples and its sentences too. */
export function renameControl(files: PackFiles, control: ControlAt, id: string): Changed {
  const { form, place } = control
  const own = sentenceKey(form) === form.id
  const say = own && form.say !== '' ? id : form.say
  const changed: Changed = {
    'controls.yaml': writeControl(files['controls.yaml'], control, { ...form, id, say }),
  }
  let examples = files['examples.yaml']
  for (const example of examplesIn(examples)) {
    if (example.control === form.id)
      examples = changeEntry(examples, example.place.at, [{ key: 'control', value: id }], ['control'])
  }
  if (examples !== files['examples.yaml']) changed['examples.yaml'] = examples
  const sentences = sentencesIn(files['messages.yaml'])
  let messages = files['messages.yaml']
  for (const [old, now] of [
    [form.id, id],
    [`does.${form.id}`, `does.${id}`],
  ] as const) {
    const value = sentences[old]
    if (value === undefined || sentences[now] !== undefined) continue
    if (old === form.id && (!own || saidByOthers(files, old, place.at))) continue
    messages = changeMapAt(messages, ['en-GB'], { key: old, rename: now, value })
  }
  // A sentence that another control says too stays its own, and this one gets the same words under its new name.
  const words = sentences[form.id]
  if (own && words !== undefined && saidByOthers(files, form.id, place.at))
    messages = writeSentence(messages, id, words)
  if (messages !== files['messages.yaml']) changed['messages.yaml'] = messages
  return changed
}

/** Puts a sentence into the English ones, or takes it out. */
export function writeSentence(messages: string, key: string, value: Sentence | undefined): string {
  if (value === undefined) return changeMapAt(messages, ['en-GB'], { key, value })
  const { map, fault } = readMap(messages, ['en-GB'])
  if (!map && !fault) return withEnglish(messages, key, value)
  return changeMapAt(messages, ['en-GB'], { key, value })
}

function withEnglish(messages: string, key: string, value: Sentence): string {
  const others = messages.replace(/^en-GB:.*$/m, '').trimEnd()
  return `${others === '' ? '' : `${others}\n`}en-GB:\n  ${renderLines({ [key]: value }, 2)}\n`
}

export interface Removal {
  examples: boolean
  sentences: boolean
}

/** The keys of sentences that nobody says once this control is gone. */
export function ownSentences(files: PackFiles, { form, place }: ControlAt): string[] {
  const sentences = sentencesIn(files['messages.yaml'])
  const said = [...keysOf(sentenceKey(form), sentences), `does.${form.id}`]
  return said.filter((key) => sentences[key] !== undefined && !saidByOthers(files, key, place.at))
}

export function removeControl(files: PackFiles, control: ControlAt, also: Removal): Changed {
  const changed: Changed = { 'controls.yaml': withoutEntry(files['controls.yaml'], control.place.at) }
  if (also.examples) {
    const own = examplesIn(files['examples.yaml']).filter((one) => one.control === control.form.id)
    changed['examples.yaml'] = own
      .toReversed()
      .reduce((text, { place }) => withoutEntry(text, place.at), files['examples.yaml'])
  }
  if (also.sentences)
    changed['messages.yaml'] = ownSentences(files, control).reduce(
      (text, key) => writeSentence(text, key, undefined),
      files['messages.yaml'],
    )
  return changed
}

export interface NewControl {
  id: string
  clause: string
  subject: SubjectKind
  moments: Moment[]
  outcome: Outcome
  office: string
  sentence: string
}

/** A name that no other control has, after the title of its clause. */
export function freeId(files: PackFiles, wished: string): string {
  const taken = new Set(controlsIn(files['controls.yaml']).map(({ form }) => form.id))
  const slug = slugOf(wished) || 'control'
  if (!taken.has(slug)) return slug
  for (let count = 2; ; count += 1) if (!taken.has(`${slug}-${count}`)) return `${slug}-${count}`
}

export const slugOf = (words: string): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '')

/** Writes a new control behind the last one of its clause, or of the clause that comes before it in the policy. */
export function addControl(files: PackFiles, wanted: NewControl): Changed {
  const { outcome, sentence, ...rest } = wanted
  const form = withOutcome({ ...formOf({}), ...rest }, outcome)
  if (outcome === 'require' || outcome === 'hold') form.say = wanted.id
  const controls = files['controls.yaml']
  const written = renderLines(entryOf(form), 2)
  return {
    'controls.yaml': withEntry(controls, placeFor(files, wanted.clause), written),
    'messages.yaml': writeSentence(files['messages.yaml'], wanted.id, sentence),
  }
}

function placeFor(files: PackFiles, clause: string): number | null {
  const clauses = clausesIn(files['policy.md']).map(({ id }) => id)
  const controls = controlsIn(files['controls.yaml'])
  const upTo = new Set(clauses.slice(0, clauses.indexOf(clause) + 1).toReversed())
  for (const one of upTo) {
    const last = controls.findLast(({ form }) => form.clause === one)
    if (last) return last.place.at
  }
  return null
}

export interface NewExample {
  control: string
  name: string
  given: Record<string, unknown>
  expect: string
}

/** Writes an example behind the last one of its control. */
export function addExample(text: string, { control, name, given, expect }: NewExample): string {
  const last = examplesIn(text).findLast((one) => one.control === control)
  const entry = { control, ...(name === '' ? {} : { name }), given, expect }
  return withEntry(text, last?.place.at ?? null, renderFlow(entry))
}
