/**
 * Links, mentions and hashtags as X makes them of a text, by the rules of twitter-text 3
 * (https://github.com/twitter/twitter-text, read 2026-11), written anew.
 */
import tlds from 'tlds' with { type: 'json' }
import { apart } from '../families/entities.ts'
import type { Entity } from '../profile.ts'

const topLevel = new Set<string>(tlds)
/** Two-letter endings that make a link of `name.ending` without a path; of other countries only longer ones do. */
const shortCountries = new Set(['co', 'tv'])

const inName = String.raw`[^\s!'#%&()*+,\-./:;<=>?@\[\]^_{|}~$"\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFEFF\uFFFF]`
// Lengths are bounded as those of domains are, so that no text takes long to read.
const label = `${inName}(?:[_-]{0,9}${inName}){0,62}`
/** Without its protocol only what is written in Latin letters is a link. */
const latin = String.raw`[a-z0-9\u00C0-\u024F](?:[_-]{0,9}[a-z0-9\u00C0-\u024F]){0,62}`
const inPath = String.raw`[a-z\u0400-\u04FF\u00C0-\u024F0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&]`
const brackets = String.raw`\((?:${inPath}+|${inPath}*\(${inPath}+\)${inPath}*)\)`
const pathEnd = String.raw`(?:[+\-a-z\u0400-\u04FF\u00C0-\u024F0-9=_#/]|${brackets})`
const path = `/(?:(?:${inPath}|${brackets})*${pathEnd})?`
const query = String.raw`\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]`
const candidates = new RegExp(
  String.raw`(?<![A-Za-z0-9@＠$#＃])(?:(?<protocol>https?://)(?<domain>(?:${label}\.){1,20}${label})|(?<![-_./])(?<bare>(?:${latin}\.){1,20}${latin}))(?<rest>(?::\d+)?(?:${path})?(?:${query})?)`,
  'giu',
)

/** How much of a domain X takes for one: up to the last part that is a top-level name; 0 when none is. */
function domainEnd(domain: string): number {
  const labels = domain.split('.')
  for (let last = labels.length - 1; last > 0; last--) {
    const written = labels[last] ?? ''
    const ascii = /^[a-z]+/i.exec(written)?.[0] ?? ''
    const name = topLevel.has(written.toLowerCase()) || /^xn--[a-z0-9-]+$/i.test(written) ? written : ascii
    const after = written.slice(name.length)
    if (name === '' || /^[0-9a-z@+-]/i.test(after)) continue
    if (!topLevel.has(name.toLowerCase()) && !name.toLowerCase().startsWith('xn--')) continue
    const before = labels.slice(0, last)
    if (before.at(-1)?.includes('_')) continue
    return [...before, name].join('.').length
  }
  return 0
}

function isTooShort(domain: string): boolean {
  const [name, ending = '', ...more] = domain.toLowerCase().split('.')
  return more.length === 0 && name !== undefined && ending.length === 2 && !shortCountries.has(ending)
}

export function xLinks(text: string): Entity[] {
  return [...text.matchAll(candidates)].flatMap((match) => {
    const { protocol = '', bare, domain = bare ?? '', rest = '' } = match.groups ?? {}
    const length = domainEnd(domain)
    const more = length === domain.length ? rest : ''
    if (length === 0 || (bare !== undefined && more === '' && isTooShort(domain.slice(0, length)))) return []
    const value = protocol + domain.slice(0, length) + more
    return [{ kind: 'link' as const, start: match.index, end: match.index + value.length, value }]
  })
}

const mentions = /(?<![\w!#$%&*@＠])[@＠](?<name>\w{1,15})(?![@＠\w\u00C0-\u024F]|:\/\/)/g
const hashtags =
  /(?<![\p{L}\p{M}\p{Nd}_&])[#＃](?!\uFE0F|\u20E3)(?<tag>[\p{L}\p{M}\p{Nd}_\u200C\u00B7]*[\p{L}\p{M}][\p{L}\p{M}\p{Nd}_\u200C\u00B7]*)(?![#＃]|:\/\/)/gu

/** In the order of the text; none stands inside another. */
export function xEntities(text: string): Entity[] {
  const of = (kind: Entity['kind'], pattern: RegExp, group: 'name' | 'tag'): Entity[] =>
    Array.from(text.matchAll(pattern), (match) => ({
      kind,
      start: match.index,
      end: match.index + match[0].length,
      value: match.groups?.[group] ?? '',
    }))
  return apart(xLinks(text), of('mention', mentions, 'name'), of('hashtag', hashtags, 'tag'))
}
