import { sql, type Selectable } from 'kysely'
import { mayAnywhere, type Actor } from '#features/people/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import type { NewCampaign } from './contract.ts'
import type { CampaignTable } from './tables.ts'
import './tables.ts'

export type Campaign = Selectable<CampaignTable>

export async function campaignById(db: Db | Tx, id: string): Promise<Campaign> {
  const row = await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('campaign')
  return row
}

/** As `campaignById`, and nobody else changes it until the transaction ends. */
export async function lockCampaign(tx: Tx, id: string): Promise<Campaign> {
  await sql`select 1 from campaign where id = ${id}::uuid for update`.execute(tx)
  return campaignById(tx, id)
}

/** Whoever began it, whoever it belongs to, and those who write for every account. */
export function mayChange(actor: Actor, campaign: Pick<Campaign, 'owner_id' | 'created_by'>): boolean {
  return (
    campaign.owner_id === actor.personId ||
    campaign.created_by === actor.personId ||
    mayAnywhere(actor, 'posts.write')
  )
}

export function needChange(actor: Actor, campaign: Campaign): void {
  if (!mayChange(actor, campaign))
    throw new Forbidden('campaigns.not-yours', 'This campaign belongs to somebody else.', {
      fix: 'Ask its owner, or central communications.',
    })
}

export function needOpen(campaign: Pick<Campaign, 'state' | 'name'>): void {
  if (campaign.state !== 'open')
    throw new Conflict('campaigns.ended', `“${campaign.name}” has ended, so nothing more goes into it.`, {
      fix: 'Open it again on its page, or choose another campaign.',
    })
}

export async function insertCampaign(
  tx: Tx,
  at: string,
  actor: Actor,
  fields: NewCampaign,
  copiedFrom: string | null = null,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('campaign')
    .values({
      id,
      name: fields.name,
      purpose: fields.purpose,
      objective: fields.objective,
      objective_id: fields.objectiveId,
      first_day: fields.firstDay,
      last_day: fields.lastDay,
      owner_id: fields.ownerId ?? actor.personId,
      copied_from: copiedFrom,
      created_by: actor.personId,
      created_at: at,
    })
    .execute()
  return id
}

/** Open campaigns by their name in small letters; of several with one name the latest. */
export async function openCampaigns(db: Db | Tx): Promise<Map<string, { id: string; name: string }>> {
  const rows = await db
    .selectFrom('campaign')
    .select(['id', 'name'])
    .where('state', '=', 'open')
    .orderBy('created_at')
    .execute()
  return new Map(rows.map((row) => [row.name.toLowerCase(), row]))
}
