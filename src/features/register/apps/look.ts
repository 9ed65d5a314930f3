import { callbackPath, type Network } from '#networks/contract.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { connectionStateAt } from '../rules.ts'
import { overStates } from '../life/rules.ts'
import type { AppState, Dependent, NetworkFinding } from './contract.ts'
import { isPrivateAddress, isThisMachine } from './rules.ts'
import '../store.ts'

/** The accounts of these networks that are not over, by network; affiliates, which are never connected, are left out. */
export async function dependentsOf(
  db: Db | Tx,
  now: string,
  network?: string,
): Promise<Map<string, Dependent[]>> {
  let query = db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .leftJoin('connection', 'connection.account_id', 'account.id')
    .leftJoin('person', 'person.id', 'connection.granted_by')
    .select([
      'account.id',
      'account.network',
      'account.display_name as name',
      'account.handle',
      'connection.account_id as connected',
      'connection.state',
      'connection.expires_at as expiresAt',
      'person.name as grantedBy',
    ])
    .where('account.state', 'not in', [...overStates, 'proposed', 'in-review'])
    .where('unit.affiliate', '=', false)
    .orderBy('account.display_name')
    .orderBy('account.id')
  if (network !== undefined) query = query.where('account.network', '=', network)
  const rows = await query.execute()
  const found = rows.map((row) => ({
    network: row.network,
    dependent: {
      id: row.id,
      name: row.name,
      handle: row.handle,
      state: connectionStateAt(
        row.connected === null || row.state === null
          ? undefined
          : { state: row.state, expires_at: row.expiresAt },
        now,
      ),
      expiresAt: row.expiresAt,
      grantedBy: row.grantedBy,
    },
  }))
  return new Map(
    [...Map.groupBy(found, (each) => each.network)].map(([id, list]) => [
      id,
      list.map(({ dependent }) => dependent),
    ]),
  )
}

interface Looked {
  network: Network
  app: AppState
  accounts: readonly Dependent[]
  publicUrl: string
}

const page = 'on the page “Networks”'

/** What is missing or wrong with a network on which we have accounts, or for which an app is registered. */
export function findingsOf({ network, app, accounts, publicUrl }: Looked): NetworkFinding[] {
  const used = accounts.length > 0 || app === 'registered'
  if (!used) return []
  if (network.profile.capabilities.publish === 'manual')
    return [{ state: 'ok', says: 'Published by hand; there is nothing to connect.' }]
  const found = [
    appFinding(network, app, accounts),
    callbackFinding(network, publicUrl),
    mediaFinding(network, publicUrl, accounts),
    ...connectionFindings(accounts),
  ].filter((finding) => finding !== null)
  return found.length > 0 ? found : [{ state: 'ok', says: inOrder(app, accounts) }]
}

function appFinding(
  { profile: { name } }: Network,
  app: AppState,
  accounts: readonly Dependent[],
): NetworkFinding | null {
  const connected = accounts.some(({ state }) => state !== 'none')
  switch (app) {
    case 'missing':
      return connected
        ? {
            state: 'fault',
            says: `No app is registered, although accounts are connected: their permission can’t be renewed.`,
            fix: `Register the app again ${page}.`,
          }
        : {
            state: 'warning',
            says: `No app is registered, so ${saysAccounts(accounts.length)} can’t be connected.`,
            fix: `Register one with ${name} ${page}; the guide there says how.`,
          }
    case 'partly':
      return {
        state: 'fault',
        says: 'Something that the network wants of the app is not filled in.',
        fix: `Fill it in ${page}.`,
      }
    case 'unreadable':
      return {
        state: 'fault',
        says: 'What was filled in of the app was sealed with a key that is not in the key file.',
        fix: `Put the right key file in its place, or enter the app again ${page}.`,
      }
    case 'not-needed':
    case 'registered':
      return null
  }
}

function callbackFinding({ app, profile }: Network, publicUrl: string): NetworkFinding | null {
  if (!app || publicUrl.startsWith('https:')) return null
  return {
    state: isThisMachine(publicUrl) ? 'warning' : 'fault',
    says: `The callback address ${publicUrl}${callbackPath(profile.id)} is not https, which networks ask for.`,
    fix: 'Put a proxy with a certificate in front (docs/running.md), and set ROSTRUM_URL to the https address.',
  }
}

function mediaFinding(
  { fetchesMedia, profile }: Network,
  publicUrl: string,
  accounts: readonly Dependent[],
): NetworkFinding | null {
  if (!fetchesMedia || accounts.length === 0 || !isPrivateAddress(publicUrl)) return null
  return {
    state: 'warning',
    says: `${profile.name} fetches images and videos from Rostrum, and can’t reach ${publicUrl}.`,
    fix: 'Let the path /lent-media/ be reached from outside under a public name, and set ROSTRUM_URL to it. Posts of words alone go out without it.',
  }
}

function connectionFindings(accounts: readonly Dependent[]): NetworkFinding[] {
  const those = (state: Dependent['state']) => accounts.filter((account) => account.state === state)
  const [ended, ending] = [those('reconnect'), those('expiring')]
  const found: NetworkFinding[] = []
  if (ended.length > 0)
    found.push({
      state: 'fault',
      says: `The connection has ended of ${namesIn(ended)}.`,
      fix: 'Somebody who administers the account connects it again on its page.',
    })
  if (ending.length > 0)
    found.push({
      state: 'warning',
      says: `The connection ends within fourteen days of ${namesIn(ending)}.`,
      fix: 'Somebody who administers the account connects it again on its page; doing it early loses nothing.',
    })
  return found
}

const most = 5

function namesIn(accounts: readonly Dependent[]): string {
  const named = accounts.slice(0, most).map(({ name, handle }) => `${name} (@${handle})`)
  const more = accounts.length - named.length
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

const saysAccounts = (count: number): string => (count === 1 ? 'one account' : `${count} accounts`)

function inOrder(app: AppState, accounts: readonly Dependent[]): string {
  const connected = accounts.filter(({ state }) => state !== 'none').length
  const says = `Connected: ${connected} of ${accounts.length}.`
  return app === 'registered' ? `The app is registered. ${says}` : says
}
