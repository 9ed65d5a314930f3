/** The clock is set forward and back by an hour while posts are due, wait to be read back, or are being sent. */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { startDispatcher, type Dispatcher } from '#features/posts/index.ts'
import { claimDue } from '#features/posts/sending/claim.ts'
import { isoOf } from '#platform/services.ts'
import { startBluesky, type Bluesky } from '../peers/bluesky.ts'
import { approveOne, judge, moving, statesByTitle, textsThere, type Wanted } from './post.ts'
import { quickClock, skipToNext, type QuickClock } from './quick-clock.ts'
import { claims, type Row, type Tell } from './row.ts'
import {
  actorsOf,
  openHouse,
  prepareStage,
  targetOf,
  type OpenHouse,
  type Stage,
  type Target,
} from './stage.ts'

const hour = 3_600_000

interface Scene {
  bluesky: Bluesky
  stage: Stage
  house: OpenHouse
  clock: QuickClock
  target: Target
}

async function approve(scene: Scene, text: string, inMinutes?: number): Promise<Wanted> {
  const { house, stage, target, clock } = scene
  const wanted: Wanted = { text, accountId: target.id, shape: 'text', assetId: stage.assetId }
  const id = await approveOne(house, wanted, await actorsOf(house, stage))
  if (inMinutes === undefined) return wanted
  const due = clock.now().add({ milliseconds: Math.round(inMinutes * 60_000) })
  await house.services.db
    .updateTable('publication')
    .set({ due_at: isoOf(due), next_at: isoOf(due), miss_after: isoOf(due.add({ minutes: 15 })) })
    .where('post_id', '=', id)
    .execute()
  return wanted
}

function begin({ house }: Scene): Dispatcher {
  const dispatcher = startDispatcher(house.posts, 'clock', { alone: true })
  house.onWake(() => dispatcher.wake())
  return dispatcher
}

/** Until nothing has moved for a second of real time. */
async function rest(scene: Scene, dispatcher: Dispatcher): Promise<void> {
  let last = ''
  let still = 0
  for (let tries = 0; tries < 600 && still < 10; tries++) {
    const now = JSON.stringify([...(await statesByTitle(scene.house))].toSorted())
    still = now === last && dispatcher.busy() === 0 ? still + 1 : 0
    last = now
    await wait(100)
  }
}

/** Until everything has come to its end, leaving out the time in which all wait. */
async function finish(scene: Scene, dispatcher: Dispatcher): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await wait(50)) {
    if ((await moving(scene.house)) === 0) return
    await skipToNext(scene.house, scene.clock, dispatcher, 60)
  }
}

async function verdictOf(scene: Scene, wanted: Wanted[]) {
  const there = await textsThere(scene.house, scene.target, { bluesky: scene.bluesky })
  return judge(wanted, there, await statesByTitle(scene.house))
}

/** What was due during the hour that never was has become late, and waits for a person; what is still in time goes. */
async function forward(scene: Scene): Promise<Row> {
  const late = await Promise.all(
    [5, 20, 40].map((minutes) => approve(scene, `Late by the clock, ${minutes}`, minutes)),
  )
  const inTime = await Promise.all([50, 58].map((minutes) => approve(scene, `In time, ${minutes}`, minutes)))
  const dispatcher = begin(scene)
  await rest(scene, dispatcher)
  scene.clock.skip(hour)
  dispatcher.wake()
  await finish(scene, dispatcher)
  await dispatcher.stop()
  const there = await textsThere(scene.house, scene.target, { bluesky: scene.bluesky })
  const states = await statesByTitle(scene.house)
  return claims(
    {
      kind: 'clock',
      scenario: 'an hour forward while posts are planned',
      times: 1,
      posts: late.length + inTime.length,
      ...judge(inTime, there, states),
      note: `${late.length} missed, ${inTime.length} sent`,
    },
    {
      'what became late is missed and did not go': late.every(
        ({ text }) => states.get(text)?.[0] === 'missed' && !there.includes(text),
      ),
    },
  )
}

/** What has gone stays gone, what waits for its time waits for it, and what is to be read back is. */
async function backward(scene: Scene): Promise<Row> {
  const gone = await Promise.all(
    [1, 2, 3].map((each) => approve(scene, `Gone before the clock went back, ${each}`)),
  )
  let dispatcher = begin(scene)
  await finish(scene, dispatcher)
  const fresh = await approve(scene, 'Gone a moment before')
  dispatcher.wake()
  for (let tries = 0; tries < 400; tries++) {
    if ((await statesByTitle(scene.house)).get(fresh.text)?.[0] === 'published') break
    await wait(20)
  }
  await dispatcher.stop()
  const planned = await approve(scene, 'Planned for in a minute', 1)
  dispatcher = begin(scene)
  await wait(300)
  scene.clock.skip(-hour)
  dispatcher.wake()
  await rest(scene, dispatcher)
  const early = await textsThere(scene.house, scene.target, { bluesky: scene.bluesky })
  const waits = (await statesByTitle(scene.house)).get(planned.text)?.[0] === 'due'
  await finish(scene, dispatcher)
  await dispatcher.stop()
  const wanted = [...gone, fresh, planned]
  return claims(
    {
      kind: 'clock',
      scenario: 'an hour back while posts are planned',
      times: 1,
      posts: wanted.length,
      ...(await verdictOf(scene, wanted)),
    },
    { 'what was planned waits for its time': waits && !early.includes(planned.text) },
  )
}

/** The clock jumps while a request is on its way, so that every lease looks old, or as if it had an hour left. */
async function whileSending(scene: Scene, by: number): Promise<Row> {
  const name = by > 0 ? 'forward' : 'back'
  const wanted = await approve(scene, `On its way when the clock went ${name}`)
  scene.bluesky.faults?.fail(/putRecord/, { kind: 'delay', ms: 2500 })
  const dispatcher = begin(scene)
  for (let tries = 0; tries < 400; tries++) {
    if ((await statesByTitle(scene.house)).get(wanted.text)?.[0] === 'sent') break
    await wait(10)
  }
  scene.clock.skip(by)
  dispatcher.wake()
  await wait(3000)
  await finish(scene, dispatcher)
  await dispatcher.stop()
  return {
    kind: 'clock',
    scenario: `an hour ${name} while a post is being sent`,
    times: 1,
    posts: 1,
    ...(await verdictOf(scene, [wanted])),
  }
}

/** A worker dies with a lease; then the clock goes back, so that its lease seems to run for more than an hour. */
async function deadWorker(scene: Scene): Promise<Row> {
  const { house, clock } = scene
  const wanted = await approve(scene, 'In the hands of a worker that died')
  const claimed = await claimDue(house.services.db, 'a worker that died', clock.now(), { most: 1, few: 0 })
  clock.skip(-hour)
  const dispatcher = startDispatcher(house.posts, 'another', { alone: false })
  await rest(scene, dispatcher)
  const atFirst = await textsThere(house, scene.target, { bluesky: scene.bluesky })
  clock.skip(hour + 91_000)
  dispatcher.wake()
  await finish(scene, dispatcher)
  await dispatcher.stop()
  return claims(
    {
      kind: 'clock',
      scenario: 'an hour back after a worker died with a lease',
      times: 1,
      posts: 1,
      ...(await verdictOf(scene, [wanted])),
    },
    {
      'the worker had it': claimed.length === 1,
      'the lease was kept while it ran': !atFirst.includes(wanted.text),
    },
  )
}

export async function clockTable(tell: Tell): Promise<Row[]> {
  const bluesky = await startBluesky({ faults: true })
  const stage = await prepareStage({ peers: { bluesky }, accounts: { bluesky: 1 } })
  const clock = quickClock()
  const house = await openHouse(stage.environment, clock)
  const scene: Scene = { bluesky, stage, house, clock, target: targetOf(stage, 'bluesky') }
  try {
    const rows: Row[] = []
    const tries = [
      forward,
      backward,
      (each: Scene) => whileSending(each, hour),
      (each: Scene) => whileSending(each, -hour),
      deadWorker,
    ]
    for (const attempt of tries) {
      const row = await attempt(scene)
      tell(`${row.scenario}: ${row.lost} lost, ${row.doubled} doubled, ${row.untrue} untrue`)
      rows.push(row)
    }
    return rows
  } finally {
    await house.close()
    await bluesky.stop()
    rmSync(stage.folder, { recursive: true, force: true })
  }
}
