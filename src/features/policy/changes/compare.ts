import { diffPacks, wordRuns, type Comparable } from '../packs/diff.ts'
import type { EditionRow } from '../store.ts'
import type { PolicyChanges } from './contract.ts'

/** What became of a policy since an edition; without one everything in it is new. Pure. */
export function changesSince(since: EditionRow | null, after: Comparable): PolicyChanges {
  const before = since?.content ?? nothingOf(after)
  const diff = diffPacks(before, after)
  return {
    ...diff,
    particulars: diff.particulars.map((one) => ({ ...one, words: wordRuns(one.before, one.after) })),
    since: since && {
      id: since.id,
      edition: since.edition,
      title: since.content.frontMatter.title,
      inForceFrom: since.inForceFrom,
    },
    titles: titlesOf(before, after),
  }
}

/** A policy without a word in it. Its particulars are the same, so that not each of them is told as a change. */
function nothingOf({ frontMatter }: Comparable): Comparable {
  return { frontMatter, sections: [], clauses: [], controls: [], messages: {}, coverage: [] }
}

function titlesOf(before: Comparable, after: Comparable): PolicyChanges['titles'] {
  const kept = new Set(after.clauses.map(({ id }) => id))
  const gone = before.clauses.filter(({ id }) => !kept.has(id))
  return [...after.clauses, ...gone].map(({ id, title }) => ({ id, title }))
}
