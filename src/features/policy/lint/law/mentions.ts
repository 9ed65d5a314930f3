import type { Law } from './entry.ts'
import { register } from './register.ts'

export interface Mention {
  words: string
  /** Absent when the register has no such law. */
  law?: Law
  /** The law of the same name and another year, when the register has only that. */
  otherYear?: Law
}

interface Pattern {
  law: Law
  length: number
  pattern: RegExp
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const stemOf = (title: string): string => title.replace(/\s+\d{4}$/, '')
const yearOf = (title: string): string => /\d{4}$/.exec(title)?.[0] ?? ''

/** “Communications Act 2003”, “… Act of 2003”, “… 2003” and, where only one law has the name, “… Act”. */
function patternOf(law: Law): Pattern {
  const stem = stemOf(law.title)
  const year = yearOf(law.title)
  const alone = register.filter(({ title }) => stemOf(title) === stem).length === 1
  const noun = /(.*) (Act|Regulations|Measure)$/.exec(stem)
  const name = escape(noun?.[1] ?? stem).replaceAll(' ', String.raw`\s+`)
  const kind = noun?.[2] ?? ''
  const withYear = String.raw`(?:\s+${kind})?(?:\s+\([A-Z]{2,8}\))?,?\s+(?:of\s+)?\(?${year}\b`
  const without =
    alone && kind !== '' ? String.raw`|\s+${kind}\b(?!(?:\s+\([A-Z]{2,8}\))?,?\s+(?:of\s+)?\(?\d{4})` : ''
  return {
    law,
    length: stem.length,
    pattern: new RegExp(String.raw`\b${name}(?:${withYear}${without})`, 'gi'),
  }
}

// Longer names first: “Malicious Communications Act” holds the name of another.
const patterns: Pattern[] = register
  .flatMap((law) => [
    patternOf(law),
    ...(law.aliases ? [{ law, length: stemOf(law.title).length, pattern: law.aliases }] : []),
  ])
  .sort((a, b) => b.length - a.length)

const lawLike =
  /\b((?:(?:[A-Z][\w’'-]*|\([^)]{1,60}\)),?\s+(?:(?:of|and|for|in|the|to|with|on|from|against|at|etc\.?)\s+){0,2}){1,10})(Act|Regulations|Measure)(?:\s+\([^)]*\))?(?:,?\s+(?:of\s+)?(\d{4}))?\b/g
const noName = /^(?:The|This|That|An?|Any|Each|Every|Such|Under|See|Of|Other|And|Or|In)\s+$/

const leading = /^(?:(?:the|this|that|any|under|see|of|and|or|in)\s+)+/i

/** Every law that a text names, each once. */
export function mentionsIn(text: string): Mention[] {
  const found = new Map<string, Mention>()
  let left = text
  for (const { law, pattern } of patterns) {
    left = left.replace(pattern, (words) => {
      if (!found.has(law.title)) found.set(law.title, { words: words.trim(), law })
      return ' '.repeat(words.length)
    })
  }
  for (const [words, name = '', kind = '', year] of left.matchAll(lawLike)) {
    if (noName.test(name)) continue
    const bare = words.replace(leading, '')
    const stem = `${name.replace(leading, '').trim()} ${kind}`
    const otherYear =
      year === undefined
        ? undefined
        : register.find(({ title }) => stemOf(title).toLowerCase() === stem.toLowerCase())
    found.set(bare, { words: bare, ...(otherYear ? { otherYear } : {}) })
  }
  return [...found.values()]
}
