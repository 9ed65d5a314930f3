import { networkName } from '#networks/known.ts'
import type { RequestKind } from './contract.ts'

interface Titled {
  kind: RequestKind
  network: string | null
  unit: string | null
  account: string | null
}

const bare: Record<RequestKind, string> = {
  open: 'Open an account',
  'hand-over': 'Hand over an account',
  rename: 'Rename an account',
  merge: 'Join two accounts',
  close: 'Close an account',
}

/** What a request is called in lists, letters and duties. */
export function titleOf({ kind, network, unit, account }: Titled): string {
  const on = network === null ? null : (networkName(network) ?? network)
  if (kind === 'open') {
    if (on && unit) return `Open an account on ${on}: ${unit}`
    if (on) return `Open an account on ${on}`
    return unit ? `Open an account: ${unit}` : bare.open
  }
  if (!account) return bare[kind]
  const which = on ? `${account} on ${on}` : account
  switch (kind) {
    case 'hand-over':
      return `Hand over ${which}`
    case 'rename':
      return `Rename ${which}`
    case 'merge':
      return `Join ${which} with another account`
    case 'close':
      return `Close ${which}`
  }
}
