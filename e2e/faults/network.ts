/**
 * One fault at each request of a publication, on the real Bluesky server and on the stand-in for Mastodon: sent by the
 * real dispatcher, and the network asked at every change of state whether it is true.
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
import { faults, patience, refusal, type NamedFault } from './network-faults.ts'
import { approveOne, textsOf, textsThere, type Shape } from './post.ts'
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

interface Step {
  /** What is asked of the network at this point. */
  name: string
  when: RegExp
  shape: Shape
  /** The sending itself, which the network may refuse. */
  sends?: true
  /** What has to go wrong before, for this request to be made at all. */
  after?: { when: RegExp; fault: NamedFault['fault'] }
  /** Hours to let pass before, so that the request is made. */
  hours?: number
}

const silence: NamedFault['fault'] = { kind: 'drop-after' }
const steps: Record<'bluesky' | 'mastodon', Step[]> = {
  bluesky: [
    { name: 'refreshSession', when: /refreshSession/, shape: 'text', hours: 3 },
    { name: 'uploadBlob', when: /uploadBlob/, shape: 'image' },
    { name: 'putRecord', when: /putRecord/, shape: 'text', sends: true },
    { name: 'getRecord, to verify', when: /getRecord/, shape: 'text' },
    {
      name: 'getRecord, to find out',
      when: /getRecord/,
      shape: 'text',
      after: { when: /putRecord/, fault: silence },
    },
  ],
  mastodon: [
    { name: 'verify_credentials', when: /verify_credentials/, shape: 'text', hours: 13 },
    { name: 'POST media', when: /^POST \/api\/v2\/media/, shape: 'image' },
    { name: 'GET media', when: /^GET \/api\/v1\/media/, shape: 'image' },
    { name: 'POST statuses', when: /^POST \/api\/v1\/statuses/, shape: 'text', sends: true },
    { name: 'GET status, to verify', when: /^GET \/api\/v1\/statuses\//, shape: 'text' },
    {
      name: 'GET statuses, to find out',
      when: /^GET \/api\/v1\/accounts\/\d+\/statuses/,
      shape: 'text',
      after: { when: /^POST \/api\/v1\/statuses/, fault: silence },
    },
  ],
}

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

async function tryFault(
  scene: Scene,
  step: Step,
  named: NamedFault,
  tell: Tell,
): Promise<Omit<Row, 'kind' | 'scenario'>> {
  const { house, stage, target, proxy, clock } = scene
  const text = `${step.name}: ${named.name}`
  if (step.hours) clock.skip(step.hours * 3_600_000)
  if (step.after) proxy.fail(step.after.when, step.after.fault)
  proxy.fail(step.when, named.fault)
  const from = proxy.log.length
  const wanted = { text, accountId: target.id, shape: step.shape, assetId: stage.assetId }
  const postId = await approveOne(house, wanted, await actorsOf(house, stage))
  scene.dispatcher.wake()
  const quiet = named.fault.kind === 'delay' ? patience + 400 : 40
  const [end, lies] = await watch(scene, postId, textsOf(wanted), quiet)
  const counts = await countThere(scene, textsOf(wanted))
  const suffered = proxy.log.slice(from).some((seen) => seen.fault === named.fault.kind)
  proxy.clear()
  const right = named.refusal ? end.state === 'rejected' : end.state === 'verified'
  const problems = [...lies.map((state) => `said ${state}, which was not so`)]
  if (!right) problems.push(`ended as ${end.state} (${end.say})`)
  if (!suffered) problems.push('the fault never happened')
  tell(`${target.place}, ${text}: ${end.state}${problems.length ? ` ${problems.join('; ')}` : ''}`)
  return {
    times: 1,
    posts: 1,
    lost: named.refusal || !counts.includes(0) ? 0 : 1,
    doubled: counts.some((count) => count > 1) ? 1 : 0,
    untrue: problems.length > 0 ? 1 : 0,
    ...(problems.length > 0 ? { note: `${named.name}: ${problems.join('; ')}` } : {}),
  }
}

async function tryStep(scene: Scene, step: Step, chosen: NamedFault[], tell: Tell): Promise<Row> {
  const row: Row = {
    kind: 'network',
    scenario: `${scene.place}, ${step.name}`,
    times: 0,
    posts: 0,
    lost: 0,
    doubled: 0,
    untrue: 0,
  }
  for (const named of step.sends ? [...chosen, refusal] : chosen) {
    const one = await tryFault(scene, step, named, tell)
    for (const key of ['times', 'posts', 'lost', 'doubled', 'untrue'] as const) row[key] += one[key]
    if (one.note) row.note = [row.note, one.note].filter(Boolean).join('; ')
  }
  return row
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
    kind: 'network',
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

async function placeTable(place: Scene['place'], chosen: NamedFault[], tell: Tell): Promise<Row[]> {
  const scene = await openScene(place)
  try {
    const rows: Row[] = []
    for (const step of steps[place]) rows.push(await tryStep(scene, step, chosen, tell))
    rows.push(await tryRevoked(scene, tell))
    return rows
  } finally {
    await scene.end()
  }
}

export async function networkTable(tell: Tell, chosen: NamedFault[] = faults): Promise<Row[]> {
  const both = await Promise.all(
    (['bluesky', 'mastodon'] as const).map((place) => placeTable(place, chosen, tell)),
  )
  return both.flat()
}
