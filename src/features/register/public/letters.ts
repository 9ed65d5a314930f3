import { confusablesMap } from 'confusables'

/** What the package does not know, or takes for another letter than the eye does (confusables 1.1.1). */
const corrected: Readonly<Record<string, string>> = {
  ι: 'i',
  ı: 'i',
  ɩ: 'i',
  ɪ: 'i',
  ꙇ: 'i',
  Ꭵ: 'i',
  μ: 'u',
  ꜰ: 'f',
  ƒ: 'f',
  '∣': 'l',
  ǀ: 'l',
  ǃ: 'l',
  '|': 'l',
  т: 't',
  м: 'm',
  к: 'k',
  в: 'b',
  н: 'h',
}

/** Figures that stand for letters. What they are among other figures, as in a year, is the same on both sides. */
const figures: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', $: 's' }

/** Two letters that look like one, once all are small. */
const pairs: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
]

/** Marks on letters, and what has no width or is not drawn at all. */
const unseen = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** What stands between the words of a handle. */
const separators = /[\s\p{Pd}_.·•]+/gu

/** A name without what stands between its words. */
export const bareOf = (name: string): string => name.toLowerCase().replaceAll(separators, '')

export const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(separators)
    .filter((word) => word !== '')

/**
 * What the eye takes a name for: names that look alike have one skeleton. A great I looks like an l, and typed with
 * great letters at the beginnings of words it is an i: so there are two, which are mostly one.
 */
export function skeletonsOf(name: string): string[] {
  const plain = name.normalize('NFKD').replaceAll(unseen, '')
  return [...new Set([skeleton(plain.replaceAll('I', 'l')), skeleton(plain.toLowerCase())])]
}

function skeleton(name: string): string {
  let letters = ''
  for (const character of name) letters += letterOf(character)
  let seen = letters.toLowerCase().replaceAll(separators, '')
  for (const [pair, letter] of pairs) seen = seen.replaceAll(pair, letter)
  return seen
}

function letterOf(character: string): string {
  const figure = figures[character]
  if (figure !== undefined) return figure
  const small = character.toLowerCase()
  if (/^[a-z]$/.test(small)) return small
  return corrected[character] ?? corrected[small] ?? confusablesMap.get(character) ?? small
}

/** Does it hold a letter from outside the Latin alphabet, or one that cannot be seen? */
export const isDisguised = (name: string): boolean =>
  /[^\p{Script=Latin}\p{N}\p{P}\p{Z}\p{S}]/u.test(name.normalize('NFKC'))
