import { authorise, entryActor, mayFor, type Actor } from '#features/people/index.ts'
import { judgeAt } from '#features/policy/index.ts'
import { isUniqueViolation, json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import type { RegisterDeps } from '../connections.ts'
import { accountFacts } from '../life/facts.ts'
import { maySpeak } from '../life/rules.ts'
import { accountById } from '../store.ts'
import type { ReviewInput, ReviewMade, ReviewWritten } from './contract.ts'
import { agreementFor, askSomebodyElse } from './agreement.ts'
import { clauseThatAsks } from './found.ts'
import { takeEffect } from './review-effects.ts'
import { closeRequest } from './review-sheet.ts'
import { writtenOf } from './review-written.ts'
import { reviewById, reviewView, zoneOf } from './reviews-store.ts'
import { dayProblem, endOfDay, longestMonths } from './rules.ts'

/** Writes down what somebody found of an account, and what is to come of it. */
export async function recordReview(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  input: ReviewInput,
): Promise<ReviewMade> {
  const { services } = deps
  const { db } = services
  if (!(await accountById(db, accountId))) throw new NotFound('account')
  authorise(actor, 'accounts.review', accountId)
  const now = nowOf(services)
  const zone = await zoneOf(db)
  const clause = await clauseFor(db, accountId, now)
  refuseDays(input, now, zone, clause)
  const written = await writtenOf(deps, accountId, input, now)
  const id = newId()
  try {
    await db.transaction().execute(async (tx) => {
      const account = await openAccountForChange(tx, accountId, input.version)
      if (!maySpeak(account.state))
        throw new Conflict(
          'register.review-state',
          'Only an account that is active or dormant is reviewed.',
          { clause },
        )
      await refuseUnseenChange(tx, account.network, input.readAt, clause)
      const overdue = account.review_due !== null && account.review_due <= now
      const agreement = await agreementFor(tx, actor, accountId, input, overdue, now)
      await writeReview(tx, now, actor, accountId, id, {
        input,
        written,
        overdue,
        agreement,
        nextDue: endOfDay(input.nextDue, zone),
      })
      await recordIt(tx, now, actor, accountId, id, input, overdue, clause, agreement?.clause)
      if (agreement)
        await askSomebodyElse(services, tx, now, actor, { ...account, name: account.display_name }, agreement)
      else await takeEffect(services, tx, now, actor, id)
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'account_review_waiting')) throw error
    throw new Conflict('register.review-waits', 'A review of this account waits for agreement already.', {
      clause,
      fix: 'Have somebody of central communications agree to it, or send it back.',
    })
  }
  const made = await reviewById(db, id)
  if (!made) throw new Error('The review just made is not there.')
  return { review: reviewView(made, actor.personId), next: await nextOf(deps, actor, accountId, input, now) }
}

interface ToWrite {
  input: ReviewInput
  written: ReviewWritten
  overdue: boolean
  agreement: { clause: string; why: string } | null
  nextDue: string
}

async function writeReview(
  tx: Tx,
  now: string,
  actor: Actor,
  accountId: string,
  id: string,
  { input, written, overdue, agreement, nextDue }: ToWrite,
): Promise<void> {
  await tx
    .insertInto('account_review')
    .values({
      id,
      account_id: accountId,
      reviewer_id: actor.personId,
      state: agreement ? 'waiting' : 'stands',
      outcome: input.outcome,
      content: json(written),
      overdue,
      next_due: nextDue,
      made_at: now,
      agreement_clause: agreement?.clause ?? null,
      agreement_why: agreement?.why ?? null,
      agreed_by: null,
      agreed_at: null,
      agreement_note: null,
    })
    .execute()
}

/** The clause of the policy in force by which this account is looked at again. */
async function clauseFor(db: Db, accountId: string, now: string): Promise<string> {
  const [facts] = await accountFacts(db, now, { id: accountId })
  if (!facts) throw new NotFound('account')
  return clauseThatAsks(await judgeAt(db, now), facts, now)
}

function refuseDays(input: ReviewInput, now: string, zone: string, clause: string): void {
  const faults = [
    { path: 'nextDue', message: dayProblem(input.nextDue, now, zone, longestMonths) },
    { path: 'need.by', message: input.need && dayProblem(input.need.by, now, zone, longestMonths) },
    {
      path: 'objective.due',
      message: input.objective?.due ? dayProblem(input.objective.due, now, zone, 60) : null,
    },
  ].flatMap(({ path, message }) => (message ? [{ path, message }] : []))
  const [first] = faults
  if (first)
    throw new Invalid('register.review-day', first.message, {
      fields: faults,
      ...(first.path === 'nextDue' ? { clause } : {}),
    })
}

async function refuseUnseenChange(tx: Tx, network: string, readAt: string, clause: string): Promise<void> {
  const unseen = await tx
    .selectFrom('network_change')
    .select('id')
    .where('network', '=', network)
    .where('recorded_at', '>', readAt)
    .executeTakeFirst()
  if (unseen)
    throw new Conflict(
      'register.network-changed-meanwhile',
      'The network changed since this page was loaded.',
      {
        clause,
        fix: 'Load the page again, look at what changed, and then write the review.',
      },
    )
}

function recordIt(
  tx: Tx,
  now: string,
  actor: Actor,
  accountId: string,
  id: string,
  input: ReviewInput,
  overdue: boolean,
  clause: string,
  waitsFor: string | undefined,
) {
  const { outcome, progress, figure, note, nextDue } = input
  return append(tx, now, {
    kind: 'register.account-reviewed',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: waitsFor
      ? 'An official account was reviewed; somebody else has to agree.'
      : 'An official account was reviewed.',
    facts: {
      review: id,
      outcome,
      progress,
      nextDue,
      overdue,
      clause: waitsFor ?? clause,
      ...(waitsFor ? { waits: true } : {}),
    },
    content: { figure, note, ...(input.need ? { need: input.need.what } : {}) },
  })
}

/** Where to go on, once the review is written. */
async function nextOf(
  { services }: RegisterDeps,
  actor: Actor,
  accountId: string,
  { outcome }: ReviewInput,
  now: string,
): Promise<ReviewMade['next']> {
  if (outcome === 'merge')
    return {
      href: `/requests/new?kind=merge&account=${accountId}`,
      label: 'Ask for the accounts to be joined',
    }
  if (outcome !== 'close') return null
  const request = await closeRequest(services.db, actor, accountId, now)
  if (request) return { href: request.href, label: 'Ask for it to be closed' }
  return mayFor(actor, 'accounts.close', accountId)
    ? { href: `/accounts/${accountId}/leave`, label: 'Go on to close it' }
    : null
}
