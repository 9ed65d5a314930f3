/** Links, mentions and hashtags as Facebook and Instagram make them. Isomorphic. */
import type { Entity } from '../profile.ts'
import { apart, linksBy, namesBy } from './entities.ts'

const links = /(?<![\w@#/.])https?:\/\/[\p{L}\p{N}][^\s<>"“”]*/giu
const mentions = /(?<![\w@/.])@([a-z0-9._]{1,30})/giu
/** Letters, digits, marks and low lines of any script; a whole number is no hashtag. */
const hashtags = /(?<![\w#/&])[#＃]([\p{L}\p{M}\p{N}_]+)/gu

/** In the order of the text; none stands inside another. */
export function metaEntities(text: string, kinds: readonly Entity['kind'][]): Entity[] {
  const found = apart(
    linksBy(links, text, `.,;:!?'"*~]`),
    [...text.matchAll(mentions)].flatMap((match): Entity[] => {
      const value = (match[1] ?? '').replace(/\.+$/, '')
      return value === ''
        ? []
        : [{ kind: 'mention', start: match.index, end: match.index + 1 + value.length, value }]
    }),
    namesBy('hashtag', hashtags, text).filter(({ value }) => !/^\p{N}+$/u.test(value)),
  )
  return found.filter(({ kind }) => kinds.includes(kind))
}

/** What a person typed or pasted, without the invisible signs that copying brings along. */
export function cleanHandle(typed: string): string {
  return typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}
