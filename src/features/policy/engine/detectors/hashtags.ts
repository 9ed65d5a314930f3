import { matches } from '../detector.ts'
import type { TextDetector } from '../detector.ts'
import { longWords, words } from './hashtag-words.ts'

const hashtag = /(?<![\p{L}\p{N}_&/#])#([\p{L}\p{N}_]{2,80})/gu
/** A run longer than the longest everyday word is taken for several words even where they are not known. */
const longerThanAWord = 20

export const hashtags: TextDetector = {
  scope: 'text',
  fact: 'hashtags',
  about: 'Hashtags.',
  attributes: {
    runTogether:
      'true when several words stand together all in lower case, so that a screen reader runs them together',
    words: 'how many words were made out, 0 when unknown',
    suggestion: 'the tag with a capital for each word ("#OpenDay"), or empty',
  },
  detect(text) {
    if (!text.includes('#')) return []
    return matches(hashtag, text).map(({ match, start, end }) => {
      const tag = match[1] ?? ''
      const parts = tag === tag.toLowerCase() ? split(tag) : []
      const several = parts.length > 1
      const runTogether = several || (parts.length === 0 && unreadable(tag))
      const suggestion = several ? `#${parts.map(capital).join('')}` : ''
      return { start, end, value: tag, attributes: { runTogether, words: parts.length, suggestion } }
    })
  },
}

function unreadable(tag: string): boolean {
  return tag.length >= longerThanAWord && /^[a-z]+$/.test(tag) && !longWords.has(tag)
}

/** The fewest known words that the tag is made of; empty when it cannot be told. Figures stand for themselves. */
function split(tag: string): string[] {
  const [, letters = '', figures = ''] = /^([a-z]+)(\d*)$/.exec(tag) ?? []
  if (!letters) return []
  if (words.has(letters) || longWords.has(letters)) return [tag]
  const best: (string[] | null)[] = [[]]
  for (let end = 1; end <= letters.length; end++) {
    best[end] = null
    for (let start = Math.max(0, end - 22); start < end; start++) {
      const before = best[start]
      const word = letters.slice(start, end)
      if (!before || !known(word)) continue
      const candidate = [...before, word]
      if (better(candidate, best[end] ?? null)) best[end] = candidate
    }
  }
  const found = best[letters.length] ?? []
  return plausible(found) ? [...found, ...(figures ? [figures] : [])] : []
}

const known = (word: string): boolean => words.has(word) || longWords.has(word)

function better(candidate: string[], current: string[] | null): boolean {
  return current === null || candidate.length < current.length
}

/** Many tiny words are a chance cut through a word or a name, not a phrase. */
function plausible(found: string[]): boolean {
  const letters = found.join('').length
  return found.length > 0 &&
    letters >= 6 &&
    letters / found.length >= 3 &&
    found.some((word) => word.length >= 4)
    ? true
    : found.length === 2 && found.every((word) => word.length >= 3)
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
