import { entryActor, mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import { notify } from '#features/notices/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import { settleDuty } from '../hand-over/tell.ts'
import { accountFacts } from '../life/facts.ts'
import type { AgreementInput, ReviewView } from './contract.ts'
import { ensureReviewDuty, reviewKeys, reviewLook } from './review-duties.ts'
import { takeEffect } from './review-effects.ts'
import { reviewById, reviewView, type NamedReview } from './reviews-store.ts'
import { reviewClause } from './rules.ts'

/** Somebody else of central communications agrees to a review, or sends it back. */
export async function agreeToReview(
  services: Services,
  actor: Actor,
  reviewId: string,
  input: AgreementInput,
): Promise<ReviewView> {
  const { db } = services
  const review = await reviewById(db, reviewId)
  // Who has no part in the account learns nothing of its reviews.
  if (!review || !mayFor(actor, 'accounts.review', review.account_id)) throw new NotFound('review')
  const { account_id: accountId } = review
  refuseOthers(actor, review)
  const at = nowOf(services)
  return db.transaction().execute(async (tx) => {
    const account = await openAccountForChange(tx, accountId)
    await answer(tx, at, actor, review, input)
    if (input.agreed) await takeEffect(services, tx, at, actor, reviewId)
    else await askAgain(services, tx, at, review, account.display_name, input.note)
    const now = await reviewById(tx, reviewId)
    if (!now) throw new Error('The review just answered is not there.')
    return reviewView(now, actor.personId)
  })
}

function refuseOthers(actor: Actor, review: NamedReview): void {
  if (!mayAnywhere(actor, 'accounts.review'))
    throw new Forbidden('register.review-centre', 'Central communications agrees to this review.', {
      clause: review.agreement_clause ?? reviewClause,
      fix: 'They have been told; wait for their answer.',
    })
  if (review.reviewer_id === actor.personId)
    throw new Forbidden('register.review-own', 'You wrote this review, so somebody else agrees to it.', {
      clause: review.agreement_clause ?? reviewClause,
      fix: 'Ask another officer of central communications.',
    })
}

async function answer(
  tx: Tx,
  at: string,
  actor: Actor,
  review: NamedReview,
  input: AgreementInput,
): Promise<void> {
  const { account_id: accountId } = review
  const settled = await tx
    .updateTable('account_review')
    .set({
      state: input.agreed ? 'stands' : 'sent-back',
      agreed_by: actor.personId,
      agreed_at: at,
      agreement_note: input.note,
    })
    .where('id', '=', review.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (settled.numUpdatedRows === 0n)
    throw new Conflict('register.review-settled', 'Somebody has answered this review already.')
  await append(tx, at, {
    kind: input.agreed ? 'register.review-agreed' : 'register.review-sent-back',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: input.agreed
      ? 'The review of an official account was agreed to.'
      : 'The review of an official account was sent back.',
    facts: { review: review.id, clause: review.agreement_clause },
    content: { note: input.note },
  })
  await settleDuty(tx, at, reviewKeys.agree(accountId), {
    by: actor.personId,
    how: input.agreed ? 'Agreed.' : 'Sent back.',
  })
}

/** It is to be reviewed still, and whoever wrote it hears why. */
async function askAgain(
  services: Services,
  tx: Tx,
  at: string,
  review: NamedReview,
  account: string,
  note: string,
): Promise<void> {
  const { account_id: accountId, reviewer_id: reviewer } = review
  const [facts] = await accountFacts(tx, at, { id: accountId })
  if (facts) await ensureReviewDuty(tx, await reviewLook(services, tx, at), facts)
  await notify(services, tx, at, {
    to: { persons: reviewer ? [reviewer] : [] },
    kind: 'reviews.account',
    title: `Your review of ${account} was sent back`,
    text: note,
    link: `/accounts/${accountId}/review`,
    about: { accountId },
  })
}
