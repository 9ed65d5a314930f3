import { z } from 'zod'
import { notify } from '#features/notices/index.ts'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { networkName } from '#networks/known.ts'
import { newId } from '#platform/db/index.ts'
import { defineJob } from '#platform/jobs/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { accountFacts } from '../life/facts.ts'
import { ensureReviewDuties, reviewLook, wantsReview } from '../reviews/review-duties.ts'
import { reviewClause } from '../reviews/rules.ts'
import { needKnownNetwork, readNetwork } from './watch.ts'
import { changeKinds, type ChangeInput, type WatchedNetwork } from './contract.ts'

/** Puts every account on a network up for review, because of one change. */
export const networkChanged = defineJob({
  name: 'register.network-changed',
  payload: z.object({ changeId: z.uuid() }),
  expiresIn: 900,
})

/** Something about a network is other than it was: each of our accounts there is looked at again. */
export async function recordChange(
  services: Services,
  actor: Actor,
  network: string,
  input: ChangeInput,
): Promise<WatchedNetwork> {
  authorise(actor, 'networks.watch')
  needKnownNetwork(network)
  const at = nowOf(services)
  const id = newId()
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('network_change')
      .values({
        id,
        network,
        kind: input.kind,
        what: input.what,
        from_date: input.from,
        source: input.source,
        recorded_by: actor.personId,
        recorded_at: at,
        told_at: null,
        accounts: null,
      })
      .execute()
    await append(tx, at, {
      kind: 'register.network-changed',
      actor: entryActor(actor),
      subject: `network:${network}`,
      summary: 'A change of a network was recorded; every account there is looked at again.',
      facts: { network, change: id, about: input.kind, from: input.from, clause: reviewClause },
      content: { what: input.what, source: input.source },
    })
    await services.jobs.enqueue(tx, networkChanged, { changeId: id })
  })
  return readNetwork(services, actor, network)
}

/** In steps, so that a thousand accounts hold nothing up; run again it makes nothing twice. */
export async function runNetworkChanged(services: Services, changeId: string): Promise<void> {
  const { db } = services
  const now = nowOf(services)
  const change = await db
    .selectFrom('network_change')
    .selectAll()
    .where('id', '=', changeId)
    .executeTakeFirst()
  if (!change || change.told_at !== null) return
  const waiting = new Set(
    (await db.selectFrom('account_review').select('account_id').where('state', '=', 'waiting').execute()).map(
      (row) => row.account_id,
    ),
  )
  const accounts = (await accountFacts(db, now, 'open')).filter(
    (account) => account.network === change.network && wantsReview(account, now),
  )
  // One whose review waits for agreement is put up again once that is settled: the daily look sees to it.
  await ensureReviewDuties(
    db,
    { ...(await reviewLook(services, db, now)), told: true },
    accounts.filter(({ id }) => !waiting.has(id)),
  )
  const name = networkName(change.network) ?? change.network
  await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('network_change')
      .set({ told_at: now, accounts: accounts.length })
      .where('id', '=', changeId)
      .where('told_at', 'is', null)
      .executeTakeFirst()
    const persons = [...new Set(accounts.flatMap(({ administrators }) => administrators))]
    if (numUpdatedRows === 0n || persons.length === 0) return
    await notify(services, tx, now, {
      to: { persons },
      kind: 'reviews.network',
      title: `${name} ${changeKinds[change.kind].say}`,
      text: `${change.what} Your accounts there are to be reviewed; your duties say until when.`,
      link: `/networks-watch/${change.network}`,
    })
  })
}
