import type { EditionHead, PolicyEdition } from './contract.ts'
import { doubtsOf } from './accuracy/doubts.ts'
import { coverageOf, sentenceOf } from './packs/coverage.ts'
import type { EditionRow } from './store.ts'

export function headOf({ id, pack, edition, digest, inForceFrom, content }: EditionRow): EditionHead {
  const { title, summary, owner, approver, approved, review, 'applies-to': appliesTo } = content.frontMatter
  return {
    id,
    pack,
    edition,
    digest,
    inForceFrom,
    title,
    summary,
    owner,
    approver,
    approved,
    review,
    appliesTo,
  }
}

/** An edition as pages show it: the policy's words, and beside each clause what is done about it. */
export function editionView(row: EditionRow): PolicyEdition {
  const { clauses, sections, messages } = row.content
  const doubts = new Map(doubtsOf(row.content.controls).map((doubt) => [doubt.control, doubt]))
  const coverage = coverageOf(row.content)
  return {
    head: headOf(row),
    sections,
    clauses: clauses.map(({ id, title, text, section }, at) => {
      const { kind = 'not-covered', says = [], controls = [] } = coverage.clauses[at] ?? {}
      const doubted = controls.flatMap((control) => {
        const doubt = doubts.get(control)
        return doubt ? [{ ...doubt, sentence: sentenceOf(control, messages) }] : []
      })
      return { id, title, text, section, kind, says, controls, doubts: doubted }
    }),
    byKind: coverage.byKind,
  }
}
