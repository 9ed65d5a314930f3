/** Which accounts a cell means. Pure. */
import { distance } from 'fastest-levenshtein'
import { networkNames } from '#networks/names.ts'
import { places } from '#networks/places.ts'
import { listOf } from '#platform/tables/index.ts'
import type { LineNote } from './contract.ts'
import { networkCalled } from './networks.ts'

export interface KnownAccount {
  id: string
  network: string
  handle: string
  displayName: string
  url: string | null
  /** May the person who imports write for it? */
  mayWrite: boolean
  /** False once it is closed, or before it is open. */
  open: boolean
}

export interface AccountsRead {
  accounts: KnownAccount[]
  notes: LineNote[]
}

const nameOf = ({ handle, network }: Pick<KnownAccount, 'handle' | 'network'>): string =>
  `@${handle} on ${networkNames[network] ?? network}`
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })
const fault = (say: string, fix: string): LineNote => ({ level: 'fault', field: 'accounts', say, fix })

/** An address as it is compared: without what varies from one person's browser to another's. */
const plainAddress = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^(?:www|m|mobile)\./, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')

function atAddress(all: readonly KnownAccount[], token: string): KnownAccount[] {
  const wanted = plainAddress(token)
  return all.filter(({ url, network, handle }) =>
    [url, places[network]?.addressOf(handle) ?? null].some(
      (address) => address !== null && plainAddress(address) === wanted,
    ),
  )
}

/** "LinkedIn: example-university", "@library on Bluesky", "library (X)". */
function parted(token: string): { network: string; name: string } | null {
  const shapes: [RegExp, number, number][] = [
    [/^([^:/–]+?)\s*[:/–]\s*(.+)$/u, 1, 2],
    [/^(.+?)\s+on\s+(.+)$/iu, 2, 1],
    [/^(.+?)\s*\(([^)]+)\)$/u, 2, 1],
    [/^(\S.*?)\s+(@\S+)$/u, 1, 2],
    [/^(@\S+)\s+(\S.*)$/u, 2, 1],
  ]
  for (const [shape, networkAt, nameAt] of shapes) {
    const found = shape.exec(token)
    const network = found && networkCalled(found[networkAt] ?? '')
    if (network) return { network, name: found[nameAt] ?? '' }
  }
  return null
}

function named(all: readonly KnownAccount[], written: string): KnownAccount[] {
  const name = written.trim().toLowerCase()
  const handle = name.replace(/^@/, '')
  const byHandle = all.filter((account) => account.handle.toLowerCase() === handle)
  return byHandle.length > 0 ? byHandle : all.filter((account) => account.displayName.toLowerCase() === name)
}

function candidates(
  all: readonly KnownAccount[],
  token: string,
): { found: KnownAccount[]; network: string | null } {
  const byId = all.filter(({ id }) => id === token.toLowerCase())
  if (byId.length > 0) return { found: byId, network: null }
  if (/^(?:https?:\/\/|www\.)/i.test(token)) return { found: atAddress(all, token), network: null }
  const whole = named(all, token)
  if (whole.length > 0) return { found: whole, network: null }
  const part = parted(token)
  if (part)
    return {
      found: named(
        all.filter(({ network }) => network === part.network),
        part.name,
      ),
      network: null,
    }
  const network = token.startsWith('@') ? null : networkCalled(token)
  return { found: network ? all.filter((account) => account.network === network) : [], network }
}

function nearest(all: readonly KnownAccount[], token: string): KnownAccount | null {
  const wanted = token.toLowerCase().replace(/^@/, '')
  let best: { account: KnownAccount; far: number } | null = null
  for (const account of all) {
    if (!account.mayWrite || !account.open) continue
    const far = distance(wanted, account.handle.toLowerCase())
    if (far <= 3 && far < wanted.length / 2 && (!best || far < best.far)) best = { account, far }
  }
  return best?.account ?? null
}

const most = 5
const someOf = (accounts: readonly KnownAccount[]): string =>
  either.format(accounts.slice(0, most).map(nameOf))

function oneCalled(all: readonly KnownAccount[], token: string, networks: readonly string[]): AccountsRead {
  const { found, network } = candidates(all, token)
  const there = networks.length === 0 ? found : found.filter((account) => networks.includes(account.network))
  const open = there.filter((account) => account.open)
  const usable = open.filter((account) => account.mayWrite)
  const none = (say: string, fix: string): AccountsRead => ({ accounts: [], notes: [fault(say, fix)] })
  // Where networks are named, one handle stands for the account on each of them.
  if (usable.length === 1 || (usable.length > 1 && networks.length > 0 && network === null))
    return { accounts: usable, notes: [] }
  if (usable.length > 1)
    return none(
      network
        ? `You write for several accounts on ${networkNames[network] ?? network}.`
        : `“${token}” is the name of several accounts.`,
      `Say which is meant: ${someOf(usable)}.`,
    )
  const [closed] = there
  if (open.length > 0)
    return none(
      `You may not write for ${someOf(open)}.`,
      'Take the account out, or ask its administrator to name you there.',
    )
  if (closed) return none(`${nameOf(closed)} is not open.`, 'Take the account out, or name another.')
  if (network)
    return none(
      `There is no account on ${networkNames[network] ?? network} that you write for.`,
      'Take the network out, or ask for an account there.',
    )
  const near = nearest(all, token)
  return none(
    `No account here is called “${token}”.`,
    near
      ? `Is ${nameOf(near)} meant? Write it like that.`
      : 'Write the handle as the register has it, such as “@library on Bluesky”.',
  )
}

/** More than these in one cell are words of something else, and each would be compared with every account there is. */
const mostNamed = 100

/** The accounts of one line, each once, in the order of the cell. */
export function accountsOf(
  all: readonly KnownAccount[],
  cells: { accounts: string; networks: string },
): AccountsRead {
  const notes: LineNote[] = []
  const networks = listOf(cells.networks).flatMap((written) => {
    const network = networkCalled(written)
    if (!network)
      notes.push({
        level: 'fault',
        field: 'networks',
        say: `No network here is called “${written}”.`,
        fix: 'Write its name, such as LinkedIn, or take it out.',
      })
    return network ? [network] : []
  })
  // A column of networks alone names the accounts by them.
  const tokens =
    cells.accounts.trim() === '' ? networks.map((id) => networkNames[id] ?? id) : listOf(cells.accounts)
  if (tokens.length > mostNamed)
    return {
      accounts: [],
      notes: [
        ...notes,
        fault(
          `This cell names more than ${mostNamed} accounts.`,
          'Look whether this is the column of the accounts, or part the line.',
        ),
      ],
    }
  const read = tokens.map((token) => oneCalled(all, token, cells.accounts.trim() === '' ? [] : networks))
  const accounts = [...new Map(read.flatMap((each) => each.accounts).map((each) => [each.id, each])).values()]
  return { accounts, notes: [...notes, ...read.flatMap((each) => each.notes)] }
}
