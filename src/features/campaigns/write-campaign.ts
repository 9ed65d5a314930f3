import { authorise, entryActor, maySomewhere, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { CampaignChange, CampaignState, NewCampaign } from './contract.ts'
import { insertCampaign, lockCampaign, needChange, type Campaign } from './store.ts'

/** Needs `posts.write` for some account. */
export function needWriting(actor: Actor): void {
  if (!maySomewhere(actor, 'posts.write')) authorise(actor, 'posts.write')
}

/** An owner and an objective that are there. */
async function needKnown(db: Db | Tx, { ownerId, objectiveId }: NewCampaign): Promise<void> {
  const owner =
    ownerId && (await db.selectFrom('person').select('id').where('id', '=', ownerId).executeTakeFirst())
  if (ownerId && !owner)
    throw new Invalid('campaigns.no-owner', 'There is no such person.', {
      fields: [{ path: 'ownerId', message: 'Choose somebody who is here.' }],
    })
  const objective =
    objectiveId &&
    (await db.selectFrom('objective').select('id').where('id', '=', objectiveId).executeTakeFirst())
  if (objectiveId && !objective)
    throw new Invalid('campaigns.no-objective', 'There is no such objective.', {
      fields: [{ path: 'objectiveId', message: 'Choose one of an account.' }],
    })
}

export async function createCampaign(services: Services, actor: Actor, fields: NewCampaign): Promise<string> {
  needWriting(actor)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    await needKnown(tx, fields)
    const id = await insertCampaign(tx, at, actor, fields)
    await recordBegun(tx, at, actor, id, fields.name)
    return id
  })
}

export async function recordBegun(tx: Tx, at: string, actor: Actor, id: string, name: string): Promise<void> {
  await append(tx, at, {
    kind: 'campaign.begun',
    actor: entryActor(actor),
    subject: `campaign:${id}`,
    summary: 'A campaign was begun.',
    content: { name },
  })
}

export async function changeCampaign(
  services: Services,
  actor: Actor,
  id: string,
  { version, ...fields }: CampaignChange,
): Promise<void> {
  needWriting(actor)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const before = await lockCampaign(tx, id)
    needChange(actor, before)
    if (before.version !== version)
      throw new Conflict(
        'campaigns.changed-meanwhile',
        'Somebody else has changed this campaign meanwhile.',
        {
          fix: 'Load the page again and look at what stands there now.',
        },
      )
    await needKnown(tx, fields)
    const change = {
      name: fields.name,
      purpose: fields.purpose,
      objective: fields.objective,
      objective_id: fields.objectiveId,
      first_day: fields.firstDay,
      last_day: fields.lastDay,
      owner_id: fields.ownerId,
    }
    await tx
      .updateTable('campaign')
      .set({ ...change, version: version + 1 })
      .where('id', '=', id)
      .execute()
    const changed = (Object.keys(change) as (keyof typeof change)[]).filter(
      (key) => before[key] !== change[key],
    )
    await append(tx, at, {
      kind: 'campaign.changed',
      actor: entryActor(actor),
      subject: `campaign:${id}`,
      summary: 'A campaign was changed.',
      facts: { fields: changed },
      content: { from: wordsOf(before), to: wordsOf(change) },
    })
  })
}

const wordsOf = ({ name, purpose, objective }: Pick<Campaign, 'name' | 'purpose' | 'objective'>) => ({
  name,
  purpose,
  objective,
})

/** Ends a campaign, or opens it again. Its posts stay as they are. */
export async function setState(
  services: Services,
  actor: Actor,
  id: string,
  state: CampaignState,
): Promise<void> {
  needWriting(actor)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const before = await lockCampaign(tx, id)
    needChange(actor, before)
    if (before.state === state) return
    await tx
      .updateTable('campaign')
      .set({ state, ended_at: state === 'ended' ? at : null })
      .where('id', '=', id)
      .execute()
    await append(tx, at, {
      kind: state === 'ended' ? 'campaign.ended' : 'campaign.opened-again',
      actor: entryActor(actor),
      subject: `campaign:${id}`,
      summary: state === 'ended' ? 'A campaign was ended.' : 'A campaign was opened again.',
    })
  })
}
