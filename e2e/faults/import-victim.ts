/**
 * Brings a list of accounts in, and dies by its own `kill -9` before or after the statement that it was given. Begins
 * with the list itself where there is no import yet, and otherwise goes on with the one that there is, as the next
 * process does. Says first what it found.
 */
import type { KyselyPlugin } from 'kysely'
import { z } from 'zod'
import { actorById } from '#features/people/index.ts'
import { takeIn } from '#features/register/import/check-import.ts'
import { runImport, startImport } from '#features/register/import/run-import.ts'
import { readConfig } from '#platform/config/index.ts'
import { nowOf } from '#platform/services.ts'
import { openServices } from '#app/open-services.ts'
import { boundaries } from './boundary.ts'
import { listOf, standingOf } from './import-standing.ts'

const job = z.object({
  /** The boundary to die at; 0 lives. */
  killAt: z.number(),
  lines: z.number(),
  officer: z.string(),
  /** Check only, or write as well. */
  phase: z.enum(['check', 'run']),
})

const { killAt, lines, officer, phase } = job.parse(JSON.parse(process.argv[2] ?? '{}'))
const say = (words: object) => process.stdout.write(`${JSON.stringify(words)}\n`)
const at = boundaries()
const opened = await openServices(readConfig(process.env))
const plugin: KyselyPlugin = {
  transformQuery: ({ node }) => {
    at.pass(`before ${node.kind.replace('QueryNode', '').toLowerCase()}`)
    return node
  },
  transformResult: ({ result }) => {
    at.pass('after a statement')
    return Promise.resolve(result)
  },
}
const services = { ...opened.services, db: opened.services.db.withPlugin(plugin) }
const actor = await actorById(services.db, officer, nowOf(services))
if (!actor) throw new Error('The people of this run are not there.')
say({ found: await standingOf(services.db) })
const { email } = await services.db
  .selectFrom('person')
  .select('email')
  .where('id', '=', officer)
  .executeTakeFirstOrThrow()
const found = await services.db.selectFrom('account_import').select('id').executeTakeFirst()
if (phase === 'check') at.arm(killAt)
const list = { name: 'accounts.csv', bytes: listOf(lines, email) }
const id = found?.id ?? (await takeIn(services, actor, list)).id
if (phase === 'run') {
  at.arm(killAt)
  await startImport(services, actor, id)
  await runImport(services, id)
}
say({ lived: true, boundaries: at.passed() })
await opened.close()
process.exit(0)
