import type { Actor, Relation, Role } from '#features/people/index.ts'
import {
  ConnectRefused,
  ReconnectNeeded,
  type Connected,
  type Json,
  type Network,
  type NetworkContext,
  type NetworkSession,
  type SealedStore,
} from '#networks/contract.ts'
import { profileOf } from '#networks/profiles.ts'
import { newId } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { addAccount } from './add-account.ts'
import type { RegisterDeps } from './connections.ts'
import type { Account, NewAccount } from './contract.ts'
import { createNetworkLock } from './network-lock.ts'
import { createSealedStore } from './sealed-store.ts'

/** For tests of this room: a unit, a few people, Practice, and a network with a sign-in page of its own. */
export interface Stage {
  unitId: string
  officer: Actor
  colleague: Actor
  deps: RegisterDeps
  away: AwayNetwork
  /** The input for an account on Practice, with changes. */
  wanted(changes?: Partial<NewAccount>): NewAccount
  account(changes?: Partial<NewAccount>): Promise<Account>
}

/** Rooms don't know networks, so the test that wants Practice brings it. */
export async function stageOf(
  services: Services,
  practiceIn: (context: NetworkContext) => Network,
): Promise<Stage> {
  const unitId = newId()
  await services.db
    .insertInto('unit')
    .values({
      id: unitId,
      name: 'School of Engineering',
      kind: 'school',
      parent_id: null,
      affiliate: false,
      example: false,
    })
    .execute()
  const officer = await personIn(services, 'Digital Marketing Officer', ['officer'])
  const colleague = await personIn(services, 'Faculty Web Editor', [])
  const context = (id: string): NetworkContext => ({
    clock: services.clock,
    log: services.log,
    fetch: services.fetch,
    store: spaceOf(createSealedStore(services.db, services.sealer, services.clock), id),
    lock: createNetworkLock({ db: services.db, log: services.log }),
    publicUrl: services.config.publicUrl,
    appName: 'Rostrum of Example University',
    app: () => Promise.resolve(undefined),
  })
  const practice = practiceIn(context('practice'))
  const away = awayNetwork()
  const deps = {
    services,
    networks: new Map([
      ['practice', practice],
      ['bluesky', away.network],
    ]),
  }
  const wanted = (changes: Partial<NewAccount> = {}): NewAccount => ({
    network: 'practice',
    handle: 'engineering',
    displayName: 'School of Engineering',
    unitId,
    purpose: 'News and open days of the school.',
    audiences: ['applicants', 'students'],
    hoursPerWeek: 3,
    administrators: [officer.personId],
    ...changes,
  })
  const account = (changes?: Partial<NewAccount>) => addAccount(services, officer, wanted(changes))
  return { unitId, officer, colleague, deps, away, wanted, account }
}

/** The spaces of one network, apart from all others. */
export function spaceOf(store: SealedStore, network: string): SealedStore {
  return {
    get: (space, key) => store.get(`${network}.${space}`, key),
    set: (space, key, value, end) => store.set(`${network}.${space}`, key, value, end),
    delete: (space, key) => store.delete(`${network}.${space}`, key),
  }
}

export async function personIn(services: Services, name: string, roles: Role[]): Promise<Actor> {
  const personId = newId()
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.ac.uk`
  await services.db
    .insertInto('person')
    .values({
      id: personId,
      name,
      email,
      state: 'active',
      created_at: nowOf(services),
      left_at: null,
      example: false,
    })
    .execute()
  return { personId, name, roles, accounts: [], units: [], scopes: null }
}

export function related(actor: Actor, accountId: string, relation: Relation): Actor {
  return { ...actor, accounts: [...actor.accounts, { accountId, relation }] }
}

export interface AwayNetwork {
  network: Network
  /** Who signs in at the network's page next. */
  signsInAs: string
  remoteId: string
  expiresAt: string | null
  revoked: boolean
  /** What `open` renews the grant to. */
  renewsTo: Json | undefined
  ended: string[]
}

/** Shaped as Bluesky, with a sign-in page that answers whatever a test says. */
function awayNetwork(): AwayNetwork {
  const profile = profileOf('bluesky')
  if (!profile) throw new Error('Bluesky has no profile.')
  const granted = (): Connected => ({
    remoteId: away.remoteId,
    handle: away.signsInAs,
    displayName: away.signsInAs,
    profileUrl: `https://social.example/${away.signsInAs}`,
    server: 'https://social.example',
    grant: { secret: `grant-of-${away.signsInAs}` },
    scopes: ['write'],
    expiresAt: away.expiresAt,
  })
  const network: Network = {
    profile,
    connectMethods: [
      {
        id: 'page',
        label: 'Sign in at the network',
        hint: 'The usual way.',
        kind: 'redirect',
        fields: [],
        start: (_values, handle, state) =>
          Promise.resolve({ url: `https://social.example/authorize?state=${state}`, pending: { handle } }),
        finish: (_pending, params) => {
          if (params.get('error')) return Promise.reject(new ConnectRefused('You said no at the network.'))
          return Promise.resolve(granted())
        },
      },
      {
        id: 'password',
        label: 'A password for apps',
        hint: 'For servers without a page.',
        kind: 'form',
        fields: [{ name: 'password', label: 'Password for apps', hint: '', secret: true, required: true }],
        connect: () => Promise.resolve(granted()),
      },
    ],
    async open(connection, saveGrant) {
      if (away.revoked) throw new ReconnectNeeded('The network has ended the access.')
      if (away.renewsTo !== undefined) await saveGrant(away.renewsTo, null)
      const grant = await connection.freshGrant?.()
      return {
        find: () => Promise.resolve({ kind: 'undetermined', say: JSON.stringify(grant) }),
        publish: () => Promise.resolve({ kind: 'reconnect', say: 'The access was taken back.' }),
        prepareMedia: () => Promise.resolve(null),
      } satisfies NetworkSession
    },
    disconnect: (connection) => {
      away.ended.push(connection.remoteId)
      return Promise.resolve()
    },
  }
  const away: AwayNetwork = {
    network,
    signsInAs: 'engineering.example.ac.uk',
    remoteId: 'did:plc:one',
    expiresAt: null,
    revoked: false,
    renewsTo: undefined,
    ended: [],
  }
  return away
}
