import { entryActor, type Actor } from '#features/people/index.ts'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { refuseUnknownPersons, refuseUnknownUnit } from '../add-account.ts'
import { recordMove } from './move.ts'

export interface AccountProposal {
  network: string
  /** Empty while nobody knows it. */
  handle: string
  displayName: string
  unitId: string
  purpose: string
  audiences: string[]
  hoursPerWeek: number
  /** The first is the designated one, the others are deputies. */
  administrators: string[]
  contributors: string[]
  tags: string[]
  example?: boolean
}

/**
 * Puts an account into the register that somebody asks for. Whoever asks has been found entitled already, the network
 * known, and the handle shaped by its rules. Answers its id.
 */
export async function proposeAccount(
  tx: Tx,
  at: string,
  actor: Actor,
  proposal: AccountProposal,
): Promise<string> {
  const administrators = [...new Set(proposal.administrators)]
  const contributors = [...new Set(proposal.contributors)].filter((id) => !administrators.includes(id))
  await refuseUnknownUnit(tx, proposal.unitId)
  await refuseUnknownPersons(tx, administrators, 'administrators')
  await refuseUnknownPersons(tx, contributors, 'contributors')
  const id = newId()
  await tx
    .insertInto('account')
    .values({
      id,
      network: proposal.network,
      handle: proposal.handle,
      display_name: proposal.displayName,
      url: null,
      unit_id: proposal.unitId,
      purpose: proposal.purpose,
      audiences: json(proposal.audiences),
      hours_per_week: proposal.hoursPerWeek,
      state: 'proposed',
      state_since: at,
      tags: json(proposal.tags),
      remote_id: null,
      server: null,
      version: 1,
      created_by: actor.personId,
      created_at: at,
      closed_at: null,
      example: proposal.example ?? false,
    })
    .execute()
  await insertMembers(tx, at, id, administrators, contributors)
  await recordMove(tx, at, actor, { accountId: id, from: null, to: 'proposed', reason: '' })
  await append(tx, at, {
    kind: 'register.account-proposed',
    actor: entryActor(actor),
    subject: `account:${id}`,
    accountId: id,
    summary: 'An official account was proposed.',
    facts: { network: proposal.network, unit: proposal.unitId, administrators, contributors },
    content: {
      handle: proposal.handle,
      displayName: proposal.displayName,
      purpose: proposal.purpose,
      audiences: proposal.audiences,
    },
  })
  return id
}

async function insertMembers(
  tx: Tx,
  at: string,
  accountId: string,
  administrators: string[],
  contributors: string[],
): Promise<void> {
  const members = [
    ...administrators.map((personId, index) => ({
      person_id: personId,
      relation: 'administrator' as const,
      designated: index === 0,
    })),
    ...contributors.map((personId) => ({
      person_id: personId,
      relation: 'contributor' as const,
      designated: false,
    })),
  ].map((member) => ({ id: newId(), account_id: accountId, since: at, until: null, ...member }))
  if (members.length > 0) await tx.insertInto('account_member').values(members).execute()
}
