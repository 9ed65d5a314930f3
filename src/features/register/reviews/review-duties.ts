import { sql } from 'kysely'
import { ensureDuties, openDuties, type DutyToDo } from '#features/duties/index.ts'
import type { Role } from '#features/people/index.ts'
import { judgeAt, type Judge } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { networkName } from '#networks/known.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { centralRole, settleDuty } from '../hand-over/tell.ts'
import { daysAfter } from '../hand-over/rules.ts'
import { accountFacts } from '../life/facts.ts'
import { maySpeak } from '../life/rules.ts'
import type { AccountFacts } from '../life/subject.ts'
import { whatAsks } from './found.ts'
import { changeDays, noticeDays, reviewClause } from './rules.ts'
import { changeKinds, type ChangeKind } from '../watch/contract.ts'
import './tables.ts'

export const reviewKeys = {
  review: (accountId: string) => `review:${accountId}`,
  agree: (accountId: string) => `review-agree:${accountId}`,
  follow: (accountId: string) => `review-follow:${accountId}`,
  need: (reviewId: string) => `review-need:${reviewId}`,
}

interface LastChange {
  kind: ChangeKind
  at: string
}

/** What it takes to say whose review is due, read once for many accounts. */
export interface ReviewLook {
  services: Services
  now: string
  judge: Judge
  /** Of each network, its last change. */
  changes: ReadonlyMap<string, LastChange>
  /** Who sees to accounts that nobody answers for. */
  centre: Role | null
  /** Those whom it falls to are told once of all of it, by whoever looks. */
  told?: boolean
}

export async function reviewLook(services: Services, db: Db | Tx, now: string): Promise<ReviewLook> {
  const changes = await db
    .selectFrom('network_change')
    .select(['network', 'kind', 'recorded_at as at'])
    .distinctOn('network')
    .orderBy('network')
    .orderBy('recorded_at', 'desc')
    .execute()
  return {
    services,
    now,
    judge: await judgeAt(db, now),
    changes: new Map(changes.map(({ network, kind, at }) => [network, { kind, at }])),
    centre: await centralRole(db),
  }
}

/** Is it to be looked at now, or soon? */
export function wantsReview(account: AccountFacts, now: string): boolean {
  if (!maySpeak(account.state) || account.affiliate) return false
  if (account.networkChanged === true) return true
  return account.reviewDue !== null && account.reviewDue <= daysAfter(now, noticeDays)
}

/** Makes it the duty of whoever answers first, for the office that the policy names, with the clause that asks. */
export async function ensureReviewDuty(tx: Tx, look: ReviewLook, account: AccountFacts): Promise<void> {
  await ensureDuties(look.services, tx, look.now, reviewDuty(look, account))
}

/** None where nobody at all could do it: the daily look tries again. */
function reviewDuty(look: ReviewLook, account: AccountFacts): DutyToDo[] {
  const [personId] = account.administrators
  const asks = whatAsksFor(look, account)
  if (personId === undefined && look.centre === null && asks.office === undefined) return []
  return [
    {
      key: reviewKeys.review(account.id),
      kind: 'account.review',
      ...asks,
      ...(personId === undefined ? { role: look.centre ?? undefined } : { personId }),
      accountId: account.id,
      link: `/accounts/${account.id}/review`,
      told: look.told,
    },
  ]
}

function whatAsksFor({ now, judge, changes }: ReviewLook, account: AccountFacts) {
  const change = account.networkChanged ? changes.get(account.network) : undefined
  const found = whatAsks(judge, account, now, change !== undefined)
  const network = networkName(account.network) ?? account.network
  const byChange = change && daysAfter(change.at, changeDays)
  const due =
    [byChange, account.reviewDue].filter((at) => at !== undefined && at !== null).toSorted()[0] ?? now
  return {
    title: `Review ${account.name} on ${network}`,
    why: change
      ? `${network} ${changeKinds[change.kind].say}. Each account there is looked at again.`
      : 'Its review comes round: is it attended to, does it reach what it is for, does somebody have time for it?',
    clause: found?.clause ?? reviewClause,
    control: found?.control,
    office: found?.office,
    due,
  }
}

/** The daily look at what is to be reviewed: duties come to be in time, and go where an account is closed. */
export async function runReviewLook(services: Services): Promise<void> {
  const { db } = services
  const now = nowOf(services)
  await giveFirstDates(db, now)
  const waiting = new Set(
    (await db.selectFrom('account_review').select('account_id').where('state', '=', 'waiting').execute()).map(
      (row) => row.account_id,
    ),
  )
  const wanted = (await accountFacts(db, now, 'open')).filter(
    (account) => !waiting.has(account.id) && wantsReview(account, now),
  )
  await ensureReviewDuties(db, await reviewLook(services, db, now), wanted)
  await settleTheRest(db, now, new Set(wanted.map(({ id }) => id)))
}

const atOnce = 100

export async function ensureReviewDuties(
  db: Db,
  look: ReviewLook,
  accounts: readonly AccountFacts[],
): Promise<void> {
  for (let from = 0; from < accounts.length; from += atOnce)
    await db.transaction().execute((tx) =>
      ensureDuties(
        look.services,
        tx,
        look.now,
        accounts.slice(from, from + atOnce).flatMap((account) => reviewDuty(look, account)),
      ),
    )
}

/** Accounts that came in by hand or from a list have no date yet. Nobody is overdue on the day they come in. */
async function giveFirstDates(db: Db, now: string): Promise<void> {
  await db
    .updateTable('account')
    .set({
      review_due: sql<string>`greatest(created_at + interval '6 months', ${daysAfter(now, noticeDays)}::timestamptz)`,
    })
    .where('state', 'in', ['active', 'dormant'])
    .where('review_due', 'is', null)
    .execute()
}

async function settleTheRest(db: Db, now: string, wanted: ReadonlySet<string>): Promise<void> {
  const open = await openDuties(db)
  const over = open.filter(
    ({ key, accountId }) =>
      accountId !== null && key === reviewKeys.review(accountId) && !wanted.has(accountId),
  )
  const follow = open.filter(
    ({ key, accountId }) => accountId !== null && key === reviewKeys.follow(accountId),
  )
  const begun = await beingClosed(
    db,
    follow.flatMap(({ accountId }) => accountId ?? []),
  )
  for (const { key } of [...over, ...follow.filter(({ accountId }) => begun.has(accountId ?? ''))])
    await db
      .transaction()
      .execute((tx) => settleDuty(tx, now, key, { by: null, how: 'There is nothing left to do about it.' }))
}

/** Those of these accounts that are on their way out, or asked to be. */
async function beingClosed(db: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where('id', 'in', ids)
    .where((eb) =>
      eb.or([
        eb('state', 'not in', ['active', 'dormant']),
        eb.exists(
          eb
            .selectFrom('leaving')
            .select('leaving.id')
            .whereRef('leaving.account_id', '=', 'account.id')
            .where('leaving.state', '=', 'open'),
        ),
        eb.exists(
          eb
            .selectFrom('request')
            .select('request.id')
            .whereRef('request.account_id', '=', 'account.id')
            .where('request.kind', 'in', ['close', 'merge'])
            .where('request.submitted_at', 'is not', null),
        ),
      ]),
    )
    .execute()
  return new Set(rows.map(({ id }) => id))
}
