/**
 * The access to an account is withdrawn while a post is on its way, on the real Bluesky server and on the stand-in for
 * Mastodon: it waits, is connected again as a person does it, and goes out once. The network is asked at every change of
 * state whether it is true.
 */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { sendNow } from '#features/posts/control.ts'
import { startDispatcher, type Dispatcher } from '#features/posts/index.ts'
import type { PublicationState } from '#features/posts/contract.ts'
import { networkContext } from '#app/networks.ts'
import { createBluesky } from '#networks/bluesky/index.ts'
import { createMastodon } from '#networks/mastodon/index.ts'
import { startBluesky } from '../peers/bluesky.ts'
import type { FaultProxy } from '../peers/fault-proxy.ts'
import { startMastodon } from '../peers/mastodon.ts'
import { approveOne, textsThere } from './post.ts'
import { quickClock, skipToNext, type QuickClock } from './quick-clock.ts'
import type { Row, Tell } from './row.ts'
import {
  actorsOf,
  connectTarget,
  openHouse,
  prepareStage,
  targetOf,
  type OpenHouse,
  type Peers,
  type Stage,
  type Target,
} from './stage.ts'

/** How long Rostrum waits for a network here, in milliseconds; 20 seconds in life. */
const patience = 900

interface Scene {
  place: 'bluesky' | 'mastodon'
  peers: Peers
  proxy: FaultProxy
  stage: Stage
  house: OpenHouse
  clock: QuickClock
  dispatcher: Dispatcher
  target: Target
}

interface Seen {
  state: PublicationState
  say: string
}

const mayBeThere: readonly PublicationState[] = ['sent', 'unknown', 'reconciling']
const isThere: readonly PublicationState[] = ['published', 'verified']
const atRest: readonly PublicationState[] = [
  'verified',
  'rejected',
  'blocked',
  'missed',
  'paused',
  'cancelled',
]

function publicationOf({ house }: Scene, postId: string) {
  return house.services.db
    .selectFrom('publication')
    .select(['id', 'state', 'version', 'outcome'])
    .where('post_id', '=', postId)
    .executeTakeFirstOrThrow()
}

async function countThere(scene: Scene, texts: string[]): Promise<number[]> {
  const there = await textsThere(scene.house, scene.target, scene.peers)
  return texts.map((text) => there.filter((each) => each === text).length)
}

/** Asks the network again and again while the post is under way; answers the states that were not true. */
async function watch(
  scene: Scene,
  postId: string,
  texts: string[],
  quiet: number,
): Promise<[Seen, string[]]> {
  const lies: string[] = []
  let version = -1
  const until = performance.now() + 90_000
  while (performance.now() < until) {
    const before = await publicationOf(scene, postId)
    if (before.version !== version && !mayBeThere.includes(before.state)) {
      const counts = await countThere(scene, texts)
      // Only what is still so after asking was so while asking.
      if ((await publicationOf(scene, postId)).version === before.version) {
        version = before.version
        const there = isThere.includes(before.state)
        if (there ? counts.includes(0) : counts.every((count) => count > 0)) lies.push(before.state)
      }
    }
    if (atRest.includes(before.state) && version === before.version)
      return [{ state: before.state, say: before.outcome?.say ?? '' }, lies]
    await skipToNext(scene.house, scene.clock, scene.dispatcher, quiet)
    await wait(10)
  }
  const last = await publicationOf(scene, postId)
  return [{ state: last.state, say: last.outcome?.say ?? '' }, lies]
}

/** The access ends between the approval and the sending: blocked, connected again, sent once when a person says so. */
async function tryRevoked(scene: Scene, tell: Tell): Promise<Row> {
  const { house, stage, target, proxy, clock, peers } = scene
  const { author, officer } = await actorsOf(house, stage)
  const text = 'Access withdrawn while it was being sent'
  const wanted = { text, accountId: target.id, shape: 'text' as const, assetId: stage.assetId }
  if (target.bluesky && peers.bluesky) {
    for (const name of await appPasswordsOf(scene))
      await peers.bluesky.revokeAppPassword(target.bluesky, name)
    // What the server says of an access token whose time is over; the renewal then meets the withdrawn password.
    const body = '{"error":"ExpiredToken","message":"Token has expired"}'
    proxy.fail(/putRecord/, { kind: 'answer', status: 400, body })
  } else
    proxy.fail(
      ({ method, url }) => {
        if (target.mastodon && method === 'POST' && url === '/api/v1/statuses')
          peers.mastodon?.revokeTokens(target.mastodon)
        return false
      },
      { kind: 'pass' },
    )
  clock.skip(1000)
  const postId = await approveOne(house, wanted, { author, officer })
  scene.dispatcher.wake()
  const [blocked, lies] = await watch(scene, postId, [text], 40)
  proxy.clear()
  await connectTarget(house, officer, target, peers)
  await sendNow(house.posts, officer, (await publicationOf(scene, postId)).id)
  const [end, more] = await watchOn(scene, postId, text)
  const [count = 0] = await countThere(scene, [text])
  const problems = [...lies, ...more].map((state) => `said ${state}, which was not so`)
  if (blocked.state !== 'blocked' || !/connect/i.test(blocked.say))
    problems.push(`after the withdrawal it was ${blocked.state} (${blocked.say})`)
  if (end.state !== 'verified') problems.push(`ended as ${end.state} (${end.say})`)
  tell(`${target.place}, access withdrawn: ${blocked.state}, “${blocked.say}”, then ${end.state}`)
  return {
    kind: 'withdrawn',
    scenario: `${target.place}, access withdrawn in mid-flight`,
    times: 1,
    posts: 1,
    lost: count === 0 ? 1 : 0,
    doubled: count > 1 ? 1 : 0,
    untrue: problems.length > 0 ? 1 : 0,
    ...(problems.length > 0 ? { note: problems.join('; ') } : {}),
  }
}

async function watchOn(scene: Scene, postId: string, text: string): Promise<[Seen, string[]]> {
  scene.dispatcher.wake()
  return watch(scene, postId, [text], 40)
}

/** Every app password that this run has made for the account. */
async function appPasswordsOf({ target }: Scene): Promise<string[]> {
  return target.bluesky ? [target.bluesky.appPasswordName, ...target.appPasswords] : []
}

async function openScene(place: Scene['place']): Promise<Scene & { end(): Promise<void> }> {
  const bluesky = place === 'bluesky' ? await startBluesky({ faults: true }) : undefined
  const mastodon =
    place === 'mastodon'
      ? await startMastodon({ rateLimit: { limit: 1_000_000, windowMs: 300_000 } })
      : undefined
  const peers: Peers = { ...(bluesky ? { bluesky } : {}), ...(mastodon ? { mastodon } : {}) }
  const proxy = bluesky?.faults ?? mastodon?.faults
  if (!proxy) throw new Error('This network has no proxy for faults.')
  const stage = await prepareStage({ peers, accounts: { [place]: 1 } })
  const clock = quickClock()
  const house = await openHouse(stage.environment, clock)
  const context = networkContext(house.services, place)
  house.networks.set(
    place,
    bluesky
      ? createBluesky(context, { plcUrl: bluesky.plcUrl, resolverUrl: bluesky.url, timeout: patience })
      : createMastodon(context, { timeout: patience, pollEvery: 30, settle: patience + 600 }),
  )
  const dispatcher = startDispatcher(house.posts, 'faults', { alone: true })
  house.onWake(() => dispatcher.wake())
  return {
    place,
    peers,
    proxy,
    stage,
    house,
    clock,
    dispatcher,
    target: targetOf(stage, place),
    async end() {
      await dispatcher.stop()
      await house.close()
      await bluesky?.stop()
      await mastodon?.stop()
      rmSync(stage.folder, { recursive: true, force: true })
    },
  }
}

/** Of a network whose connection is renewed with a password, and of one that has a page to sign in at. */
export async function withdrawnTable(tell: Tell): Promise<Row[]> {
  const places = (['bluesky', 'mastodon'] as const).map(async (place) => {
    const scene = await openScene(place)
    try {
      return await tryRevoked(scene, tell)
    } finally {
      await scene.end()
    }
  })
  return Promise.all(places)
}
