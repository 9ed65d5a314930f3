import { diffWordsWithSpace } from 'diff'
import type { Messages } from '../engine/index.ts'
import { aspectsOf, controlInWords } from './control-words.ts'
import { coverageOf } from './coverage.ts'
import { clauseChanges } from './diff-clauses.ts'
import type {
  ControlChange,
  CoverageChange,
  MessageChange,
  PackDiff,
  ParticularChange,
  WordRun,
} from './diff-types.ts'
import type { Pack } from './pack.ts'

export type * from './diff-types.ts'

/** What is compared: a pack, or the content of an edition. */
export type Comparable = Pick<
  Pack,
  'frontMatter' | 'sections' | 'clauses' | 'controls' | 'messages' | 'coverage'
>

/** What became of a policy, from the older to the newer of two. Pure. */
export function diffPacks(before: Comparable, after: Comparable): PackDiff {
  const changes = {
    clauses: clauseChanges(before, after, wordRuns),
    controls: controlChanges(before, after),
    messages: messageChanges(before.messages, after.messages),
    particulars: particularChanges(before, after),
    coverage: coverageChanges(before, after),
  }
  const head = ({ frontMatter: { id, title } }: Comparable) => ({ id, title })
  const same = Object.values(changes).every((list) => list.length === 0)
  return { before: head(before), after: head(after), same, ...changes }
}

/** What became of a text, word by word. */
export function wordRuns(before: string, after: string): WordRun[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

function controlChanges(before: Comparable, after: Comparable): ControlChange[] {
  const old = new Map(before.controls.map((control) => [control.id, control]))
  const kept = new Set(after.controls.map(({ id }) => id))
  const now = after.controls.flatMap((control): ControlChange[] => {
    const { id, clause } = control
    const was = old.get(id)
    if (!was) return [{ control: id, clause, kind: 'added', does: controlInWords(control), changes: [] }]
    const earlier = aspectsOf(was)
    const changes = aspectsOf(control).flatMap(({ what, says }, at) => {
      const said = earlier[at]?.says ?? 'nothing'
      return said === says ? [] : [{ what, before: said, after: says }]
    })
    return changes.length === 0 ? [] : [{ control: id, clause, kind: 'changed', does: null, changes }]
  })
  const gone = before.controls
    .filter(({ id }) => !kept.has(id))
    .map((control): ControlChange => {
      const { id, clause } = control
      return { control: id, clause, kind: 'removed', does: controlInWords(control), changes: [] }
    })
  return [...now, ...gone]
}

function messageChanges(before: Messages, after: Messages): MessageChange[] {
  const was = sentencesOf(before)
  const is = sentencesOf(after)
  return [...new Map([...was, ...is]).keys()].flatMap((id): MessageChange[] => {
    const [old, now] = [was.get(id), is.get(id)]
    const { language, key } = (now ?? old) as Sentence
    if (old?.text === now?.text) return []
    const kind = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed'
    return [{ language, key, kind, words: wordRuns(old?.text ?? '', now?.text ?? '') }]
  })
}

interface Sentence {
  language: string
  key: string
  text: string
}

/** Each form by number is a sentence of its own: “left (one)”. */
function sentencesOf(messages: Messages): Map<string, Sentence> {
  const all = Object.entries(messages).flatMap(([language, sentences]) =>
    Object.entries(sentences).flatMap(([key, message]): Sentence[] =>
      typeof message === 'string'
        ? [{ language, key, text: message }]
        : [
            { language, key: `${key} (one)`, text: message.one },
            { language, key: `${key} (other)`, text: message.other },
          ],
    ),
  )
  return new Map(all.map((sentence) => [`${sentence.language} ${sentence.key}`, sentence]))
}

const particulars = {
  id: 'Id',
  title: 'Title',
  summary: 'Summary',
  owner: 'Owner',
  approver: 'Approver',
  approved: 'Approved on',
  review: 'Review by',
  'applies-to': 'Applies to',
  offices: 'Offices',
  'approved-by': 'Offices that approve an edition',
  blackouts: 'Days kept free',
  'election-periods': 'Election periods',
  sources: 'Sources',
} as const

function particularChanges(before: Comparable, after: Comparable): ParticularChange[] {
  const names = Object.keys(particulars) as (keyof typeof particulars)[]
  return names.flatMap((name) => {
    const [old, now] = [before, after].map(({ frontMatter }) => particularWords(frontMatter[name]))
    return old === now ? [] : [{ what: particulars[name], before: old ?? '', after: now ?? '' }]
  })
}

function particularWords(value: unknown): string {
  if (value === undefined || value === null) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(particularWords).join('; ')
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).toSorted(([one], [other]) => byName(one, other))
  return entries.length === 0
    ? 'none'
    : entries.map(([name, of]) => `${name}: ${particularWords(of)}`).join(', ')
}

// The database keeps the fields of an object in an order of its own, so a policy that was kept and one that was just
// read would seem to differ.
const leading = ['contact', 'about', 'name', 'id']
const byName = (one: string, other: string): number =>
  leading.indexOf(other) - leading.indexOf(one) || one.localeCompare(other, 'en-GB', { numeric: true })

function coverageChanges(before: Comparable, after: Comparable): CoverageChange[] {
  const was = new Map(coverageOf(before).clauses.map(({ clause, kind }) => [clause, kind]))
  return coverageOf(after).clauses.flatMap(({ clause, kind }) => {
    const old = was.get(clause)
    return old === undefined || old === kind ? [] : [{ clause, before: old, after: kind }]
  })
}
