import type { PolicyView } from './view.ts'

/** Something in the policy that can be referred to by a number. */
export interface Place {
  id: string
  kind: 'section' | 'clause'
  title: string
  /** “2”, “2.3a”: as its id and its heading number it. */
  numbers: string[]
}

export function placesOf({ pack }: Pick<PolicyView, 'pack'>): Place[] {
  const sections = pack.sections.map(({ id, title }): Place => {
    const { number, words } = headed(title)
    return { id, kind: 'section', title: words, numbers: unique([number, numberIn(id)]) }
  })
  const headings = new Set(pack.sections.map(({ title }) => title))
  const clauses = pack.clauses.map(({ id, title }): Place => {
    const own = headings.has(title) || title === id ? '' : title
    const { number, words } = headed(own)
    return { id, kind: 'clause', title: words, numbers: unique([number, numberIn(id)]) }
  })
  return [...sections, ...clauses]
}

/** “Section 2: General principles” and “2 General principles” are number 2. */
function headed(title: string): { number: string; words: string } {
  const parts = /^(?:section\s+|part\s+)?(\d+(?:\.\d+)*[a-z]?)[.:)]?\s+(.+)$/i.exec(title)
  return parts ? { number: parts[1] ?? '', words: parts[2] ?? '' } : { number: '', words: title }
}

const numberIn = (id: string): string => /^[A-Z]+-(\d+(?:\.\d+)*[a-z]?)$/.exec(id)?.[1] ?? ''
const unique = (numbers: string[]): string[] => [...new Set(numbers.filter((number) => number !== ''))]

/** 2.3(a) is written 2.3a here. */
export const normalNumber = (number: string): string => number.toLowerCase().replace(/[()\s]/g, '')

/** Does the place carry the number, or have something under it that does? */
export function under(place: Place, number: string): boolean {
  return place.numbers.some(
    (own) =>
      own === number ||
      own.startsWith(`${number}.`) ||
      (own.startsWith(number) && /^[a-z]$/.test(own.slice(number.length))),
  )
}
