import type { Found, LintRule } from '../finding.ts'
import { fieldWords } from '../spelling/field-words.ts'
import { lookAlikes } from '../spelling/look-alikes.ts'
import type { PolicyView } from '../view.ts'

/** Shorter words have too many neighbours. */
const shortest = 5
/** Nobody misspells a word the same way so often: then it is a word of the house. */
const often = 4

export const spelling: LintRule = {
  id: 'spelling',
  about: 'A word that is one letter away from a word of the field and is no word itself.',
  find(view): Found[] {
    const counts = countsOf(view)
    return view.passages.flatMap((passage) => {
      const words = new Set(wordsIn(`${passage.title} ${passage.text}`))
      return [...words].flatMap((word): Found[] => {
        const meant = (counts.get(word.toLowerCase()) ?? 0) < often ? meantBy(word) : undefined
        if (meant === undefined) return []
        const says = `${passage.name} has “${word}”; “${meant}” may be meant.`
        return [{ ...view.at(passage, word), weight: 'warning', says, mend: `Write “${meant}”.` }]
      })
    })
  },
}

function countsOf({ passages }: PolicyView): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { title, text } of passages)
    for (const word of wordsIn(`${title} ${text}`))
      counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1)
  return counts
}

/** Names, addresses, tags and codes are not spelt by a dictionary. A capital inside a sentence makes a name. */
function wordsIn(text: string): string[] {
  const all = [...text.matchAll(/(?<![\p{L}\p{N}@#/.:’'-])\p{L}+(?![\p{L}\p{N}@/’'-]|\.\p{L})/gu)]
  return all
    .filter(
      ({ 0: word, index }) =>
        word.length >= shortest && /^\p{L}\p{Ll}+$/u.test(word) && !isName(word, text, index),
    )
    .map(([word]) => word)
}

function isName(word: string, text: string, index: number): boolean {
  if (!/^\p{Lu}/u.test(word)) return false
  const before = text.slice(0, index).trimEnd()
  return before !== '' && !/[.!?:“"]$/.test(before)
}

/** The word of the field that was meant, when this one is a slip of one letter. */
export function meantBy(word: string): string | undefined {
  const small = word.toLowerCase()
  if (small.length < shortest || isWord(small)) return undefined
  return [...nearby(small)].find((other) => fieldWords.has(other))
}

function isWord(word: string): boolean {
  if (fieldWords.has(word) || lookAlikes.has(word) || fieldWords.has(word.replace(/s$/, ''))) return true
  // “-ize” is British too.
  const other = word.replace(/iz(e|ed|es|er|ers|ing|ation|ations|ational)$/, 'is$1')
  return other !== word && (fieldWords.has(other) || lookAlikes.has(other))
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Every string one slip away: a letter lost, added, changed, or two swapped. */
function* nearby(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    if (after !== '') yield before + after.slice(1)
    if (after.length > 1) yield before + after.charAt(1) + after.charAt(0) + after.slice(2)
    for (const letter of letters) {
      yield before + letter + after
      if (after !== '') yield before + letter + after.slice(1)
    }
  }
}
