/**
 * The length of a text as X counts it: the configuration v3.json of twitter-text 3
 * (https://github.com/twitter/twitter-text, config/v3.json; https://docs.x.com/fundamentals/counting-characters),
 * read 2026-11. The package itself is far too large for the page where posts are written.
 */
import { xLinks } from './entities.ts'

/** Weights are hundredths. Each range is from and to a code point, both included. */
export const xWeights = {
  most: 280,
  scale: 100,
  usual: 200,
  link: 23,
  light: 100,
  lightRanges: [
    [0, 4351],
    [8192, 8205],
    [8208, 8223],
    [8242, 8247],
  ],
} as const

/** What may be one emoji: a flag, a keycap, or pictures with their colours, tags and joiners. */
const candidates =
  /\p{RI}{2}|[#*0-9]\uFE0F?\u20E3|\p{Emoji}(?:\uFE0F|\p{EMod})?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Emoji}(?:\uFE0F|\p{EMod})?)*/gu
const known = /^\p{RGI_Emoji}$/v
const inTextStyle = /(?!\p{Emoji_Presentation})(\p{Emoji})(?!\uFE0F|\p{EMod})/gu

/** Also as some keyboards write it, without the mark that asks for colour: 🕵‍♂ is 🕵️‍♂️. A bare © or 1 is no emoji. */
function isEmoji(written: string): boolean {
  if (known.test(written)) return true
  if (!/\u200D|\u20E3/.test(written)) return false
  return known.test(written.replaceAll('\uFE0F', '').replace(inTextStyle, '$1\uFE0F'))
}

function weightOf(character: string): number {
  const point = character.codePointAt(0) ?? 0
  const light = xWeights.lightRanges.some(([from, to]) => from <= point && point <= to)
  return light ? xWeights.light : xWeights.usual
}

const charactersWeight = (text: string) =>
  Array.from(text).reduce((sum, character) => sum + weightOf(character), 0)

function weightOfWords(text: string): number {
  let weight = 0
  let at = 0
  for (const { 0: written, index } of text.matchAll(candidates)) {
    if (!isEmoji(written)) continue
    weight += charactersWeight(text.slice(at, index)) + xWeights.usual
    at = index + written.length
  }
  return weight + charactersWeight(text.slice(at))
}

/** 281 is too long. Accents count as they are composed (NFC), each link 23, each emoji 2 however many parts it has. */
export function xLength(text: string): number {
  const normal = text.normalize('NFC')
  let weight = 0
  let at = 0
  for (const { start, end } of xLinks(normal)) {
    weight += weightOfWords(normal.slice(at, start)) + xWeights.link * xWeights.scale
    at = end
  }
  return (weight + weightOfWords(normal.slice(at))) / xWeights.scale
}
