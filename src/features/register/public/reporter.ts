import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'

/**
 * From where a report comes, to count by and to know nobody by: a hash with a key that lasts a day and is then
 * overwritten, so that no list of all addresses turns it back. Whoever has a whole IPv6 network counts as one.
 */
export async function reporterOf(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  address: string,
): Promise<string> {
  const day = dayOf(clock)
  const fresh = json({ day, key: randomBytes(32).toString('base64url') })
  await tx
    .insertInto('kept_setting')
    .values({ name: setting, value: fresh })
    .onConflict((on) =>
      on
        .column('name')
        .doUpdateSet({ value: fresh })
        .where(sql<boolean>`kept_setting.value->>'day' <> ${day}`),
    )
    .execute()
  const row = await tx
    .selectFrom('kept_setting')
    .select('value')
    .where('name', '=', setting)
    .executeTakeFirstOrThrow()
  return createHmac('sha256', Kept.parse(row.value).key).update(networkOf(address)).digest('base64url')
}

/** Drops the key of a day that is over. */
export async function forgetOldKey({ db, clock }: { db: Db } & Pick<Services, 'clock'>): Promise<void> {
  const row = await db
    .selectFrom('kept_setting')
    .select('value')
    .where('name', '=', setting)
    .executeTakeFirst()
  if (row && Kept.parse(row.value).day !== dayOf(clock))
    await db.deleteFrom('kept_setting').where('name', '=', setting).execute()
}

const setting = 'register.report-key'
const Kept = z.object({ day: z.string(), key: z.string() })
const dayOf = (clock: Services['clock']): string => clock.now().toString().slice(0, 10)

/** An IPv4 address as it is; of an IPv6 address the /64 that one customer has. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [plain = ''] = address.split('%')
  if (!plain.includes(':')) return plain
  const [front = [], back = []] = plain.split('::').map((half) => half.split(':').filter(Boolean))
  const between = plain.includes('::') ? Math.max(0, groups - front.length - back.length) : 0
  return [...front, ...Array.from({ length: between }, () => '0'), ...back]
    .slice(0, groups / 2)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
const groups = 8
