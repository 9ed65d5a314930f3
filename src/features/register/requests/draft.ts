import { authorise, type Actor } from '#features/people/index.ts'
import { json, newId } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { needRead, needRequester } from './access.ts'
import { judge, type Judged } from './check.ts'
import type { Proposal, ProposalChange, RequestKind } from './contract.ts'
import { inOneDeed, type Deed } from './deed.ts'
import type { RequestFacts } from './fields.ts'
import { happened, lockRequest } from './store.ts'
import type { Declared, RequestRow } from './tables.ts'

/** Begins a draft. Nothing is required of it. Answers its id. */
export async function createRequest(
  services: Services,
  actor: Actor,
  { kind, answers, reasons, declared }: Proposal,
): Promise<string> {
  authorise(actor, 'requests.make')
  const id = newId()
  return inOneDeed(services, actor, async (deed) => {
    const { tx, at } = deed
    const judged = await judge(tx, { kind, answers, ownAccountId: null, requester: actor.personId }, at)
    await tx
      .insertInto('request')
      .values({
        id,
        kind,
        state: 'draft',
        version: 1,
        answers: json(answers),
        reasons: json(reasons),
        declared: json(declaredNow(deed, [], declared, judged)),
        ...aboutOf(kind, answers, judged.facts),
        requester: actor.personId,
        created_at: at,
        updated_at: at,
        submitted_at: null,
        state_since: at,
        appeal_until: null,
        example: false,
      })
      .execute()
    await happened(
      tx,
      at,
      actor,
      { id, account_id: null },
      { kind: 'begun', summary: 'A request was begun.', facts: { kind } },
    )
    return id
  })
}

/** What a row says of what it is about, so that lists need not read the answers. */
export function aboutOf(
  kind: RequestKind,
  { network }: ProposalChange['answers'],
  { account, unit }: RequestFacts,
): Pick<RequestRow, 'network' | 'unit_id' | 'account_id'> {
  return {
    network: kind === 'open' ? network || null : (account?.network ?? null),
    unit_id: unit?.id ?? null,
    account_id: account?.id ?? null,
  }
}

/** What was declared keeps who did it, when, and what it said then. What the policy no longer asks is left out. */
export function declaredNow(
  { at, actor }: Pick<Deed, 'at' | 'actor'>,
  before: readonly Declared[],
  ids: readonly string[],
  { plan }: Judged,
): Declared[] {
  return plan.declarations
    .filter(({ id }) => ids.includes(id))
    .map(
      ({ id, say }) =>
        before.find((one) => one.id === id && one.say === say) ?? { id, say, by: actor.personId, at },
    )
}

/** Keeps a draft as it is typed, unless it was changed since it was read. */
export async function saveDraft(deed: Deed, row: RequestRow, change: ProposalChange): Promise<void> {
  const { tx, at } = deed
  const { answers, reasons } = change
  const judged = await judge(
    tx,
    { kind: row.kind, answers, ownAccountId: null, requester: row.requester },
    at,
  )
  await tx
    .updateTable('request')
    .set({
      answers: json(answers),
      reasons: json(reasons),
      declared: json(declaredNow(deed, row.declared, change.declared, judged)),
      ...aboutOf(row.kind, answers, judged.facts),
      version: row.version + 1,
      updated_at: at,
    })
    .where('id', '=', row.id)
    .where('version', '=', change.version)
    .execute()
}

/** A draft that nobody but its author has seen is thrown away; that there was one stands in the log. */
export async function discardDraft(services: Services, actor: Actor, id: string): Promise<void> {
  await inOneDeed(services, actor, async (deed) => {
    const { tx, at } = deed
    const row = await lockOwn(deed, id)
    if (row.state !== 'draft')
      throw new Conflict('requests.sent', 'This request was sent, so it can’t be thrown away.', {
        fix: 'Withdraw it: what was said of it stays to be read.',
      })
    await happened(tx, at, actor, row, {
      kind: 'discarded',
      summary: 'The draft of a request was thrown away.',
    })
    await tx.deleteFrom('request_event').where('request_id', '=', id).execute()
    await tx.deleteFrom('request').where('id', '=', id).execute()
  })
}

/** The request of whoever acts, locked. What one may not see is not there. */
export async function lockOwn({ tx, at, actor }: Deed, id: string): Promise<RequestRow> {
  authorise(actor, 'requests.make')
  const row = await lockRequest(tx, id)
  await needRead(tx, actor, row, at)
  needRequester(actor, row)
  return row
}
