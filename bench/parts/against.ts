import type { Compilable } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import { figure, percentile, type Figure } from '../figure.ts'

/** Every statement that `work` sends, so that it can be sent again without Rostrum around it. */
async function statementsOf(db: Db, work: (db: Db) => Promise<unknown>): Promise<Compilable[]> {
  const sent: Compilable[] = []
  const listening = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      const compiled = db.getExecutor().compileQuery(node, queryId)
      sent.push({ compile: () => compiled })
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  await work(listening)
  return sent
}

export async function timed(times: number[], work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await work()
  times.push(performance.now() - began)
}

/** What people do, against the same statements bare, turn about. `over`: what it was done with, for the note. */
export async function against(
  name: string,
  { db, over, rounds }: { db: Db; over: string; rounds: number },
  work: (db: Db) => Promise<unknown>,
): Promise<Figure> {
  const statements = await statementsOf(db, work)
  const bare = async () => {
    for (const statement of statements) await db.executeQuery(statement)
  }
  const own: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds + 5; round++) {
    await timed(round < 5 ? [] : plain, bare)
    await timed(round < 5 ? [] : own, () => work(db))
  }
  return figure(`${name}, p95`, percentile(own, 0.95), 'ms', {
    reference: { name: 'the same SQL, bare', value: percentile(plain, 0.95) },
    aim: { of: 'ratio', bound: 'at most', to: 2 },
    note: `${over}, ${statements.length} statements; ${rounds} times, turn about; p50 ${percentile(own, 0.5).toFixed(1)} ms.`,
  })
}
