import { authorise, type Actor } from '#features/people/index.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { needDraft, packOf } from '../drafts/review.ts'
import type { DraftRow } from '../drafts/store.ts'
import { editionById, type EditionRow } from '../store.ts'
import { changesSince } from './compare.ts'
import type { PolicyChanges } from './contract.ts'
import { editionBefore, editionOfPackAt } from './store.ts'

type Needs = Pick<Services, 'db' | 'clock'>

/** What an edition changed, since the one before it or since another of the same policy. */
export async function changesOfEdition(
  { db }: Needs,
  actor: Actor,
  id: string,
  since?: string,
): Promise<PolicyChanges> {
  authorise(actor, 'policy.read')
  const edition = await editionById(db, id)
  if (!edition) throw new NotFound('edition')
  const before = since === undefined ? await editionBefore(db, edition) : await needSince(db, since, edition)
  return changesSince(before, edition.content)
}

async function needSince(db: Needs['db'], since: string, { pack }: EditionRow): Promise<EditionRow> {
  const before = await editionById(db, since)
  if (!before)
    throw new NotFound('edition to compare with', { fix: 'Choose one of the editions of this policy.' })
  if (before.pack !== pack)
    throw new Invalid(
      'policy.other-policy',
      'These are editions of two different policies, so they are not compared clause by clause.',
      { fix: 'Choose an edition of the same policy.' },
    )
  return before
}

/** What a draft changes. Throws `CorruptPack` while it cannot be read. */
export async function changesOfDraft(services: Needs, actor: Actor, id: string): Promise<PolicyChanges> {
  authorise(actor, 'policy.read')
  const draft = await needDraft(services.db, id)
  return changesSince(await beforeDraft(services, draft), packOf(draft))
}

/** The edition that it is based on; of a draft that began with files of the product, the one in force. */
async function beforeDraft(services: Needs, draft: DraftRow): Promise<EditionRow | null> {
  const based = draft.based_on === null ? null : await editionById(services.db, draft.based_on)
  // A draft that was approved is an edition itself, and must not be compared with that.
  const at = draft.state === 'done' ? draft.created_at : nowOf(services)
  return based ?? editionOfPackAt(services.db, draft.pack, at)
}
