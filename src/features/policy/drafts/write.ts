import { isUniqueViolation, json, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { loadPack, packNames, packsFolder } from '../packs.ts'
import type { PackSource } from '../packs/pack.ts'
import { baselinePack, editionById } from '../store.ts'
import { addWriter, lockDraft, voidApprovals, type DraftRow } from './store.ts'

/** What a draft begins from: a pack that comes with the product, or an edition that was or is in force. */
export type Beginning = { shipped: string } | { edition: string }

async function sourceOf(
  services: Services,
  beginning: Beginning,
): Promise<{ pack: string; title: string; source: PackSource; basedOn: string | null }> {
  if ('edition' in beginning) {
    const row = await editionById(services.db, beginning.edition)
    if (!row) throw new NotFound('edition')
    const { title } = row.content.frontMatter
    return { pack: row.pack, title, source: row.content.source, basedOn: row.id }
  }
  // Only names of the folder are taken, so that no path can be asked for.
  if (!(await packNames()).includes(beginning.shipped)) throw new NotFound('pack')
  const pack = await loadPack(`${packsFolder}/${beginning.shipped}`)
  return { pack: pack.frontMatter.id, title: pack.frontMatter.title, source: pack.source, basedOn: null }
}

/** Begins the next edition. At most one draft of a policy is worked on at a time. */
export async function beginDraft(services: Services, actor: Actor, beginning: Beginning): Promise<string> {
  authorise(actor, 'policy.write')
  const { pack, title, source, basedOn } = await sourceOf(services, beginning)
  if (pack === baselinePack)
    throw new Invalid(
      'policy.baseline-comes-with-rostrum',
      'The baseline comes with Rostrum and is not edited here. Your own policy stands on top of it, and takes the place of a control of the same name.',
    )
  const at = nowOf(services)
  const id = newId()
  try {
    await services.db.transaction().execute(async (tx) => {
      const by = { created_by: actor.personId, created_at: at, updated_by: actor.personId, updated_at: at }
      await tx
        .insertInto('policy_draft')
        .values({
          id,
          pack,
          title,
          based_on: basedOn,
          source: json(source),
          version: 1,
          state: 'writing',
          ...by,
        })
        .execute()
      await append(tx, at, {
        kind: 'policy.draft-begun',
        actor: entryActor(actor),
        subject: `policy:${pack}`,
        summary: 'The next edition of a policy was begun.',
        facts: { draft: id, pack, basedOn },
      })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Conflict(
      'policy.draft-open',
      'Somebody is working on the next edition of this policy already.',
      {
        fix: 'Open that draft, or drop it first.',
      },
    )
  }
  return id
}

/** Loads a draft that may still be changed. */
export async function needOpen(tx: Tx, id: string): Promise<DraftRow> {
  const draft = await lockDraft(tx, id)
  if (!draft) throw new NotFound('draft of a policy')
  if (draft.state === 'done' || draft.state === 'dropped')
    throw new Conflict(
      'policy.draft-closed',
      'This draft is closed. Begin a new one from the edition in force.',
    )
  return draft
}

export const needVersion = (draft: DraftRow, version: number): void => {
  if (draft.version !== version)
    throw new Conflict(
      'policy.draft-changed-meanwhile',
      'Somebody else has changed this draft since you opened it. Your text is kept on this page; look at theirs and bring both together.',
      { data: { version: draft.version } },
    )
}

/**
 * Keeps the files of a draft, faults and all: nothing that is being written is lost. A draft in review goes back to
 * writing, and approvals given so far are void. Returns the new version.
 */
export async function saveDraft(
  services: Services,
  actor: Actor,
  id: string,
  input: { version: number; source: PackSource },
): Promise<number> {
  authorise(actor, 'policy.write')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const draft = await needOpen(tx, id)
    needVersion(draft, input.version)
    const version = draft.version + 1
    await tx
      .updateTable('policy_draft')
      .set({
        source: json(input.source),
        version,
        state: 'writing',
        updated_by: actor.personId,
        updated_at: at,
      })
      .where('id', '=', id)
      .execute()
    await addWriter(tx, id, actor.personId)
    const voided = await voidApprovals(tx, id, at)
    if (voided > 0 || draft.state === 'in-review')
      await append(tx, at, {
        kind: 'policy.approvals-voided',
        actor: entryActor(actor),
        subject: `policy:${draft.pack}`,
        summary: 'The draft was changed, so what had been approved of it is void.',
        facts: { draft: id, voided, version },
      })
    return version
  })
}

/** Gives a draft up. It stays readable in the records. */
export async function dropDraft(services: Services, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'policy.write')
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const draft = await needOpen(tx, id)
    await tx
      .updateTable('policy_draft')
      .set({ state: 'dropped', updated_by: actor.personId, updated_at: at })
      .where('id', '=', id)
      .execute()
    await append(tx, at, {
      kind: 'policy.draft-dropped',
      actor: entryActor(actor),
      subject: `policy:${draft.pack}`,
      summary: 'The draft of a policy was dropped.',
      facts: { draft: id },
      content: { source: draft.source },
    })
  })
}
