import { z } from 'zod'
import type { Json, SealedStore } from '#networks/contract.ts'
import type { Clock } from '#platform/clock/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { Sealer } from '#platform/sealing/index.ts'
import { isoOf } from '#platform/services.ts'

/** What a sealed value of a network is bound to. */
export function sealedValueContext(space: string, key: string): string {
  return `${space}:${key}`
}

/** Any JSON; what a network wants kept comes back as it went in. */
export const anyJson: z.ZodType<Json> = z.json()

/**
 * A sealed key-value space: nothing in it can be read without the key file, nor after its end. The composition root
 * gives each network spaces of its own.
 */
export function createSealedStore(db: Db, sealer: Sealer, clock: Clock): SealedStore {
  return {
    async get(space, key) {
      const row = await db
        .selectFrom('sealed_value')
        .select(['sealed', 'expires_at'])
        .where('space', '=', space)
        .where('key', '=', key)
        .executeTakeFirst()
      if (!row || (row.expires_at !== null && row.expires_at <= isoOf(clock.now()))) return undefined
      return anyJson.parse(JSON.parse(sealer.open(row.sealed, sealedValueContext(space, key))))
    },
    async set(space, key, value, expiresAt) {
      const kept = {
        sealed: sealer.seal(JSON.stringify(value), sealedValueContext(space, key)),
        expires_at: expiresAt ?? null,
      }
      await db
        .insertInto('sealed_value')
        .values({ space: space, key, ...kept })
        .onConflict((on) => on.columns(['space', 'key']).doUpdateSet(kept))
        .execute()
    },
    async delete(space, key) {
      await db.deleteFrom('sealed_value').where('space', '=', space).where('key', '=', key).execute()
    },
  }
}
