import { randomBytes } from 'node:crypto'
import { authorise, type Actor } from '#features/people/index.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  type ConnectMethod,
  type Connected,
  type Network,
} from '#networks/contract.ts'
import { Invalid, Problem, Unavailable } from '#platform/errors.ts'
import { isoOf, type Services } from '#platform/services.ts'
import { requireApp } from './apps/whom-to-ask.ts'
import {
  accountToConnect,
  keepConnection,
  methodOf,
  networkOf,
  notThisAccount,
  type RegisterDeps,
} from './connections.ts'
import type { Account, ConnectRequest } from './contract.ts'
import { anyJson } from './sealed-store.ts'
import { clearConnectProblem, keepConnectProblem } from './connect-problems.ts'
import { openAccountWithRemoteId, type AccountRow, type ConnectAttemptTable } from './store.ts'

const attemptMinutes = 15

export type ConnectBegun = { kind: 'connected'; account: Account } | { kind: 'redirect'; url: string }

/** Connects an account by a form, or answers where the browser has to go. */
export async function beginConnection(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  request: ConnectRequest,
): Promise<ConnectBegun> {
  const { services } = deps
  const account = await accountToConnect(services.db, accountId)
  authorise(actor, 'accounts.connect', accountId)
  const network = networkOf(deps, account)
  const method = methodOf(network, request.method)
  await requireApp(services, network)
  const values = valuesOrThrow(method, request.values)
  await clearConnectProblem(services, accountId)
  if (method.kind === 'form') {
    const connect = method.connect?.bind(method) ?? incomplete(network, method)
    const connected = await asProblems(network, () => connect(values, account.handle, accountId))
    return { kind: 'connected', account: await settle(deps, network, actor, account, method, connected) }
  }
  const start = method.start?.bind(method) ?? incomplete(network, method)
  const state = randomBytes(32).toString('base64url')
  const started = await asProblems(network, () => start(values, account.handle, state))
  const stateHash = services.sealer.fingerprint(started.state ?? state)
  await services.db
    .insertInto('connect_attempt')
    .values({
      state_hash: stateHash,
      account_id: accountId,
      person_id: actor.personId,
      method: method.id,
      sealed_pending: services.sealer.seal(JSON.stringify(started.pending), attemptContext(stateHash)),
      expires_at: isoOf(services.clock.now().add({ minutes: attemptMinutes })),
    })
    .execute()
  return { kind: 'redirect', url: started.url }
}

/** Where the browser goes when it is back from the network. */
export type ConnectFinished = { accountId: string | null; problem: string | null }

/**
 * Ends a connection that went through the network's own sign-in page. The address is open to anybody, so nothing
 * happens unless the state is one of ours, unused, in time, and the very person who began is signed in here.
 */
export async function finishConnection(
  deps: RegisterDeps,
  actor: Actor | null,
  networkId: string,
  params: URLSearchParams,
): Promise<ConnectFinished> {
  const { services } = deps
  const attempt = await takeAttempt(services, params.get('state') ?? '')
  if (!attempt) return { accountId: null, problem: 'expired' }
  const accountId = attempt.account_id
  if (attempt.expires_at <= isoOf(services.clock.now())) return failed(services, accountId, tooLate)
  if (actor?.personId !== attempt.person_id) return failed(services, accountId, somebodyElse)
  try {
    const account = await accountToConnect(services.db, accountId)
    authorise(actor, 'accounts.connect', accountId)
    const network = networkOf(deps, account)
    const method = methodOf(network, attempt.method)
    if (account.network !== networkId) throw new Invalid('register.connect-network', wrongNetwork)
    const finish = method.finish?.bind(method) ?? incomplete(network, method)
    const pending = services.sealer.open(attempt.sealed_pending, attemptContext(attempt.state_hash))
    const connected = await asProblems(network, () => finish(anyJson.parse(JSON.parse(pending)), params))
    await settle(deps, network, actor, account, method, connected)
    return { accountId, problem: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return failed(services, accountId, error.message)
  }
}

const tooLate = 'The sign-in at the network took longer than a quarter of an hour. Connect again.'
const somebodyElse =
  'The sign-in at the network came back without the person who began it being signed in here. Sign in and connect again.'
const wrongNetwork = 'The answer came from another network than the one that was asked. Connect again.'

async function failed(services: Services, accountId: string, say: string): Promise<ConnectFinished> {
  await keepConnectProblem(services, accountId, say)
  return { accountId, problem: 'refused' }
}

export function attemptContext(stateHash: string): string {
  return `connect-attempt:${stateHash}`
}

/** Takes an attempt away as it is read, so that no answer of a network counts twice. */
async function takeAttempt(services: Services, state: string): Promise<ConnectAttemptTable | undefined> {
  if (state === '') return undefined
  return services.db
    .deleteFrom('connect_attempt')
    .where('state_hash', '=', services.sealer.fingerprint(state))
    .returningAll()
    .executeTakeFirst()
}

/** Keeps what was granted if it is for this account; otherwise ends it at the network again. */
async function settle(
  deps: RegisterDeps,
  network: Network,
  actor: Actor,
  account: AccountRow,
  method: ConnectMethod,
  connected: Connected,
): Promise<Account> {
  try {
    const mismatch = notThisAccount(account, connected)
    if (mismatch) throw new Invalid('register.other-account', mismatch)
    return await keepConnection(deps.services, actor, account, method.id, connected)
  } catch (error) {
    await giveBack(deps.services, network, account, connected)
    throw error
  }
}

async function giveBack(services: Services, network: Network, account: AccountRow, connected: Connected) {
  // Some networks keep one grant for an identity: whoever is connected as it would lose their access with this one.
  if (await openAccountWithRemoteId(services.db, account.network, connected.remoteId)) return
  try {
    await network.disconnect?.({ ...connected, accountId: account.id })
  } catch (error) {
    services.log.warn({ err: error, account: account.id }, 'a grant that is not kept could not be ended')
  }
}

/** Only the fields that the method asks for, each one that it needs. */
function valuesOrThrow(method: ConnectMethod, given: Record<string, string>): Record<string, string> {
  const values = Object.fromEntries(
    method.fields.map((field) => [
      field.name,
      field.secret ? (given[field.name] ?? '') : (given[field.name] ?? '').trim(),
    ]),
  )
  const missing = method.fields.filter((field) => field.required && values[field.name] === '')
  if (missing.length === 0) return values
  throw new Invalid('register.connect-fields', 'Something is missing to connect.', {
    fields: missing.map((field) => ({ path: `values.${field.name}`, message: `Give: ${field.label}.` })),
  })
}

function incomplete(network: Network, method: ConnectMethod): never {
  throw new Error(`${network.profile.id} offers the method ${method.id} without what its kind needs.`)
}

async function asProblems<T>(network: Network, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConnectRefused) throw new Invalid('register.connect-refused', error.message)
    if (error instanceof NetworkTrouble)
      throw new Unavailable(
        'register.network-trouble',
        `${network.profile.name} could not be reached: ${error.message}`,
        { fix: 'Nothing was changed. Try again in a few minutes.' },
      )
    throw error
  }
}
