/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { testDatabase } from '#testing/services.ts'
import type { Harness, HarnessOptions, SendingFault } from '../conformance.ts'
import { NetworkTrouble, type OpenConnection, type PublishOutcome } from '../contract.ts'
import { after } from '../answers.ts'
import { testContext } from '../test-context.ts'
import { part } from '../test-parts.ts'
import { createPractice } from './index.ts'
import { insertPost } from './store.ts'

export async function practiceHarness({ clock }: HarnessOptions = {}): Promise<Harness> {
  const database = await testDatabase()
  const context = testContext([], [], undefined, clock)
  const unknown: PublishOutcome = { kind: 'unknown', say: 'Made to fail.', evidence: null }
  let next: SendingFault | null = null
  const around = (moment: 'before' | 'after') => (): Promise<PublishOutcome | undefined> => {
    const doneAnyway = next === 'dropped-after' || next === 'server-error-after-doing-it'
    if (next === null || (moment === 'after') !== doneAnyway) return Promise.resolve(undefined)
    const limited = next === 'rate-limited'
    next = null
    return Promise.resolve(
      limited
        ? { kind: 'retry', after: after(context.clock, 30), say: 'Made to wait.', limited: 'account' }
        : unknown,
    )
  }
  let uploadsFail = false
  const beforeUpload = (): Promise<void> => {
    if (!uploadsFail) return Promise.resolve()
    uploadsFail = false
    return Promise.reject(new NetworkTrouble('Made to fail.'))
  }
  const network = createPractice(context, {
    db: database.db,
    faults: { beforeUpload, beforeInsert: around('before'), afterInsert: around('after') },
  })
  let made = 0
  let taken = ''

  async function connect(): Promise<OpenConnection> {
    const accountId = randomUUID()
    const connected = await network.connectMethods[0]?.connect?.({}, `office-${++made}`, accountId)
    if (!connected) throw new Error('Practice has no way to connect')
    taken = connected.handle
    const { remoteId, handle, server, grant } = connected
    return { accountId, remoteId, handle, server, grant }
  }

  return {
    network,
    connect,
    async connectForeign() {
      await connect()
      return network.connectMethods[0]?.connect?.({}, taken, randomUUID())
    },
    async posts(account) {
      const rows = await database.db
        .selectFrom('practice_post')
        .selectAll()
        .where('account_id', '=', account.accountId)
        .where('deleted_at', 'is', null)
        .orderBy('key')
        .execute()
      return rows.map((row) => ({
        text: row.text,
        alts: row.media.map((each) => each.alt),
        card: row.link?.url ?? null,
        follows: rows.find((other) => other.id === row.parent_id)?.text ?? null,
      }))
    },
    async postOutside(account, text) {
      await insertPost(database.db, account.accountId, part(text))
    },
    suffer(fault, step) {
      if (step === 'upload') uploadsFail = true
      else next = fault
    },
    async revoke(account) {
      await network.disconnect?.(account)
      return account
    },
    secrets: () => [],
    stop: () => database.close(),
  }
}
