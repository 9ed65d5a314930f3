import type { EditionHead, PolicyEdition } from './contract.ts'
import { coverageOf } from './packs/coverage.ts'
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
  const { clauses, sections } = row.content
  const coverage = coverageOf(row.content)
  return {
    head: headOf(row),
    sections,
    clauses: clauses.map(({ id, title, text, section }, at) => {
      const { kind = 'not-covered', says = [], controls = [] } = coverage.clauses[at] ?? {}
      return { id, title, text, section, kind, says, controls }
    }),
    byKind: coverage.byKind,
  }
}
