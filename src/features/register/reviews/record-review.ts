import { authorise, entryActor, mayFor, namesOf, type Actor } from '#features/people/index.ts'
import { notify } from '#features/notices/index.ts'
import { judgeAt } from '#features/policy/index.ts'
import { isUniqueViolation, json, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import type { RegisterDeps } from '../connections.ts'
import { daysAfter } from '../hand-over/rules.ts'
import { ensureDuty, settleDuty } from '../hand-over/tell.ts'
import { accountFacts } from '../life/facts.ts'
import { objectiveOf } from '../life/objectives.ts'
import { maySpeak } from '../life/rules.ts'
import { affiliateClause } from '../life/stops.ts'
import { accountById, activePersons } from '../store.ts'
import type { ReviewInput, ReviewMade, ReviewWritten } from './contract.ts'
import { foundOf, whatAsks } from './found.ts'
import { takeEffect } from './review-effects.ts'
import { reviewKeys, somebodyCentral } from './review-duties.ts'
import { closeRequest, scorecardOf } from './review-sheet.ts'
import { reviewById, reviewView, zoneOf } from './reviews-store.ts'
import { agreeDays, agreementNeeded, dayProblem, endOfDay, longestMonths, reviewClause } from './rules.ts'

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
  refuseDays(input, now, zone)
  const written = await writtenOf(deps, accountId, input, now)
  const id = newId()
  try {
    await db.transaction().execute(async (tx) => {
      const account = await openAccountForChange(tx, accountId, input.version)
      if (!maySpeak(account.state))
        throw new Conflict('register.review-state', 'Only an account that is active or dormant is reviewed.')
      await refuseUnseenChange(tx, account.network, input.readAt)
      const overdue = account.review_due !== null && account.review_due <= now
      const agreement = await agreementFor(tx, actor, accountId, input, overdue, now)
      await writeReview(tx, now, actor, accountId, id, {
        input,
        written,
        overdue,
        agreement,
        nextDue: endOfDay(input.nextDue, zone),
      })
      await recordIt(tx, now, actor, accountId, id, input, overdue, agreement?.clause)
      if (agreement)
        await askSomebodyElse(services, tx, now, actor, { ...account, name: account.display_name }, agreement)
      else await takeEffect(services, tx, now, actor, id)
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'account_review_waiting')) throw error
    throw new Conflict('register.review-waits', 'A review of this account waits for agreement already.', {
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

function refuseDays(input: ReviewInput, now: string, zone: string): void {
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
      ...(first.path === 'nextDue' ? { clause: reviewClause } : {}),
    })
}

async function writtenOf(
  deps: RegisterDeps,
  accountId: string,
  input: ReviewInput,
  now: string,
): Promise<ReviewWritten> {
  const { db } = deps.services
  const [facts] = await accountFacts(db, now, { id: accountId })
  if (!facts) throw new NotFound('account')
  if (facts.affiliate)
    throw new Conflict(
      'register.affiliate',
      `The account belongs to ${facts.unit}, which answers for itself.`,
      {
        clause: affiliateClause,
        fix: 'Leave its review to them.',
      },
    )
  const { progress, figure, hoursPerWeek, note, objective, outcome } = input
  const need = outcome === 'resource' ? input.need : null
  return {
    progress,
    figure,
    hoursPerWeek,
    note,
    objective,
    against: await objectiveOf(db, accountId),
    need: need && { ...need, from: await fromWhom(deps.services, need) },
    scorecard: await scorecardOf(deps, facts, now),
    findings: foundOf(await judgeAt(db, now), facts, now).map(({ clause, clauseTitle, say }) => ({
      clause,
      clauseTitle,
      say,
    })),
  }
}

async function fromWhom(
  { db }: Services,
  need: { officeId: string | null; personId: string | null },
): Promise<string> {
  if (need.personId) {
    if (!(await activePersons(db, [need.personId])).has(need.personId))
      throw new Invalid('register.no-person', 'They are not here any more.', {
        fields: [{ path: 'need.personId', message: 'Choose somebody who is here.' }],
      })
    return (await namesOf(db, [need.personId])).get(need.personId) ?? ''
  }
  const office = await db
    .selectFrom('office')
    .select('name')
    .where('id', '=', need.officeId ?? '')
    .executeTakeFirst()
  if (!office)
    throw new Invalid('register.no-office', 'There is no such office here.', {
      fields: [{ path: 'need.officeId', message: 'Choose an office of the list.' }],
    })
  return office.name
}

async function refuseUnseenChange(tx: Tx, network: string, readAt: string): Promise<void> {
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
        clause: reviewClause,
        fix: 'Load the page again, look at what changed, and then write the review.',
      },
    )
}

/** The account is asked about as it will stand once the review counts. */
async function agreementFor(
  tx: Tx,
  actor: Actor,
  accountId: string,
  input: ReviewInput,
  overdue: boolean,
  now: string,
) {
  const own = actor.accounts.some((held) => held.accountId === accountId && held.relation === 'administrator')
  const [facts] = await accountFacts(tx, now, { id: accountId })
  if (!own || !facts) return null
  const after = {
    ...facts,
    hoursPerWeek: input.hoursPerWeek,
    hasObjective: facts.hasObjective || input.objective !== null,
    reviewDue: `${input.nextDue}T12:00:00.000Z`,
    networkChanged: facts.networkChanged === null ? null : false,
  }
  return agreementNeeded({
    outcome: input.outcome,
    own,
    overdue,
    found: foundOf(await judgeAt(tx, now), after, now),
  })
}

function recordIt(
  tx: Tx,
  now: string,
  actor: Actor,
  accountId: string,
  id: string,
  input: ReviewInput,
  overdue: boolean,
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
      clause: waitsFor ?? reviewClause,
      ...(waitsFor ? { waits: true } : {}),
    },
    content: { figure, note, ...(input.need ? { need: input.need.what } : {}) },
  })
}

async function askSomebodyElse(
  services: Services,
  tx: Tx,
  now: string,
  actor: Actor,
  account: { id: string; name: string },
  agreement: { clause: string; why: string },
): Promise<void> {
  const [facts] = await accountFacts(tx, now, { id: account.id })
  const asks = facts?.networkChanged ? whatAsks(await judgeAt(tx, now), facts, now, true) : undefined
  const link = `/accounts/${account.id}/review`
  await settleDuty(tx, now, reviewKeys.review(account.id), {
    by: actor.personId,
    how: 'Reviewed; it counts once somebody else has agreed.',
  })
  const somebody = await somebodyCentral(tx, actor.personId)
  if (somebody)
    await ensureDuty(tx, now, {
      key: reviewKeys.agree(account.id),
      kind: 'account.review',
      title: `Agree to the review of ${account.name}, or send it back`,
      why: agreement.why,
      clause: agreement.clause,
      // While it waits, the control that asked for the review is being seen to.
      control: asks?.control,
      personId: somebody,
      accountId: account.id,
      link,
      due: daysAfter(now, agreeDays),
    })
  await notify(services, tx, now, {
    to: { holdersOf: ['officer'], except: [actor.personId] },
    kind: 'reviews.account',
    title: `The review of ${account.name} waits for your agreement`,
    text: `${actor.name} would keep it. ${agreement.why}`,
    link,
    about: { accountId: account.id },
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
    ? { href: `/accounts/${accountId}/leave`, label: 'Go on to leave the network' }
    : null
}
