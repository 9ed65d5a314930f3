import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import type { Logger } from '#platform/log/index.ts'
import { NetworkTrouble } from '#networks/contract.ts'

export interface NetworkLockOptions {
  db: Db
  log: Logger
  /** Seconds that a lock outlives a process that died with it; 60 unless told. It is renewed while work goes on. */
  lease?: number
  /** Seconds to wait for somebody else's work; 90 unless told. */
  patience?: number
}

export type NetworkLock = <T>(name: string, work: () => Promise<T>) => Promise<T>

/**
 * A lock across processes that may be held while a network is called. It is a row with an end, not a transaction:
 * on the built-in database an open transaction would stop everybody else. The database's clock decides, so that
 * processes whose clocks differ agree. Throws `NetworkTrouble` when the wait is too long.
 */
export function createNetworkLock({ db, log, lease = 60, patience = 90 }: NetworkLockOptions): NetworkLock {
  const end = sql<string>`clock_timestamp() + make_interval(secs => ${lease})`

  const take = async (name: string, holder: string): Promise<boolean> => {
    const taken = await db
      .insertInto('network_lock')
      .values({ name, holder, until: end })
      .onConflict((on) =>
        on
          .column('name')
          .doUpdateSet({ holder, until: end })
          .where('network_lock.until', '<', sql<string>`clock_timestamp()`),
      )
      .returning('holder')
      .executeTakeFirst()
    return taken !== undefined
  }
  const renew = (name: string, holder: string) =>
    db
      .updateTable('network_lock')
      .set({ until: end })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute()
  const release = (name: string, holder: string) =>
    db.deleteFrom('network_lock').where('name', '=', name).where('holder', '=', holder).execute()
  const orLog = (doing: string) => (error: unknown) =>
    log.warn({ err: error, doing }, 'a network lock could not be kept up; its lease will end by itself')

  return async (name, work) => {
    const holder = randomUUID()
    const giveUp = performance.now() + patience * 1000
    for (let pause = 20; !(await take(name, holder)); pause = Math.min(pause * 1.5, 500)) {
      if (performance.now() > giveUp)
        throw new NetworkTrouble('Somebody else has been working with this account for too long.')
      await wait(pause * (0.5 + Math.random()))
    }
    const renewing = setInterval(
      () => void renew(name, holder).catch(orLog('renew')),
      Math.max(100, (lease * 1000) / 3),
    )
    try {
      return await work()
    } finally {
      clearInterval(renewing)
      await release(name, holder).catch(orLog('release'))
    }
  }
}
