import { maySomewhere, namesOf, officeHolders, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { CorruptPack } from '../packs/faults.ts'
import { loadPack, packNames, packsFolder } from '../packs.ts'
import { parsePack } from '../packs/pack.ts'
import { baselinePack } from '../store.ts'
import { checkFiles, officesNow } from './check.ts'
import type { DraftView } from './contract.ts'
import { governanceRole, needDraft, officesToApprove } from './review.ts'
import { approvalsOf, openDrafts, writersOf, type DraftRow } from './store.ts'

const headOf = (draft: DraftRow, names: ReadonlyMap<string, string>) => ({
  id: draft.id,
  pack: draft.pack,
  title: draft.title,
  state: draft.state,
  version: draft.version,
  inForceFrom: draft.in_force_from,
  updatedAt: draft.updated_at,
  updatedBy: { id: draft.updated_by, name: names.get(draft.updated_by) ?? '' },
})

export async function listDrafts(services: Services) {
  const drafts = await openDrafts(services.db)
  const names = await namesOf(
    services.db,
    drafts.map((draft) => draft.updated_by),
  )
  const own = (await packNames()).filter((name) => name !== baselinePack)
  const packs = await Promise.all(own.map((name) => loadPack(`${packsFolder}/${name}`)))
  return {
    drafts: drafts.map((draft) => headOf(draft, names)),
    shipped: packs.map(({ frontMatter: { id, title, summary } }) => ({ id, title, summary })),
  }
}

/** The check of files as they stand, by the day and the offices of now. */
export async function checkNow(services: Services, name: string, source: DraftRow['source']) {
  const at = nowOf(services)
  return checkFiles(name, source, { today: at.slice(0, 10), offices: await officesNow(services.db, at) })
}

export async function viewDraft(services: Services, actor: Actor, id: string): Promise<DraftView> {
  const { db } = services
  const draft = await needDraft(db, id)
  const [writers, check] = [await writersOf(db, id), await checkNow(services, draft.pack, draft.source)]
  const names = await namesOf(db, [...new Set([...writers, draft.updated_by, draft.created_by])])
  return {
    ...headOf(draft, names),
    source: draft.source,
    basedOn: draft.based_on,
    editionId: draft.edition_id,
    createdBy: { id: draft.created_by, name: names.get(draft.created_by) ?? '' },
    writers: writers.map((person) => ({ id: person, name: names.get(person) ?? '' })),
    offices: await officesOf(services, actor, draft, writers),
    check,
    mayWrite:
      maySomewhere(actor, 'policy.write') && (draft.state === 'writing' || draft.state === 'in-review'),
  }
}

async function officesOf(services: Services, actor: Actor, draft: DraftRow, writers: string[]) {
  const needed = neededOf(draft)
  const at = nowOf(services)
  const approvals = await approvalsOf(services.db, draft.id)
  const names = await officeNames(services.db)
  return Promise.all(
    needed.map(async (id) => {
      const last = approvals.findLast((approval) => approval.office_id === id && approval.voided_at === null)
      const holders = id === governanceRole ? [] : await officeHolders(services.db, id, at)
      const holds =
        id === governanceRole
          ? actor.roles.includes('governance')
          : holders.some(({ personId }) => personId === actor.personId)
      return {
        id,
        name: id === governanceRole ? 'Governance' : (names.get(id) ?? id),
        holders: holders.map(({ name }) => name),
        decision: last?.decision ?? null,
        by: last?.person_name ?? null,
        note: last?.note ?? '',
        at: last?.at ?? null,
        mayDecide: draft.state === 'in-review' && holds && !writers.includes(actor.personId),
      }
    }),
  )
}

/** A draft that cannot be read yet names no offices yet either. */
function neededOf(draft: DraftRow): string[] {
  try {
    return officesToApprove(parsePack(draft.pack, draft.source))
  } catch (error) {
    if (error instanceof CorruptPack) return []
    throw error
  }
}

async function officeNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('office').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
