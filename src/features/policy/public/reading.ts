import type { EditionHead } from '../contract.ts'
import { coverageOf } from '../packs/coverage.ts'
import type { CoverageKind } from '../engine/coverage-kinds.ts'
import type { EditionRow } from '../store.ts'
import { headOf } from '../views.ts'
import { readBlocks, readWords } from './words.ts'
import type { Block, Run } from './words.ts'

export interface ReadClause {
  id: string
  /** Its anchor on the page; the id, unless another edition on the same page has that one. */
  anchor: string
  title: string
  words: Run[]
  does: { kind: CoverageKind; words: string }
}

export interface ReadSection {
  anchor: string
  /** Empty for what stands under the title of the policy. */
  title: string
  /** 0 beneath the title of the policy, 1 beneath that. */
  depth: number
  introduction: Block[]
  clauses: ReadClause[]
}

/** An edition as the public reads it, on a page or on paper. */
export interface ReadEdition {
  head: EditionHead
  /** The offices that have to approve an edition, by name. */
  approvedBy: string[]
  /** The anchor of its title. */
  anchor: string
  sections: ReadSection[]
}

/** Editions that stand on one page, the first one first: no two anchors are the same. */
export function readEditions(rows: EditionRow[]): ReadEdition[] {
  const taken = new Set(['contents', 'particulars', 'editions', 'main'])
  const take = (pack: string, wanted: string): string => {
    let anchor = wanted
    for (let nth = 1; taken.has(anchor); nth++) anchor = `${pack}-${wanted}${nth > 1 ? `-${nth}` : ''}`
    taken.add(anchor)
    return anchor
  }
  return rows.map((row) => readEdition(row, (wanted) => take(row.pack, wanted)))
}

function readEdition(row: EditionRow, take: (wanted: string) => string): ReadEdition {
  const { clauses, sections, frontMatter } = row.content
  const coverage = coverageOf(row.content)
  const read = clauses.map(({ id, title, text, section }, at) => {
    const { kind = 'not-covered', says = [] } = coverage.clauses[at] ?? {}
    const words = [...new Set(says)].join(' ')
    return { section, clause: { id, anchor: take(id), title, words: readWords(text), does: { kind, words } } }
  })
  const of = (section: string) => read.filter((one) => one.section === section).map(({ clause }) => clause)
  const known = new Set(sections.map(({ id }) => id))
  const loose = read.filter(({ section }) => !known.has(section)).map(({ clause }) => clause)
  const offices = new Map((frontMatter.offices ?? []).map(({ id, name }) => [id, name]))
  const anchor = take(`policy-${row.pack}`)
  return {
    head: headOf(row),
    approvedBy: (frontMatter['approved-by'] ?? []).map((id) => offices.get(id) ?? id),
    anchor,
    sections: [
      ...(loose.length > 0
        ? [{ anchor: take('first'), title: '', depth: 0, introduction: [], clauses: loose }]
        : []),
      ...sections.map(({ id, title, level, introduction }, at) => ({
        anchor: take(id),
        // The first heading is the title of the whole, which stands above already.
        title: level === 1 && at === 0 ? '' : title,
        depth: Math.min(Math.max(level - 2, 0), 1),
        introduction: readBlocks(introduction),
        clauses: of(id),
      })),
    ].filter(
      ({ title, introduction, clauses: own }) => title !== '' || introduction.length > 0 || own.length > 0,
    ),
  }
}

/** Where a link within the policy leads on this page; null for one that leads to nothing there. */
export function anchorOf({ sections }: ReadEdition, id: string): string | null {
  for (const section of sections) {
    const clause = section.clauses.find((one) => one.id === id)
    if (clause) return clause.anchor
  }
  return sections.find(({ anchor }) => anchor === id || anchor.endsWith(`-${id}`))?.anchor ?? null
}

/** How each kind of coverage is called before what is done. */
export const doesWords: Record<CoverageKind, string> = {
  enforced: 'Enforced',
  checked: 'Checked',
  recorded: 'Recorded',
  guided: 'Guided',
  'not-covered': 'Not covered',
}

/** "21 November 2026", where the institution is. */
export function dayOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toLocaleString('en-GB', { timeZone, dateStyle: 'long' })
}

/** "1 September 2026", of a day that stands in the policy. */
export const dateOf = (day: string): string =>
  Temporal.PlainDate.from(day).toLocaleString('en-GB', { dateStyle: 'long' })

/** What a reader wants to know before the first clause, in the order of asking. */
export function particularsOf(
  { head, approvedBy }: ReadEdition,
  dated: 'In force since' | 'In force from',
  timeZone: string,
): [string, string][] {
  return [
    ['Owner', head.owner],
    ['Approved by', approvedBy.length > 0 ? approvedBy.join(', ') : head.approver],
    ['Approved', dateOf(head.approved)],
    ['Review due', dateOf(head.review)],
    ['Applies to', head.appliesTo.join('; ')],
    ['Edition', String(head.edition)],
    [dated, dayOf(head.inForceFrom, timeZone)],
    ['SHA-256', head.digest],
  ]
}
