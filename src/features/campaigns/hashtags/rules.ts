/**
 * Hashtags as Unicode and the networks read them, and what becomes of a text when one is changed. Pure and isomorphic.
 * The characters are those of twitter-text 3 (https://github.com/twitter/twitter-text, read 2026-11), which most
 * networks follow; where one reads more or less as one hashtag, its own profile says so and nothing is changed there.
 */
import type { Entity } from '#networks/profile.ts'

export interface FoundTag {
  /** Of the sign. Offsets in UTF-16 code units. */
  start: number
  end: number
  sign: string
  tag: string
}

const inTag = String.raw`[\p{L}\p{M}\p{Nd}\p{Pc}\u200c\u200d\u00b7\u30fb]`
/** A sign inside a word, after `&` or in a path begins none; one before a keycap is an emoji; digits alone are a number. */
const hashtag = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{Nd}\p{Pc}&/#＃])(?<sign>[#＃])(?!\ufe0f|\u20e3)(?<tag>${inTag}*[\p{L}\p{M}]${inTag}*)`,
  'gu',
)
// An address without its scheme is looked for from its beginning only: from every letter of a long word it takes minutes.
const address = /(?:https?:\/\/|www\.)\S+|(?<![\p{L}\p{Nd}-]\.?)[\p{L}\p{Nd}-]+(?:\.[\p{L}\p{Nd}-]+)+\/\S*/giu

export function hashtagsIn(text: string): FoundTag[] {
  const addresses = [...text.matchAll(address)].map(({ index, 0: { length } }) => [index, index + length])
  return [...text.matchAll(hashtag)].flatMap(({ index, 0: { length }, groups }) => {
    const { sign = '', tag = '' } = groups ?? {}
    const inside = addresses.some(([from = 0, to = 0]) => from <= index && index < to)
    return inside ? [] : [{ start: index, end: index + length, sign, tag }]
  })
}

/**
 * Two hashtags with the same key are one: great or small letters, full-width ones, and marks put together or apart make
 * no difference. By way of capitals, because ß and ς have several small forms.
 */
export function tagKey(tag: string): string {
  const bare = tag.replaceAll(/[\ufe0e\ufe0f]/g, '')
  return bare.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC')
}

/** What somebody typed as a hashtag, without its sign; null when no network would take it for one. */
export function typedTag(typed: string): string | null {
  const bare = typed.trim().replace(/^[#＃]\s*/u, '')
  const [only, ...others] = hashtagsIn(`#${bare}`)
  return only && others.length === 0 && only.tag === bare ? bare.normalize('NFC') : null
}

export type TagChange =
  | { mode: 'replace' | 'add'; from: string; to: string }
  | { mode: 'remove'; from: string }

interface ChangedText {
  text: string
  /** Each place with some words around it. */
  places: { before: string; after: string }[]
  /** What stands there as one network reads it: more, or less, than the hashtag. */
  doubts: string[]
}

/** How a network reads the text it gets. */
export type Reads = (text: string) => readonly Entity[]

function doubtAbout(text: string, { start, end }: FoundTag, reads: readonly Entity[][]): string | null {
  for (const hashtags of reads) {
    const over = hashtags.find((each) => each.start < end && start < each.end)
    if (over && (over.start !== start || over.end !== end)) return text.slice(over.start, over.end)
  }
  return null
}

/** What is put in the place of `cut` in the text. */
interface Edit {
  start: number
  end: number
  text: string
}

/** Takes the hashtag out with one space beside it, or its whole line where nothing else stands in that. */
function withoutTag(text: string, { start, end }: FoundTag): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  const to = next === -1 ? text.length : next
  if ((text.slice(from, start) + text.slice(end, to)).trim() === '') {
    const before = text.slice(0, from).trimEnd().length
    return next === -1 ? { start: before, end: to, text: '' } : { start: from, end: to + 1, text: '' }
  }
  const spaces = /[ \t]+$/.exec(text.slice(from, start))?.[0].length ?? 0
  if (spaces > 0) return { start: start - spaces, end, text: '' }
  const after = /^[ \t]+/.exec(text.slice(end, to))?.[0].length ?? 0
  return { start, end: end + after, text: '' }
}

function editOf(text: string, found: FoundTag, change: TagChange): Edit {
  if (change.mode === 'remove') return withoutTag(text, found)
  if (change.mode === 'replace')
    return { start: found.start, end: found.end, text: `${found.sign}${change.to}` }
  return { start: found.end, end: found.end, text: ` #${change.to}` }
}

const around = 40

function shown(text: string, from: number, to: number): string {
  const start = Math.max(0, from - around)
  const end = Math.min(text.length, to + around)
  return `${start > 0 ? '…' : ''}${text.slice(start, end).toWellFormed()}${end < text.length ? '…' : ''}`
}

/** Changes a hashtag wherever it stands in a text as a whole. */
export function changeInText(text: string, change: TagChange, reads: readonly Reads[] = []): ChangedText {
  const all = hashtagsIn(text)
  const wanted = all.filter(({ tag }) => tagKey(tag) === tagKey(change.from))
  const there = change.mode === 'add' && all.some(({ tag }) => tagKey(tag) === tagKey(change.to))
  const doubts: string[] = []
  const edits: Edit[] = []
  // Each network reads the text once, however many hashtags stand in it.
  const read = wanted.length === 0 ? [] : reads.map((of) => of(text).filter(({ kind }) => kind === 'hashtag'))
  for (const found of there ? [] : wanted) {
    const doubt = doubtAbout(text, found, read)
    if (doubt !== null) doubts.push(doubt)
    else if (change.mode !== 'add' || edits.length === 0) edits.push(editOf(text, found, change))
  }
  const real = edits.filter((edit) => text.slice(edit.start, edit.end) !== edit.text)
  let done = text
  for (const edit of real.toReversed()) done = done.slice(0, edit.start) + edit.text + done.slice(edit.end)
  let moved = 0
  const places = real.map(({ start, end, text: put }) => {
    const at = start + moved
    moved += put.length - (end - start)
    return { before: shown(text, start, end), after: shown(done, at, at + put.length) }
  })
  return { text: done, places, doubts }
}

const bareTag = (tag: string): string => tag.replace(/^[#＃]/u, '')

/** The same in a list of tags, which have no sign. No tag stands there twice afterwards. */
export function changeInTags(tags: readonly string[], change: TagChange): string[] {
  const isFrom = (tag: string) => tagKey(bareTag(tag)) === tagKey(change.from)
  if (!tags.some(isFrom)) return [...tags]
  const changed = tags.flatMap((tag) => {
    if (!isFrom(tag)) return [tag]
    if (change.mode === 'remove') return []
    return change.mode === 'replace' ? [change.to] : [tag, change.to]
  })
  const met = new Set<string>()
  return changed.filter((tag) => {
    const key = tagKey(bareTag(tag))
    return !met.has(key) && met.add(key)
  })
}
