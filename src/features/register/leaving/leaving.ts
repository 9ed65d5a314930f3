import { sql } from 'kysely'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { getInstitution } from '#features/institution/index.ts'
import { networkName } from '#networks/known.ts'
import { isUniqueViolation, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import type { RegisterDeps } from '../connections.ts'
import { handedOver, requestWanted } from '../hand-over/plan.ts'
import { settleDuty, wantOfAdministrator } from '../hand-over/tell.ts'
import { keepClosingStep } from '../life/closing.ts'
import { moveAccount } from '../life/move.ts'
import { maySpeak } from '../life/rules.ts'
import { accountById, type AccountRow } from '../store.ts'
import type {
  HandStep,
  HandStepDone,
  LeavingChange,
  LeavingEnd,
  LeavingInput,
  LeavingPlan,
  LeavingTell,
} from './contract.ts'
import { leavingPlan } from './plan.ts'
import { openLeaving, otherAccount, type OpenLeaving } from './store.ts'
import { reviewKeys } from '../reviews/review-duties.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import {
  dayProblem,
  endOfDay,
  keepHandleMonths,
  longestMonths,
  monthsOn,
  reviewClause,
} from '../reviews/rules.ts'

export const handleKey = (accountId: string): string => `keep-handle:${accountId}`

async function knownAccount(deps: RegisterDeps, accountId: string): Promise<AccountRow> {
  const account = await accountById(deps.services.db, accountId)
  if (!account) throw new NotFound('account')
  return account
}

/** Begins to leave a network with one account. Nothing happens to the account yet. */
export async function beginLeaving(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  input: LeavingInput,
): Promise<LeavingPlan> {
  const { services } = deps
  const known = await knownAccount(deps, accountId)
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(services)
  const wanted = await requestWanted(services.db, at, await handedOver(services.db, accountId), 'close')
  // What an office has agreed to is on its way already.
  if (wanted && known.state !== 'closing')
    throw new Conflict('register.leaving-request', wanted.say, {
      clause: wanted.clause,
      fix: 'Ask for it to be closed; once the offices that the clause names have agreed, go on here.',
      data: { href: wanted.href },
    })
  await refuseDay(deps, input.closesOn, at)
  const signpost = await signpostFor(deps, known, input)
  try {
    await services.db.transaction().execute(async (tx) => {
      const account = await openAccountForChange(tx, accountId)
      if (!maySpeak(account.state) && account.state !== 'closing')
        throw new Conflict(
          'register.move',
          'Only an account that is active or dormant can leave its network.',
        )
      await refuseSuccessor(tx, accountId, input.successorId)
      await setSuccessor(tx, accountId, input.successorId)
      await writeLeaving(tx, at, actor, accountId, input, signpost)
      await settleDuty(tx, at, reviewKeys.follow(accountId), {
        by: actor.personId,
        how: 'Its leaving has begun.',
      })
      await tell(
        tx,
        at,
        actor,
        accountId,
        'begun',
        { closesOn: input.closesOn, successor: input.successorId },
        input.reason,
      )
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'leaving_open')) throw error
    throw new Conflict('register.leaving-begun', 'Somebody has begun this already.', {
      fix: 'Load the page again and go on where they are.',
    })
  }
  return leavingPlan(deps, actor, accountId)
}

async function writeLeaving(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  { reason, closesOn }: LeavingInput,
  signpost: string,
): Promise<void> {
  await tx
    .insertInto('leaving')
    .values({
      id: newId(),
      account_id: accountId,
      state: 'open',
      reason,
      closes_on: closesOn,
      signpost,
      post_id: null,
      begun_by: actor.personId,
      begun_at: at,
      version: 1,
      ended_at: null,
      ended_by: null,
    })
    .execute()
}

/** What the last post says, if nobody writes other words. */
async function signpostFor(deps: RegisterDeps, account: AccountRow, input: LeavingInput): Promise<string> {
  const { db, config } = deps.services
  const successor = await otherAccount(db, input.successorId)
  const institution = (await getInstitution(db))?.name ?? ''
  const here = networkName(account.network) ?? account.network
  const where = successor
    ? `You find us as @${successor.handle} on ${successor.networkName} from now on.`
    : `Where ${institution} is to be found stands here: ${config.publicUrl}/public/accounts`
  return `This account on ${here} is no longer used. ${where} Nobody answers here after ${readable(input.closesOn)}.`
}

const readable = (day: string): string =>
  Temporal.PlainDate.from(day).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

async function refuseDay({ services }: RegisterDeps, day: string, at: string): Promise<void> {
  const message = dayProblem(day, at, await zoneOf(services.db), longestMonths)
  if (message) throw new Invalid('register.leaving-day', message, { fields: [{ path: 'closesOn', message }] })
}

async function refuseSuccessor(tx: Tx, accountId: string, successorId: string | null): Promise<void> {
  if (successorId === null) return
  const other = await accountById(tx, successorId)
  const message =
    successorId === accountId
      ? 'People can’t be sent to the account that they are leaving.'
      : !other || !maySpeak(other.state)
        ? 'Choose an account that is open.'
        : other.successor_id !== null
          ? 'That account is on its way out too.'
          : null
  if (message)
    throw new Invalid('register.leaving-successor', message, { fields: [{ path: 'successorId', message }] })
}

async function setSuccessor(tx: Tx, accountId: string, successorId: string | null): Promise<void> {
  await tx
    .updateTable('account')
    .set({ successor_id: successorId, version: sql<number>`version + 1` })
    .where('id', '=', accountId)
    .execute()
}

/** The leaving as it was read, for this deed alone. */
async function leavingForChange(tx: Tx, accountId: string, version?: number): Promise<OpenLeaving> {
  await openAccountForChange(tx, accountId)
  const leaving = await openLeaving(tx, accountId)
  if (!leaving)
    throw new Conflict('register.not-leaving', 'Nobody has begun to leave the network with this account.')
  if (version !== undefined && leaving.version !== version)
    throw new Conflict(
      'register.changed-meanwhile',
      'Somebody else went on with this while you looked at it.',
      {
        fix: 'Load the page again and go on where they are.',
      },
    )
  await tx
    .updateTable('leaving')
    .set({ version: sql<number>`version + 1` })
    .where('id', '=', leaving.id)
    .execute()
  return leaving
}

/** Another date, another place to send people to, other words of the last post. */
export async function changeLeaving(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { version, closesOn, successorId, signpost }: LeavingChange,
): Promise<LeavingPlan> {
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(deps.services)
  if (closesOn !== undefined) await refuseDay(deps, closesOn, at)
  await deps.services.db.transaction().execute(async (tx) => {
    const leaving = await leavingForChange(tx, accountId, version)
    if (successorId !== undefined) {
      await refuseSuccessor(tx, accountId, successorId)
      await setSuccessor(tx, accountId, successorId)
    }
    await tx
      .updateTable('leaving')
      .set({ closes_on: closesOn ?? leaving.closes_on, signpost: signpost ?? leaving.signpost })
      .where('id', '=', leaving.id)
      .execute()
    await tell(tx, at, actor, accountId, 'changed', {
      ...(closesOn ? { closesOn } : {}),
      ...(successorId === undefined ? {} : { successor: successorId }),
    })
  })
  return leavingPlan(deps, actor, accountId)
}

/** Begins the last post as an ordinary draft, which is approved and published like any other. */
export async function draftSignpost(deps: RegisterDeps, actor: Actor, accountId: string): Promise<string> {
  const account = await knownAccount(deps, accountId)
  authorise(actor, 'accounts.edit', accountId)
  const { services, draftPost } = deps
  const leaving = await openLeaving(services.db, accountId)
  if (!leaving)
    throw new Conflict('register.not-leaving', 'Nobody has begun to leave the network with this account.')
  if (!maySpeak(account.state) || !draftPost)
    throw new Conflict('register.leaving-silent', 'Nothing is published from this account any more.', {
      fix: 'Publish the words on the network itself, and say here that it is done.',
    })
  if (leaving.post_id !== null)
    throw new Conflict('register.signpost-drafted', 'The last post has been begun already.', {
      fix: 'Open it and go on there.',
    })
  const postId = await draftPost(actor, {
    accountId,
    title: `Where to find us: ${account.display_name}`,
    text: leaving.signpost,
  })
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('leaving')
      .set({ post_id: postId, version: sql<number>`version + 1` })
      .where('id', '=', leaving.id)
      .execute()
    await tell(tx, at, actor, accountId, 'signpost-drafted', { post: postId })
  })
  return postId
}

/** Says of one step that it is done, or that it is not after all. */
export async function markLeavingStep(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  step: HandStep,
  input: HandStepDone,
): Promise<LeavingPlan> {
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(deps.services)
  const zone = await zoneOf(deps.services.db)
  await deps.services.db.transaction().execute(async (tx) => {
    const leaving = await leavingForChange(tx, accountId)
    await keepClosingStep(tx, at, actor, accountId, step, input)
    if (step === 'network') await keepHandle(tx, at, actor, accountId, leaving, input.done, zone)
  })
  return leavingPlan(deps, actor, accountId)
}

/** Whoever takes a name that we gave up speaks with our voice, so it is kept for a year and then looked at. */
async function keepHandle(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  leaving: OpenLeaving,
  kept: boolean,
  zone: string,
): Promise<void> {
  if (!kept) {
    await settleDuty(tx, at, handleKey(accountId), {
      by: actor.personId,
      how: 'The handle is not kept after all.',
    })
    return
  }
  const account = await openAccountForChange(tx, accountId)
  const network = networkName(account.network) ?? account.network
  await wantOfAdministrator(tx, at, {
    key: handleKey(accountId),
    kind: 'network.leave',
    title: `Until then @${account.handle} on ${network} is not deleted`,
    why: `Whoever took the name could speak as ${account.display_name}. After ${keepHandleMonths} months say whether it is kept on.`,
    clause: reviewClause,
    accountId,
    link: `/accounts/${accountId}`,
    due: endOfDay(monthsOn(leaving.closes_on, keepHandleMonths), zone),
  })
}

/** The register says from now on that the account is being closed, and where to go; nothing more goes out from it. */
export async function tellRegister(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { version }: LeavingTell,
): Promise<LeavingPlan> {
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const leaving = await leavingForChange(tx, accountId, version)
    await moveAccount(tx, at, actor, { accountId, to: 'closing', reason: leaving.reason })
  })
  return leavingPlan(deps, actor, accountId)
}

/** The account stays after all. */
export async function giveUpLeaving(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { version, reason }: LeavingEnd,
): Promise<LeavingPlan> {
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const leaving = await leavingForChange(tx, accountId, version)
    const account = await openAccountForChange(tx, accountId)
    await endLeaving(tx, at, actor, leaving.id, 'given-up')
    await tx.deleteFrom('closing_step').where('account_id', '=', accountId).execute()
    await settleDuty(tx, at, handleKey(accountId), { by: actor.personId, how: 'The account stays.' })
    await setSuccessor(tx, accountId, null)
    if (account.state === 'closing') await moveAccount(tx, at, actor, { accountId, to: 'active', reason })
    await tell(tx, at, actor, accountId, 'given-up', {}, reason)
  })
  return leavingPlan(deps, actor, accountId)
}

export async function endLeaving(
  tx: Tx,
  at: string,
  actor: Actor | null,
  id: string,
  state: 'closed' | 'given-up',
): Promise<void> {
  await tx
    .updateTable('leaving')
    .set({ state, ended_at: at, ended_by: actor?.personId ?? null })
    .where('id', '=', id)
    .execute()
}

type Told = 'begun' | 'changed' | 'signpost-drafted' | 'given-up'
const summaries: Record<Told, string> = {
  begun: 'It was begun to leave a network with an official account.',
  changed: 'The leaving of a network with an official account was changed.',
  'signpost-drafted': 'The last post of an official account was begun.',
  'given-up': 'An official account stays on its network after all.',
}

async function tell(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  what: Told,
  facts: Record<string, string | null>,
  reason?: string,
): Promise<void> {
  await append(tx, at, {
    kind: `register.leaving-${what}`,
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: summaries[what],
    facts,
    ...(reason ? { content: { reason } } : {}),
  })
}
