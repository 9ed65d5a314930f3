/** Links, mentions and hashtags as Facebook and Instagram make them. Isomorphic. */
import type { Entity } from '../profile.ts'

const links = /(?<![\w@#/.])https?:\/\/[\p{L}\p{N}][^\s<>"“”]*/giu
const mentions = /(?<![\w@/.])@([a-z0-9._]{1,30})/giu
/** Letters, digits, marks and low lines of any script; a whole number is no hashtag. */
const hashtags = /(?<![\w#/&])[#＃]([\p{L}\p{M}\p{N}_]+)/gu

function trimLink(written: string): string {
  let link = written
  for (;;) {
    if (/[.,;:!?'"*~\]]$/.test(link)) link = link.slice(0, -1)
    else if (link.endsWith(')') && link.split(')').length > link.split('(').length) link = link.slice(0, -1)
    else return link
  }
}

/** In the order of the text; none stands inside another. */
export function metaEntities(text: string, kinds: readonly Entity['kind'][]): Entity[] {
  const found: Entity[] = []
  const add = (kind: Entity['kind'], start: number, value: string, length = value.length): void => {
    const end = start + length
    if (!found.some((other) => start < other.end && other.start < end))
      found.push({ kind, start, end, value })
  }
  for (const match of text.matchAll(links)) add('link', match.index, trimLink(match[0]))
  for (const match of text.matchAll(mentions)) {
    const value = (match[1] ?? '').replace(/\.+$/, '')
    if (value !== '') add('mention', match.index, value, value.length + 1)
  }
  for (const match of text.matchAll(hashtags)) {
    const value = match[1] ?? ''
    if (!/^\p{N}+$/u.test(value)) add('hashtag', match.index, value, match[0].length)
  }
  return found.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => a.start - b.start)
}

/** What a person typed or pasted, without the invisible signs that copying brings along. */
export function cleanHandle(typed: string): string {
  return typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}
