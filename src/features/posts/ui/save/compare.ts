import { diffWordsWithSpace } from 'diff'
import type { Content, Draft, Snapshot } from '../../contract.ts'
import { textOf } from '../draft.ts'
import { audienceName } from '../audience-name.ts'
import { formatWords, networkName } from '../words.ts'
import { ordered } from './ordered.ts'

export interface Run {
  /** Its place among the others. */
  at: number
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** What became of a text, word by word. */
export function wordDiff(before: string, after: string): Run[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }, at) => ({
    at,
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

export type Field = 'title' | 'words' | 'details' | 'schedule' | 'accountIds' | 'audiences' | 'language'

export const fieldNames: Record<Field, string> = {
  title: 'Name',
  words: 'Words and pictures',
  details: 'Titles, tags, audiences and first comments',
  schedule: 'Time',
  accountIds: 'Accounts',
  audiences: 'Audiences',
  language: 'Language',
}
const fields = Object.keys(fieldNames) as Field[]

function valueOf(draft: Draft, field: Field): unknown {
  const { parts, variants, details } = draft.content
  switch (field) {
    case 'words':
      return { parts, variants }
    case 'details':
      return details
    case 'schedule':
      return draft.schedule?.local
    default:
      return draft[field]
  }
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))

export interface Difference {
  field: Field
  /** Who has changed it since `base`; `both` when both have, differently. */
  by: 'mine' | 'theirs' | 'both'
}

/** Where two versions of a draft differ. */
export function differences(base: Draft, mine: Draft, theirs: Draft): Difference[] {
  return fields.flatMap((field) => {
    const [before, ours, other] = [base, mine, theirs].map((draft) => valueOf(draft, field))
    if (same(ours, other)) return []
    const by = same(ours, before) ? 'theirs' : same(other, before) ? 'mine' : 'both'
    return [{ field, by } satisfies Difference]
  })
}

export type Choice = Partial<Record<Field, 'mine' | 'theirs'>>

/** One draft out of two: theirs, with the fields that are to stay mine. */
export function merge(mine: Draft, theirs: Draft, choice: Choice): Draft {
  const pick = (field: Field): Draft => (choice[field] === 'mine' ? mine : theirs)
  return {
    title: pick('title').title,
    content: { ...pick('words').content, details: pick('details').content.details },
    schedule: pick('schedule').schedule,
    accountIds: pick('accountIds').accountIds,
    audiences: pick('audiences').audiences,
    language: pick('language').language,
  }
}

/** All words and pictures of a post in one text, for showing what changed. */
export function contentText(content: Content): string {
  const versions = [['', content.parts] as const, ...Object.entries(content.variants)]
  return versions
    .map(([network, parts]) => {
      const pictures = parts.flatMap((part) =>
        part.media.map((use) => `[Picture: ${use.alt || 'no description'}]`),
      )
      const cards = parts.flatMap((part) => (part.link ? [`[Link: ${part.link.url}]`] : []))
      const words = [textOf(parts), ...pictures, ...cards].filter(Boolean).join('\n')
      return network ? `— For ${networkName(network)} —\n${words}` : words
    })
    .join('\n\n')
}

/** What stands beside the words of each network, a line for each thing. */
export function detailsText({ details }: Pick<Content, 'details'>): string {
  return Object.entries(details)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([network, { title, tags, audience, format, firstComment }]) =>
      [
        `— For ${networkName(network)} —`,
        ...(title === undefined ? [] : [`Title: ${title || 'none'}`]),
        ...(tags ? [`Tags: ${tags.join(', ')}`] : []),
        ...(audience ? [`Audience: ${audienceName(network, audience)}`] : []),
        ...(format ? [`Format: ${formatWords[format]}`] : []),
        ...(firstComment ? [`First comment: ${firstComment}`] : []),
      ].join('\n'),
    )
    .join('\n\n')
}

/** Did anything that a reader would see change between two snapshots? */
export function seenAll(before: Snapshot, now: Snapshot): boolean {
  const view = (snapshot: Snapshot): unknown => [
    snapshot.title,
    contentText(snapshot.content),
    detailsText(snapshot.content),
    snapshot.audiences,
    snapshot.language,
    snapshot.accountIds,
    snapshot.publishAt,
  ]
  return same(view(before), view(now))
}
