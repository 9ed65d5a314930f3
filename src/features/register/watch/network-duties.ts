import { ensureDuty } from '#features/duties/index.ts'
import { networkName } from '#networks/known.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { daysAfter } from '../hand-over/rules.ts'
import { centralRole } from '../hand-over/tell.ts'
import { noticeDays, reviewClause } from '../reviews/rules.ts'
import { networkReviewKey } from './watch.ts'
import '../reviews/tables.ts'

/** A network that is to be looked at soon is a duty of the office that keeps watch over it. */
export async function runNetworkReviews(services: Services): Promise<void> {
  const { db } = services
  const now = nowOf(services)
  const due = await db
    .selectFrom('network_watch')
    .select(['network', 'owner_office as office', 'review_due as due'])
    .where('review_due', '<=', daysAfter(now, noticeDays))
    .where('state', '<>', 'gone')
    .execute()
  const centre = await centralRole(db)
  for (const { network, office, due: day } of due) {
    const whose = office === null ? centre && { role: centre } : { office }
    if (!whose || day === null) continue
    const name = networkName(network) ?? network
    await db.transaction().execute((tx) =>
      ensureDuty(services, tx, now, {
        key: networkReviewKey(network),
        kind: 'network.review',
        title: `Look at ${name} again: terms, charges, closure, API`,
        why: 'Its entry comes round: read what it says of itself now, and record what changed.',
        clause: reviewClause,
        ...whose,
        link: `/networks-watch/${network}`,
        due: day,
      }),
    )
  }
}
