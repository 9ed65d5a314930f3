import { networkName } from '#networks/known.ts'
import type { RequestLine, Standing } from './contract.ts'
import type { Named } from './names.ts'
import type { RequestRow } from './tables.ts'

/** A request as lists show it. */
export function lineOf(
  row: RequestRow,
  { unit, account, title }: Named,
  requester: { id: string; name: string },
  standing: Standing,
): RequestLine {
  return {
    id: row.id,
    kind: row.kind,
    title,
    network: row.network === null ? null : { id: row.network, name: networkName(row.network) ?? row.network },
    unit,
    account,
    requester,
    state: row.state,
    waitingFor: standing.waitingFor.map(({ name }) => name),
    due: standing.due,
    overdue: standing.overdue,
    since: row.state_since,
    createdAt: row.created_at,
    submittedAt: row.submitted_at,
  }
}
