export type Nation = 'England' | 'Wales' | 'Scotland' | 'Northern Ireland'

/** A part of an act that something else has taken the place of. */
export interface ReplacedPart {
  part: string
  by: string
  /** ISO day. */
  since: string
  /** Words beside the act that show that this part is meant. */
  about: RegExp
}

/** One act or set of regulations, in our words. */
export interface Law {
  /** Short title with its year. */
  title: string
  /** Further ways in which policies name it. */
  aliases?: RegExp
  /** ISO day from which most of it has applied. */
  from: string
  /** ISO day since which it no longer applies. */
  until?: string
  /** What stands in its place, in words. */
  replacedBy?: string
  parts?: ReplacedPart[]
  /** Titles of the laws that took its place, wholly or in part: a policy that names one has caught up. */
  successors?: string[]
  nations: Nation[]
  source: string
  note?: string
}

export const uk: Nation[] = ['England', 'Wales', 'Scotland', 'Northern Ireland']
export const britain: Nation[] = ['England', 'Wales', 'Scotland']
export const englandAndWales: Nation[] = ['England', 'Wales']
export const notScotland: Nation[] = ['England', 'Wales', 'Northern Ireland']

export const at = (path: string): string => `https://www.legislation.gov.uk/${path}`

export function law(
  title: string,
  from: string,
  nations: Nation[],
  path: string,
  more: Partial<Law> = {},
): Law {
  return { title, from, nations, source: at(path), ...more }
}
