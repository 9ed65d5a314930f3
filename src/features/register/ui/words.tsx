import { Chip, type Level } from '#ui/parts/chip.tsx'
import type { AccountState, ConnectionState } from '../contract.ts'

export const stateLabels: Record<AccountState, string> = {
  active: 'Active',
  paused: 'Paused',
  closed: 'Closed',
}
const stateLevels: Record<AccountState, Level> = { active: 'ok', paused: 'hold', closed: 'neutral' }

export function StateChip({ state }: { state: AccountState }) {
  return <Chip level={stateLevels[state]}>{stateLabels[state]}</Chip>
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
