/**
 * Mentions, links and tags as the AT Protocol's own clients find them. The rules are those of `RichText` in
 * @atproto/api 0.21 (MIT), which is too large for the browser; `entities.test.ts` holds the two equal.
 */
import tlds from 'tlds' with { type: 'json' }
import { graphemeLength, type Entity } from '../profile.ts'

const topLevel = new Set<string>(tlds)

const mentions = /(^|\s|\()@([a-zA-Z0-9.-]+)(\b)/g
const links = /(^|\s|\()((https?:\/\/\S+)|((?<domain>[a-z][a-z0-9]*(\.[a-z0-9]+)+)\S*))/gim
const invisible = '\\u00AD\\u2060\\u200A\\u200B\\u200C\\u200D\\u20e2'
const tags = new RegExp(
  `(^|\\s)[#＃]((?!\\ufe0f)[^\\s${invisible}]*[^\\d\\s\\p{P}${invisible}]+[^\\s${invisible}]*)?`,
  'gu',
)
const tickers = /(^|\s|\()\$([A-Za-z][A-Za-z0-9]{0,4})(?=\s|$|[.,;:!?)"'\u2019])/gu
// Each row of signs is begun once: begun at each of its signs, a long one inside a tag takes seconds.
const trailingPunctuation = /(?<!\p{P})\p{P}+$/u

function isDomain(name: string): boolean {
  const dot = name.lastIndexOf('.')
  return dot >= 0 && topLevel.has(name.slice(dot + 1))
}

function findMentions(text: string): Entity[] {
  return [...text.matchAll(mentions)].flatMap((match) => {
    const [, before = '', handle = ''] = match
    if (!isDomain(handle) && !handle.endsWith('.test')) return []
    const start = match.index + before.length
    return [{ kind: 'mention' as const, start, end: start + 1 + handle.length, value: handle }]
  })
}

function findLinks(text: string): Entity[] {
  return [...text.matchAll(links)].flatMap((match) => {
    const [, before = '', written = ''] = match
    // The protocol's own clients look at the first four letters only, and in this case only.
    const domain = match.groups?.domain
    if (!written.startsWith('http') && !(domain && isDomain(domain))) return []
    let value = written.startsWith('http') ? written : `https://${written}`
    const start = match.index + before.length
    let end = start + written.length
    if (/[.,;:!?]$/.test(value)) {
      value = value.slice(0, -1)
      end--
    }
    if (value.endsWith(')') && !value.includes('(')) {
      value = value.slice(0, -1)
      end--
    }
    return [{ kind: 'link' as const, start, end, value }]
  })
}

function findTags(text: string): Entity[] {
  return [...text.matchAll(tags)].flatMap((match) => {
    const [, before = '', raw = ''] = match
    const tag = raw.trim().replace(trailingPunctuation, '')
    if (tag.length === 0 || (tag.length > 64 && graphemeLength(tag) > 64)) return []
    const start = match.index + before.length
    return [{ kind: 'hashtag' as const, start, end: start + 1 + tag.length, value: tag }]
  })
}

function findTickers(text: string): Entity[] {
  return [...text.matchAll(tickers)].map((match) => {
    const [, before = '', ticker = ''] = match
    const start = match.index + before.length
    return {
      kind: 'hashtag' as const,
      start,
      end: start + 1 + ticker.length,
      value: `$${ticker.toUpperCase()}`,
    }
  })
}

export function blueskyEntities(text: string): Entity[] {
  return [...findMentions(text), ...findLinks(text), ...findTags(text), ...findTickers(text)].sort(
    (a, b) => a.start - b.start,
  )
}
