import { ReconnectNeeded } from '#networks/contract.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import type { RegisterDeps } from './connections.ts'
import { openSession } from './open-session.ts'

/** How many connections one run opens because they were looked at longest ago; each comes round about once a day. */
const probes = 40
/** How many it opens because they end: they are renewed by being opened, so an idle account does not run out. */
const renewals = 200
/**
 * Longer than any network's tokens live that are renewed by using them. Whether one is due, its network knows: opening
 * it before that costs a look at what is stored.
 */
const watchedDays = 60
const atOnce = 4
/** Milliseconds after which no more are begun, although a network is slow: the next run goes on. */
const patience = 600_000

/**
 * Opens connections at their networks: those that end, twice a day each and every hour on their last three days, and
 * of the others those that were looked at longest ago. What can be renewed is renewed, under the network's lock; an
 * access that was revoked is found before a post needs it.
 */
export async function keepAlive(deps: RegisterDeps): Promise<void> {
  const ids = [...new Set([...(await ending(deps)), ...(await longestAgo(deps))])]
  const until = performance.now() + patience
  const work = async () => {
    for (let id = ids.shift(); id !== undefined && performance.now() < until; id = ids.shift())
      await openOnce(deps, id)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

async function ending({ services }: RegisterDeps): Promise<string[]> {
  const now = services.clock.now()
  const before = (hours: number) => isoOf(now.subtract({ hours }))
  const within = (days: number) => isoOf(now.add({ hours: 24 * days }))
  const rows = await services.db
    .selectFrom('connection')
    .select('account_id')
    .where('state', '<>', 'reconnect')
    .where('expires_at', '<=', within(watchedDays))
    .where((eb) =>
      eb.or([
        eb('checked_at', 'is', null),
        eb('checked_at', '<', before(11)),
        eb.and([
          eb('expires_at', '<=', within(3)),
          eb('checked_at', '<', isoOf(now.subtract({ minutes: 50 }))),
        ]),
      ]),
    )
    .orderBy('expires_at')
    .limit(renewals)
    .execute()
  return rows.map(({ account_id: id }) => id)
}

async function longestAgo({ services, networks }: RegisterDeps): Promise<string[]> {
  const dayAgo = isoOf(services.clock.now().subtract({ hours: 23 }))
  // What people do by hand has nothing that could be opened.
  const byHand = [...networks.values()].flatMap(({ manual, profile }) => (manual ? [profile.id] : []))
  const rows = await services.db
    .selectFrom('connection')
    .innerJoin('account', 'account.id', 'connection.account_id')
    .select('account_id')
    .where('connection.state', '<>', 'reconnect')
    .$if(byHand.length > 0, (query) => query.where('account.network', 'not in', byHand))
    .where((eb) => eb.or([eb('checked_at', 'is', null), eb('checked_at', '<', dayAgo)]))
    .orderBy('checked_at', (order) => order.nullsFirst())
    .limit(probes)
    .execute()
  return rows.map(({ account_id: id }) => id)
}

async function openOnce(deps: RegisterDeps, accountId: string): Promise<void> {
  const { services } = deps
  try {
    await openSession(deps, accountId)
  } catch (error) {
    // What ended is marked by openSession; a network in trouble is tried again at the next round.
    if (!(error instanceof ReconnectNeeded))
      services.log.warn({ err: error, account: accountId }, 'a connection could not be checked')
  }
  await services.db
    .updateTable('connection')
    .set({ checked_at: nowOf(services) })
    .where('account_id', '=', accountId)
    .execute()
}
