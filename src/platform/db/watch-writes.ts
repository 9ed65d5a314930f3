import type { KyselyPlugin } from 'kysely'

/** Counts changes of the database by this process. Anything that is not plainly a read counts as one. */
export interface Changes {
  /** Rises before a change begins and again when it is done. */
  count(): number
}

export function watchWrites(): { plugin: KyselyPlugin; changes: Changes } {
  let count = 0
  const writing = new WeakSet<object>()
  return {
    changes: { count: () => count },
    plugin: {
      transformQuery({ node, queryId }) {
        // A statement that begins with others may change something in one of them.
        const reads = node.kind === 'SelectQueryNode' && node.with === undefined
        if (!reads) {
          count += 1
          writing.add(queryId)
        }
        return node
      },
      transformResult({ result, queryId }) {
        if (writing.has(queryId)) count += 1
        return Promise.resolve(result)
      },
    },
  }
}
