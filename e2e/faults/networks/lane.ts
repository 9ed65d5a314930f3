/** A worker on a database of its own, and one network with one account after another. */
import type { Harness } from '#networks/conformance.ts'
import type { NetworkSession, OpenConnection, OutgoingMedia, OutgoingPart } from '#networks/contract.ts'
import type { PostsDeps } from '#features/posts/index.ts'
import { startDispatcher, type Dispatcher } from '#features/posts/sending/dispatcher.ts'
import { postsDeps } from '#app/posts-deps.ts'
import { register, writeApproved, type Sent } from './approve.ts'
import type { Ground } from './ground.ts'
import type { Tried } from './harnesses.ts'
import type { Made } from './shapes.ts'

export interface Lane extends Omit<Ground, 'close'> {
  harness: Harness
  /** Enters an account that the harness has connected. */
  enrol(account: OpenConnection): Promise<void>
  /** Has a post approved that is due at once. */
  schedule(account: OpenConnection, text: string, made: Made): Promise<Pick<Sent, 'publicationId' | 'texts'>>
  /** Milliseconds between two looks at what became of it. */
  lookEvery: number
  /** Seconds of real time after which a case has hung. */
  hungAfter: number
  dispatcher: Pick<Dispatcher, 'wake' | 'busy'>
  /** The worker forgets everything and does nothing more: nothing is left of it but what is in the database. */
  die(): void
  died(): boolean
  /** Another worker on the same database, as after a restart. */
  startAgain(): void
  accounts: Map<string, OpenConnection>
  /** The account that the cases of now are sent from. */
  used: { accountId: string; uses: number; most: number }
  /** What the manifests’ media are, by their digests. */
  media: Map<string, OutgoingMedia>
  end(): Promise<void>
}

type Place = Omit<
  Lane,
  'enrol' | 'schedule' | 'lookEvery' | 'hungAfter' | 'dispatcher' | 'die' | 'died' | 'startAgain' | 'end'
>

interface Life {
  over: boolean
}

/** What a worker does after it died: nothing, for ever. */
const nothingMore = new Promise<never>(() => undefined)

/**
 * The real session, given the media as the network is to have them: with their kind, their length and their address.
 * A worker that has died meanwhile never learns what came of it.
 */
function withMedia(session: NetworkSession, media: Lane['media'], life: Life): NetworkSession {
  const alive = <T>(work: Promise<T>): Promise<T> =>
    work.then(
      (told) => (life.over ? nothingMore : told),
      (error: unknown) => (life.over ? nothingMore : Promise.reject(error)),
    )
  const known = (each: OutgoingMedia) => media.get(each.sha256) ?? each
  const whole = (part: OutgoingPart) => ({ ...part, media: part.media.map(known) })
  const { stage } = session
  return {
    ...session,
    prepareMedia: (each) => alive(session.prepareMedia(known(each))),
    publish: (part) => alive(session.publish(whole(part))),
    find: (part, ref) => alive(session.find(whole(part), ref)),
    ...(stage ? { stage: (part: OutgoingPart) => alive(stage.call(session, whole(part))) } : {}),
  }
}

/** Rostrum’s own book-keeping and worker; only standing and connection of the account are those of the harness. */
function depsOf(lane: Place, life: Life, wake: () => void): PostsDeps {
  const { harness, services, accounts, media } = lane
  const { network } = harness
  // How much a network lets through in a day is no matter here: every case has an account of its own.
  const unlimited = { ...network, profile: { ...network.profile, rates: [] } }
  return {
    ...postsDeps(services, new Map([[network.profile.id, unlimited]]), wake),
    standing: (accountId) =>
      Promise.resolve({
        state: 'active',
        remoteId: accounts.get(accountId)?.remoteId ?? null,
        connected: true,
        administrators: 1,
        stops: [],
      }),
    spoke: () => Promise.resolve(),
    async openSession(accountId) {
      const account = accounts.get(accountId)
      if (!account) throw new Error('No such account here.')
      const save = (grant: OpenConnection['grant']) => {
        accounts.set(accountId, { ...account, grant })
        return Promise.resolve()
      }
      const freshGrant = () => Promise.resolve(accounts.get(accountId)?.grant ?? account.grant)
      const opened = network.open({ ...account, freshGrant }, save)
      const ended = () => life.over
      const session = await opened.catch((error: unknown) => (ended() ? nothingMore : Promise.reject(error)))
      return ended() ? nothingMore : withMedia(session, media, life)
    },
  }
}

function startWorker(place: Place): { life: Life; dispatcher: Dispatcher } {
  const life: Life = { over: false }
  const dispatcher = startDispatcher(
    depsOf(place, life, () => dispatcher.wake()),
    'faults',
    { alone: true },
  )
  return { life, dispatcher }
}

/** So many cases share an account, because connecting takes longer than posting. */
const shared = 12

export async function openLane(ground: Ground, tried: Tried, patience: number): Promise<Lane> {
  const { services, clock, errors, people, unitId } = ground
  const harness = await tried.start({ clock, patience })
  const used = { accountId: '', uses: 0, most: tried.limits ? 1 : shared }
  const place = { harness, services, clock, errors, people, unitId, used }
  const lane = { ...place, accounts: new Map(), media: new Map() }
  let worker = startWorker(lane)
  return {
    ...lane,
    enrol: (account) => register(lane, account),
    schedule: (account, text, made) => writeApproved(lane, account, text, made),
    lookEvery: 3,
    hungAfter: 60,
    dispatcher: { wake: () => worker.dispatcher.wake(), busy: () => worker.dispatcher.busy() },
    die: () => void (worker.life.over = true),
    died: () => worker.life.over,
    startAgain() {
      // What the dead one had in hand it has for ever, so nobody waits for it.
      void worker.dispatcher.stop()
      worker = startWorker(lane)
    },
    async end() {
      if (!worker.life.over) await worker.dispatcher.stop()
      await harness.stop()
      // The next network starts with the same names, and the register has each only once.
      await services.db.updateTable('account').set({ state: 'closed' }).execute()
    },
  }
}
