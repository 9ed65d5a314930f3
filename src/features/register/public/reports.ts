import { authorise, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { networkNames } from '#networks/names.ts'
import { places } from '#networks/places.ts'
import type { Report } from './contract.ts'
import { keptMonths } from './rules.ts'
import './tables.ts'

const everywhere = {
  say: 'Open the account on its network, choose “Report” from its menu, and give impersonation as the reason.',
  url: null,
}

/** What was reported, open ones first, the newest first; everything is there that is still kept. */
export async function listReports(db: Db, actor: Actor): Promise<Report[]> {
  authorise(actor, 'impersonations.read')
  const rows = await db
    .selectFrom('impersonation_report as r')
    .leftJoin('account', 'account.id', 'r.looks_like')
    .leftJoin('person', 'person.id', 'r.settled_by')
    .select([
      'r.id',
      'r.address',
      'r.network',
      'r.handle',
      'r.claim',
      'r.email',
      'r.looks_like',
      'r.received_at',
    ])
    .select([
      'r.state',
      'r.outcome',
      'r.note',
      'r.settled_at',
      'person.name as settled_by',
      'account.display_name',
    ])
    .orderBy('r.state')
    .orderBy('r.received_at', 'desc')
    .limit(1_000)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    network: row.network,
    networkName: row.network === null ? null : (networkNames[row.network] ?? row.network),
    handle: row.handle,
    claim: row.claim,
    wantsAnswer: row.email !== null,
    looksLike: row.looks_like === null ? null : { id: row.looks_like, name: row.display_name ?? '' },
    receivedAt: row.received_at,
    state: row.state,
    outcome: row.outcome,
    note: row.note,
    settledBy: row.settled_by,
    settledAt: row.settled_at,
    howToReport: (row.network === null ? undefined : places[row.network]?.report) ?? everywhere,
    erasedOn: Temporal.Instant.from(row.received_at)
      .toZonedDateTimeISO('UTC')
      .add({ months: keptMonths })
      .toInstant()
      .toString(),
  }))
}
