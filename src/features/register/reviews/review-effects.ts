import { notify } from '#features/notices/index.ts'
import type { Actor } from '#features/people/index.ts'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { daysAfter } from '../hand-over/rules.ts'
import { answering, ensureDuty, settleDuty } from '../hand-over/tell.ts'
import { setObjective } from '../life/objectives.ts'
import { outcomeWords, type Need } from './contract.ts'
import { reviewKeys } from './review-duties.ts'
import { reviewById, zoneOf, type NamedReview } from './reviews-store.ts'
import { changeDays, endOfDay, reviewClause } from './rules.ts'

/** What comes of a review that counts: its date, the objective, and what others have to do. */
export async function takeEffect(
  services: Services,
  tx: Tx,
  at: string,
  actor: Actor,
  reviewId: string,
): Promise<void> {
  const review = await reviewById(tx, reviewId)
  if (!review) throw new Error('The review that counts is not there.')
  const { account_id: accountId, content, outcome } = review
  const { objective, need, hoursPerWeek } = content
  const account = await tx
    .updateTable('account')
    .set({
      review_due: review.next_due,
      // What changed at the network after it was looked at is still to be looked at.
      reviewed_at: review.made_at,
      hours_per_week: hoursPerWeek,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', accountId)
    .returning('display_name as name')
    .executeTakeFirstOrThrow()
  if (objective)
    await setObjective(tx, at, actor, accountId, { ...objective, because: 'Renewed at a review.' })
  await settleDuty(tx, at, reviewKeys.review(accountId), {
    by: actor.personId,
    how: `Reviewed: ${outcomeWords[outcome].toLowerCase()}.`,
  })
  await settleDuty(tx, at, reviewKeys.follow(accountId), {
    by: actor.personId,
    how: 'Reviewed anew.',
  })
  if (outcome === 'resource' && need) await askForNeed(services, tx, at, review, account.name, need)
  if (outcome === 'merge' || outcome === 'close')
    await askToFollow(services, tx, at, actor, review, account.name)
  await notify(services, tx, at, {
    to: { persons: await answering(tx, accountId, at), except: [actor.personId] },
    kind: 'reviews.account',
    title: `${account.name} was reviewed: ${outcomeWords[outcome].toLowerCase()}`,
    text: content.note,
    link: `/accounts/${accountId}/review`,
    about: { accountId },
  })
}

async function askForNeed(
  services: Services,
  tx: Tx,
  at: string,
  review: NamedReview,
  name: string,
  need: Need,
): Promise<void> {
  await ensureDuty(services, tx, at, {
    key: reviewKeys.need(review.id),
    kind: 'other',
    title: `${name} needs: ${need.what}`,
    why: 'Its review found that it can be kept only with that.',
    clause: reviewClause,
    ...(need.officeId === null ? {} : { office: need.officeId }),
    ...(need.personId === null ? {} : { personId: need.personId }),
    accountId: review.account_id,
    link: `/accounts/${review.account_id}/review`,
    due: endOfDay(need.by, await zoneOf(tx)),
  })
}

/** Whoever says that an account is to go sees to it that it does. */
function askToFollow(
  services: Services,
  tx: Tx,
  at: string,
  actor: Actor,
  review: NamedReview,
  name: string,
) {
  const { account_id: accountId } = review
  const merges = review.outcome === 'merge'
  const personId = review.reviewer_id ?? actor.personId
  return ensureDuty(services, tx, at, {
    key: reviewKeys.follow(accountId),
    kind: 'account.close',
    title: merges ? `Ask for ${name} to be joined with another account` : `Have ${name} closed`,
    why: 'Its review came to that; nothing happens by itself.',
    clause: reviewClause,
    personId,
    told: personId === actor.personId,
    accountId,
    link: merges ? `/requests/new?kind=merge&account=${accountId}` : `/accounts/${accountId}/review`,
    due: daysAfter(at, changeDays),
  })
}
