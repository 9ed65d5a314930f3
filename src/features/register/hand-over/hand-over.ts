import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { isUniqueViolation, json, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import { refuseUnknownPersons } from '../add-account.ts'
import { openAccountForChange } from '../change-account.ts'
import { connectionOf } from '../store.ts'
import type { HandOverInput, HandOverView } from './contract.ts'
import { handedOver, requestWanted } from './plan.ts'
import { wantRenewal } from './renewals.ts'
import { daysAfter, handOverFault, takeOverDays } from './rules.ts'
import { wantSecretRenewal } from './secret-renewal.ts'
import { handOverById, handOverView } from './store.ts'
import { passParts } from './pass-parts.ts'
import { answering, dutyKeys, ensureDuty, settleDuty, tellPeople } from './tell.ts'

/** Hands an account over, unless the policy wants a request for that first. */
export async function handOver(
  services: Services,
  actor: Actor,
  accountId: string,
  input: HandOverInput,
): Promise<HandOverView> {
  const account = await handedOver(services.db, accountId)
  authorise(actor, 'accounts.hand-over', accountId)
  const at = nowOf(services)
  const request = await requestWanted(services.db, at, account)
  if (request)
    throw new Conflict('register.hand-over-request', request.say, {
      clause: request.clause,
      fix: 'Ask for the hand-over; it is done once the offices that the clause names have agreed.',
      data: { href: request.href },
    })
  try {
    return await services.db
      .transaction()
      .execute((tx) => performHandOver(services, tx, at, actor, accountId, input))
  } catch (error) {
    if (!isUniqueViolation(error, 'hand_over_open')) throw error
    throw handedOverMeanwhile()
  }
}

/**
 * The hand-over itself, within a deed: a request that was agreed to does it too. Whoever asks has been found entitled.
 * Parts pass on at this instant; the successor then confirms that they have taken over.
 */
export async function performHandOver(
  services: Services,
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  input: HandOverInput,
  requestId: string | null = null,
): Promise<HandOverView> {
  const { display_name: account, version } = await openAccountForChange(tx, accountId)
  await refuse(tx, at, accountId, input)
  const replaced = await replaceOpen(tx, at, actor, accountId, input.replaces)
  const told = new Set(await answering(tx, accountId, at))
  await passParts(tx, at, accountId, input)
  await tx
    .updateTable('account')
    .set({ version: version + 1 })
    .where('id', '=', accountId)
    .execute()
  const id = newId()
  await tx
    .insertInto('hand_over')
    .values({
      id,
      account_id: accountId,
      why: input.why,
      from_person: input.leaver,
      to_person: input.designated,
      deputies: json(input.deputies),
      last_day: input.lastDay && isoOf(Temporal.Instant.from(input.lastDay)),
      notes: input.notes === '' ? null : input.notes,
      made_by: actor.personId,
      made_at: at,
      request_id: requestId,
      state: 'open',
    })
    .execute()
  await append(tx, at, {
    kind: 'register.handed-over',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: 'An official account was handed over.',
    facts: {
      handOver: id,
      why: input.why,
      from: input.leaver,
      keeps: input.keeps,
      to: input.designated,
      deputies: input.deputies,
      ...(requestId ? { request: requestId } : {}),
      ...(replaced ? { replaced } : {}),
    },
  })
  await wantWhatFollows(services, tx, at, actor, accountId, account, id, input)
  await tellOfHandOver(services, tx, at, actor, { id: accountId, name: account }, input, told)
  const made = await handOverById(tx, id)
  if (!made) throw new Error('The hand-over just made is not there.')
  return handOverView(made)
}

async function refuse(tx: Tx, at: string, accountId: string, input: HandOverInput): Promise<void> {
  const fault = handOverFault(input, await answering(tx, accountId, at), at)
  if (fault)
    throw new Invalid(fault.code, fault.message, {
      fields: [{ path: fault.path, message: fault.message }],
    })
  await refuseUnknownPersons(tx, [input.designated], 'designated')
  await refuseUnknownPersons(tx, input.deputies, 'deputies')
}

function handedOverMeanwhile(data?: Record<string, unknown>): Conflict {
  return new Conflict(
    'register.handed-over-meanwhile',
    'Somebody has handed this account over since the page was loaded. Nothing of theirs was changed.',
    { fix: 'Look at the page again; a new hand-over can take the place of the one that waits.', data },
  )
}

/** One hand-over waits at a time. Who makes another has to have seen it. Answers what was replaced. */
async function replaceOpen(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  replaces: string | null,
): Promise<string | null> {
  const open = await tx
    .selectFrom('hand_over')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if ((open?.id ?? null) !== replaces) throw handedOverMeanwhile(open && { handOverId: open.id })
  if (!open) return null
  await tx
    .updateTable('hand_over')
    .set({ state: 'replaced', settled_at: at, settled_by: actor.personId })
    .where('id', '=', open.id)
    .execute()
  await settleDuty(tx, at, dutyKeys.takeOver(open.id), {
    by: actor.personId,
    how: 'The account was handed over anew.',
  })
  return open.id
}

/** The successor confirms; what hung by the leaver is renewed. */
async function wantWhatFollows(
  services: Services,
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  account: string,
  id: string,
  input: HandOverInput,
): Promise<void> {
  await ensureDuty(services, tx, at, {
    key: dutyKeys.takeOver(id),
    // They are told of the hand-over itself.
    told: true,
    kind: 'account.hand-over',
    title: `Confirm that you have taken over ${account}`,
    why: 'It was handed over to you. Read the notes, see what is waiting, and say that it is in your hands.',
    personId: input.designated,
    accountId,
    link: `/accounts/${accountId}/hand-over`,
    due: daysAfter(at, takeOverDays),
  })
  await settleDuty(tx, at, dutyKeys.sought(accountId), {
    by: actor.personId,
    how: 'The account was handed over.',
  })
  if (input.keeps !== 'nothing') return
  const connection = await connectionOf(tx, accountId)
  if (connection && connection.granted_by === input.leaver && input.leaver !== null)
    await wantRenewal(services, tx, at, accountId, 'handed-over')
  const secrets = await tx
    .selectFrom('account_secret')
    .select('id')
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .execute()
  for (const secret of secrets) await wantSecretRenewal(services, tx, at, secret.id, 'handed-over')
}

async function tellOfHandOver(
  services: Services,
  tx: Tx,
  at: string,
  actor: Actor,
  account: { id: string; name: string },
  input: HandOverInput,
  before: ReadonlySet<string>,
): Promise<void> {
  const about = {
    accountId: account.id,
    link: `/accounts/${account.id}/hand-over`,
    kind: 'accounts.hand-over' as const,
  }
  if (input.designated !== actor.personId)
    await tellPeople(services, tx, at, [input.designated], {
      ...about,
      title: `${account.name} was handed over to you`,
      text: `${actor.name} handed ${account.name} over to you: you answer first for it now. Its page shows the notes, what waits, and what is to be renewed. Then say that you have taken over.`,
    })
  const others = [...before, ...input.deputies].filter(
    (person) => person !== input.designated && person !== actor.personId,
  )
  await tellPeople(services, tx, at, others, {
    ...about,
    title: `${account.name} was handed over`,
    text: `${actor.name} handed ${account.name} over. The account’s page shows who answers for it now.`,
  })
}
