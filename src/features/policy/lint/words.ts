/** Markdown without its marks, on one line. */
export function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<(?:https?:|mailto:)[^>]*>/g, '')
    .replace(/\{#[A-Za-z0-9.-]+\}/g, '')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/gm, '')
    .replace(/[*`]|(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

const bySentence = new Intl.Segmenter('en-GB', { granularity: 'sentence' })

export function sentencesOf(text: string): string[] {
  const parts = [...bySentence.segment(text)].map(({ segment }) => segment)
  const sentences: string[] = []
  for (const part of parts) {
    const before = sentences.at(-1)
    if (before !== undefined && /\b(?:e\.g|i\.e|etc|s|ss|no|para|paras|reg|dr|prof)\.\s*$/i.test(before))
      sentences[sentences.length - 1] = before + part
    else sentences.push(part)
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '')
}

const small = new Set(
  (
    'a an and any are as at be been by can do does for from has have if in is it its may must no nor not of on or ' +
    'our so such than that the their them then there these they this those to was we were what when where which ' +
    'who whom will with you your should shall would also all each every'
  ).split(' '),
)

/** The words that carry meaning, in small letters and without a plural’s ending. */
export function contentWords(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? []
  return words.filter((word) => !small.has(word)).map(stem)
}

export function stem(word: string): string {
  const bare = word.replace(/'s?$/, '')
  if (/[^aeiou]ies$/.test(bare) && bare.length > 4) return `${bare.slice(0, -3)}y`
  return /[^su]s$/.test(bare) && bare.length > 3 ? bare.slice(0, -1) : bare
}

/** “a”, “a and b”, “a, b and c”. */
export function listed(parts: string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** “31 January 2024” for an ISO day. */
export const dayInWords = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`))
