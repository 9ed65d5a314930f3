import type { TargetDetector } from '../detector.ts'
import { englishWords, welshWords } from './welsh-words.ts'

// Letters that Welsh has not, and clusters that it hardly knows.
const englishLook =
  /[kqvxz]|^th(?!.*[âêîôûŵŷ])|ing$|tion|sh|ck|ee|ea[^u]|oo|ou|gh|^wh|ay$|ly$|ous$|ment$|ss$|ies$|ew$|oa|tt|’s$/
const signs = /[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]+/gu
const clutter = /https?:\/\/\S+|www\.\S+|[#@][\p{L}\p{N}_.-]+|["“][^"“”\n]{1,300}["”]/gu
const word = /\p{L}[\p{L}'’-]*/gu
// Letters and clusters that English spelling hardly knows.
const welshLook =
  /[ŵŷâêîôû]|^(?:ll|dd|chw|ngh|ff[ilrw]|ng[hw]|mh|nh|rh|gw[yr]|cy[dfmnr]|cw)|dd$|(?:wyd|wch|aeth|iad|iau|iadau|ydd|wyr|odd|ol|au|ion|eg)$|w[bcdfglmnpr]/

export const missingWelsh: TargetDetector = {
  scope: 'target',
  fact: 'missingWelsh',
  about:
    'Posts in English with no Welsh, or with much less of it, where the institution owes Welsh. Languages are told by their everyday words and spelling; tags, links and quotations do not count. It misses things and can be wrong.',
  attributes: { kind: 'none (no Welsh was found) or less (there may be much less Welsh than English)' },
  detect(target, _post, { institution }) {
    if (!institution.welsh) return []
    const spoken = target.parts.map(({ text }) => measure(text))
    const english = total(spoken, 'english')
    const welsh = total(spoken, 'welsh')
    // Welsh that follows English in the same part is read second; in a part of its own it stands beside it.
    const second = spoken.some(({ first, welsh }) => first === 'english' && welsh > 0)
    if (english === 0 || (welsh >= english * 0.6 && !second)) return []
    const kind = welsh === 0 ? 'none' : 'less'
    const part = spoken.findIndex((measured) => measured.english > 0)
    const text = target.parts[part]?.text ?? ''
    return [
      {
        part,
        field: 'text' as const,
        start: 0,
        end: text.length,
        value: text,
        shown: text,
        attributes: { kind },
      },
    ]
  },
}

interface Measured {
  english: number
  welsh: number
  /** Which came first. */
  first: 'english' | 'welsh' | ''
}

const total = (spoken: readonly Measured[], language: 'english' | 'welsh'): number =>
  spoken.reduce((sum, measured) => sum + measured[language], 0)

/** How many words of each language: a sentence or line belongs to the one whose words it holds more of. */
function measure(text: string): Measured {
  const measured: Measured = { english: 0, welsh: 0, first: '' }
  for (const line of text
    .normalize('NFC')
    .replace(clutter, ' ')
    .replace(signs, '\n')
    .split(/[.!?…\n|/]+(?=\s|$)|\s[–—-]\s|\n/)) {
    const words = [...line.matchAll(word)].map(([found]) => found.replaceAll("'", '’'))
    const welsh = words.reduce((sum, found) => sum + welshness(found), 0)
    const english = words.reduce((sum, found) => sum + englishness(found), 0)
    const language = welsh > english ? 'welsh' : english > 0 || words.length >= 3 ? 'english' : ''
    if (language === '') continue
    measured[language] += words.length
    measured.first ||= language
  }
  return measured
}

function englishness(found: string): number {
  const small = found.toLowerCase()
  if (englishWords.has(small)) return 1
  if (welshWords.has(small)) return 0
  return small === found && englishLook.test(found) ? 0.5 : 0
}

function welshness(found: string): number {
  const small = found.toLowerCase()
  if (englishWords.has(small)) return 0
  if (welshWords.has(small) || /’(?:n|r|ch|u|w)$/.test(small)) return 1
  // A capital may be a name, and names keep their spelling in every language.
  return small === found && welshLook.test(found) ? 0.5 : 0
}
