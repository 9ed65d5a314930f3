import { Chip, type Level } from '#ui/parts/chip.tsx'
import type { Account, AccountState, ConnectionState } from '../contract.ts'

export const stateLabels: Record<AccountState, string> = {
  proposed: 'Proposed',
  'in-review': 'In review',
  approved: 'Approved',
  active: 'Active',
  dormant: 'Dormant',
  closing: 'Closing',
  closed: 'Closed',
  refused: 'Refused',
}
const stateLevels: Record<AccountState, Level> = {
  proposed: 'neutral',
  'in-review': 'hold',
  approved: 'advise',
  active: 'ok',
  dormant: 'advise',
  closing: 'hold',
  closed: 'neutral',
  refused: 'refuse',
}

export function StateChip({ state }: { state: AccountState }) {
  return <Chip level={stateLevels[state]}>{stateLabels[state]}</Chip>
}

/** Where an account stands, and whether it is paused beside that. */
export function StandingChips({ account }: { account: Pick<Account, 'state' | 'paused'> }) {
  return (
    <>
      <StateChip state={account.state} />
      {account.paused && <Chip level="hold">Paused</Chip>}
    </>
  )
}

export const connectionLabels: Record<ConnectionState, string> = {
  none: 'Not connected',
  connected: 'Connected',
  expiring: 'Ends soon',
  reconnect: 'Reconnect',
}
const connectionLevels: Record<ConnectionState, Level> = {
  none: 'advise',
  connected: 'ok',
  expiring: 'advise',
  reconnect: 'refuse',
}

export function ConnectionChip({ state }: { state: ConnectionState }) {
  return <Chip level={connectionLevels[state]}>{connectionLabels[state]}</Chip>
}
