import { getInstitution } from '#features/institution/index.ts'
import { heldUntil } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { digestOfPack } from '../editions.ts'
import { lintPack, type OfficeState } from '../lint/index.ts'
import { testPack } from '../packs.ts'
import { CorruptPack } from '../packs/faults.ts'
import { parsePack, type Pack, type PackSource } from '../packs/pack.ts'
import type { DraftCheck } from './contract.ts'

/** Who holds which office, until when, and how it is reached, for the lint. */
export async function officesNow(db: Db | Tx, at: string): Promise<Record<string, OfficeState>> {
  const offices = await db.selectFrom('office').select(['id', 'email', 'telephone']).execute()
  const terms = await db.selectFrom('office_holding').select(['office_id', 'since', 'until']).execute()
  const zone = (await getInstitution(db))?.timeZone ?? 'Europe/London'
  return Object.fromEntries(
    offices.map(({ id, email, telephone }) => {
      const end = heldUntil(
        terms.filter((term) => term.office_id === id),
        at,
      )
      return [
        id,
        {
          held: end !== undefined,
          until: end ? Temporal.Instant.from(end).toZonedDateTimeISO(zone).toPlainDate().toString() : null,
          contacts: [...(email ? (['email'] as const) : []), ...(telephone ? (['telephone'] as const) : [])],
        },
      ]
    }),
  )
}

const nothing = { digest: null, examples: [], thin: [], byKind: null, lint: [] }

/** Everything there is to say about the files of a pack: faults, examples, coverage and lint. `today` is an ISO day. */
export function checkFiles(
  name: string,
  source: PackSource,
  world: { today: string; offices: Awaited<ReturnType<typeof officesNow>> },
): DraftCheck {
  let pack: Pack
  try {
    pack = parsePack(name, source)
  } catch (error) {
    if (!(error instanceof CorruptPack)) throw error
    return { ...nothing, faults: error.faults }
  }
  const { examples, thin, coverage } = testPack(pack)
  return {
    faults: [],
    digest: digestOfPack(pack),
    examples,
    thin,
    byKind: coverage.byKind,
    lint: lintPack(pack, world),
  }
}
