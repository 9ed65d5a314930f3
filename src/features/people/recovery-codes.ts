import type { Db, Tx } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { signInRules } from './rules.ts'
import { newRecoveryCode, plainRecoveryCode } from './secrets.ts'

const hashOf = (services: Services, personId: string, code: string): string =>
  services.sealer.fingerprint(`recovery:${personId}:${plainRecoveryCode(code)}`)

/** New codes in place of all old ones. They are answered once and kept only as hashes. */
export async function renewRecoveryCodes(services: Services, tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: signInRules.recoveryCodes }, newRecoveryCode)
  await tx.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
  await tx
    .insertInto('recovery_code')
    .values(
      codes.map((code) => ({
        person_id: personId,
        code_hash: hashOf(services, personId, code),
        used_at: null,
      })),
    )
    .execute()
  return codes
}

/** Uses a code up. False when there is no such code, or it was used. */
export async function useRecoveryCode(
  services: Services,
  db: Db | Tx,
  personId: string,
  code: string,
): Promise<boolean> {
  const used = await db
    .updateTable('recovery_code')
    .set({ used_at: nowOf(services) })
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashOf(services, personId, code))
    .where('used_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return used !== undefined
}

export async function recoveryCodesLeft(db: Db | Tx, personId: string): Promise<number> {
  const rows = await db
    .selectFrom('recovery_code')
    .select('code_hash')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()
  return rows.length
}
