import { getInstitution } from '#features/institution/index.ts'
import type { Db } from '#platform/db/index.ts'

/** Somebody outside whom a form cannot help: who can. */
export interface WhereToTurn {
  name: string
  email: string | null
  telephone: string | null
}

/** The office that looks into impersonations, where it can be reached; else what the institution publishes of itself. */
export async function whereToTurn(db: Db, offices: readonly string[]): Promise<WhereToTurn | null> {
  const kept =
    offices.length > 0
      ? await db
          .selectFrom('office')
          .select(['name', 'email', 'telephone'])
          .where('id', 'in', [...offices])
          .where((eb) => eb.or([eb('email', '<>', ''), eb('telephone', '<>', '')]))
          .orderBy('id')
          .executeTakeFirst()
      : undefined
  if (kept) return { name: kept.name, email: kept.email || null, telephone: kept.telephone || null }
  const institution = await getInstitution(db)
  const own = (kind: 'email' | 'telephone') =>
    institution?.contacts.find((contact) => contact.kind === kind)?.value ?? null
  const [email, telephone] = [own('email'), own('telephone')]
  return institution && (email !== null || telephone !== null)
    ? { name: institution.name, email, telephone }
    : null
}
