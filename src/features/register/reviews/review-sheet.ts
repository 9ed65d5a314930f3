import { sql } from 'kysely'
import { authorise, mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import { judgeAt, type Judge } from '#features/policy/index.ts'
import { networkName } from '#networks/known.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { daysAfter } from '../hand-over/rules.ts'
import { handedOver, requestWanted } from '../hand-over/plan.ts'
import { accountFacts } from '../life/facts.ts'
import { findingsOf } from '../life/findings.ts'
import { maySpeak } from '../life/rules.ts'
import { affiliateClause } from '../life/stops.ts'
import type { AccountFacts } from '../life/subject.ts'
import { accountById } from '../store.ts'
import { accountView } from '../views.ts'
import type { Figure, ReviewSheet } from './contract.ts'
import { clauseThatAsks, foundOf } from './found.ts'
import { reviewsOf, reviewView, zoneOf } from './reviews-store.ts'
import { latestNextDue, usualNextDue } from './rules.ts'
import { scorecard, windowDays } from './scorecard.ts'
import { changeKinds } from '../watch/contract.ts'

/** Everything that one looks at when an account is reviewed. */
export async function reviewSheet(deps: RegisterDeps, actor: Actor, accountId: string): Promise<ReviewSheet> {
  const { db } = deps.services
  if (!(await accountById(db, accountId))) throw new NotFound('account')
  authorise(actor, 'accounts.review', accountId)
  const now = nowOf(deps.services)
  const zone = await zoneOf(db)
  const account = await accountView(db, accountId, now)
  const [facts] = await accountFacts(db, now, { id: accountId })
  if (!facts) throw new NotFound('account')
  const judge = await judgeAt(db, now)
  const clause = clauseThatAsks(judge, facts, now)
  const notHere = whyNotHere(facts, clause)
  const reviews = (await reviewsOf(db, accountId)).map((row) => reviewView(row, actor.personId))
  const waiting = reviews.find(({ state }) => state === 'waiting') ?? null
  return {
    readAt: now,
    account,
    networkName: networkName(account.network) ?? account.network,
    due: account.reviewDue,
    overdue: account.reviewDue !== null && account.reviewDue <= now,
    asks: { clause },
    notHere,
    scorecard: await scorecardOf(deps, facts, now),
    people: await peopleOf(db, accountId, now),
    findings: await findingsNow(db, judge, facts, now),
    changes: await changesSince(db, facts),
    nextDue: usualNextDue('keep', now, zone),
    latestNextDue: latestNextDue(now, zone),
    reviews,
    waiting,
    may: {
      review: waiting === null && notHere === null && mayFor(actor, 'accounts.review', accountId),
      agree: waiting !== null && !waiting.byMe && mayAnywhere(actor, 'accounts.review'),
    },
    closeRequest: await closeRequest(db, actor, accountId, now),
  }
}

/** Why an account is not reviewed here; null where it is. */
function whyNotHere({ affiliate, unit, state }: AccountFacts, clause: string): ReviewSheet['notHere'] {
  if (affiliate)
    return { say: `${unit} answers for itself, and reviews its own accounts.`, clause: affiliateClause }
  return maySpeak(state) ? null : { say: 'Only an account that is active or dormant is reviewed.', clause }
}

/** Whoever may not close an account asks for it; so does everybody where the policy names an office for it. */
export async function closeRequest(
  db: Db,
  actor: Actor,
  accountId: string,
  now: string,
): Promise<ReviewSheet['closeRequest']> {
  const wanted = await requestWanted(db, now, await handedOver(db, accountId), 'close')
  if (wanted) return { say: wanted.say, clause: wanted.clause, href: wanted.href }
  if (mayFor(actor, 'accounts.close', accountId)) return null
  return {
    say: 'An account is closed by request, and somebody other than who asked decides.',
    clause: 'BASE-14.1',
    href: `/requests/new?kind=close&account=${accountId}`,
  }
}

/** What is known of an account today. */
export async function scorecardOf(deps: RegisterDeps, account: AccountFacts, now: string): Promise<Figure[]> {
  const { db } = deps.services
  const objective = await db
    .selectFrom('objective')
    .select(['metric', 'baseline', 'target', 'due'])
    .where('account_id', '=', account.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return scorecard({
    now,
    seenSince: account.connectedSince,
    posts: (await deps.postsOut?.(db, account.id, daysAfter(now, -windowDays), now)) ?? null,
    lastPostAt: account.lastPostAt,
    objective: objective ?? null,
    reviewInDate: account.reviewDue !== null && account.reviewDue > now,
  })
}

async function findingsNow(
  db: Db,
  judge: Judge,
  account: AccountFacts,
  now: string,
): Promise<ReviewSheet['findings']> {
  const kept = new Map((await findingsOf(db, account.id)).map((finding) => [finding.control, finding.since]))
  return foundOf(judge, account, now).map(({ control, clause, clauseTitle, level, say }) => ({
    control,
    clause,
    clauseTitle,
    level,
    say,
    since: kept.get(control) ?? null,
  }))
}

async function changesSince(db: Db, account: AccountFacts): Promise<ReviewSheet['changes']> {
  if (account.networkChanged !== true) return []
  const rows = await db
    .selectFrom('network_change')
    .select(['id', 'kind', 'what', 'from_date as from', 'source'])
    .where('network', '=', account.network)
    .where(
      'recorded_at',
      '>',
      sql<string>`(select coalesce(reviewed_at, created_at) from account where id = ${account.id})`,
    )
    .orderBy('recorded_at', 'desc')
    .execute()
  const name = networkName(account.network) ?? account.network
  return rows.map(({ kind, ...change }) => ({ ...change, say: `${name} ${changeKinds[kind].say}.` }))
}

const hasSecondFactor = sql<boolean>`(
  exists (select 1 from passkey k where k.person_id = person.id)
  or exists (select 1 from authenticator c where c.person_id = person.id and c.confirmed_at is not null))`

/** Who works on it now, who answers first before all others. */
function peopleOf(db: Db, accountId: string, now: string): Promise<ReviewSheet['people']> {
  return db
    .selectFrom('account_member')
    .innerJoin('person', 'person.id', 'account_member.person_id')
    .select(['person.id as personId', 'person.name', 'account_member.relation', 'account_member.until'])
    .select(hasSecondFactor.as('secondFactor'))
    .where('account_member.account_id', '=', accountId)
    .where('person.state', '=', 'active')
    .where('account_member.since', '<=', now)
    .where((eb) => eb.or([eb('account_member.until', 'is', null), eb('account_member.until', '>', now)]))
    .orderBy('account_member.designated', 'desc')
    .orderBy('account_member.relation')
    .orderBy('person.name')
    .execute()
}
