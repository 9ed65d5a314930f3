import { namesOf, type Actor } from '#features/people/index.ts'
import { postRowsOf } from '#features/posts/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import { mayForAll, mayForOne, needSee } from './access.ts'
import type {
  EvergreenView,
  QueueHead,
  QueuePlace,
  QueueView,
  SeriesHead,
  SeriesView,
  OccurrenceView,
} from './contract.ts'
import { dayBook } from './day-book.ts'
import type { PlansDeps } from './deps.ts'
import { restedOf, restsUntil, whyNotAgain } from './evergreen.ts'
import { slotsOf } from './planning.ts'
import { dayIn, leftOut, nextOccurrences, slotsAfter, type DayBook, type Occurrence } from './rules.ts'
import { sayReach, saySeries } from './say.ts'
import { allSeries, getQueue, getSeries, itemsByQueue, itemsOf, liveQueues, type QueueItem } from './store.ts'
import type { Queue, Series } from './tables.ts'

interface Seen {
  deps: PlansDeps
  actor: Actor
  now: string
  book: DayBook
}

export async function seenBy(deps: PlansDeps, actor: Actor): Promise<Seen> {
  const now = nowOf(deps.services)
  return { deps, actor, now, book: await dayBook(deps.services.db, now) }
}

type Accounts = ReadonlyMap<string, QueueHead['accounts'][number]>

/** Asked once for all that a page shows. */
async function accountsIn({ deps }: Seen, ids: readonly string[]): Promise<Accounts> {
  const accounts = await deps.posts.accounts(deps.services.db, [...new Set(ids)])
  return new Map(accounts.map(({ id, network, handle }) => [id, { id, network, handle }]))
}

const namedIn = (accounts: Accounts, ids: readonly string[]): QueueHead['accounts'] =>
  ids.flatMap((id) => accounts.get(id) ?? [])

const stateOf = (queue: Queue, today: string): QueueHead['state'] =>
  queue.ended_at !== null
    ? 'ended'
    : queue.paused_until !== null && queue.paused_until > today
      ? 'paused'
      : 'active'

const week = 7

function headOf(seen: Seen, queue: Queue, items: readonly QueueItem[], accounts: Accounts): QueueHead {
  const { now, book, actor } = seen
  const ahead = items.filter((item) => item.slotAt > now)
  const taken = new Set(ahead.map((item) => item.slotAt))
  const free = slotsAfter(slotsOf(queue), book, now).find((slot) => !taken.has(slot.at))
  const soon = [...slotsAfter(slotsOf(queue), book, now, week)]
  const empty = soon.filter((slot) => !taken.has(slot.at)).length
  const last = ahead.at(-1)
  return {
    id: queue.id,
    name: queue.name,
    about: queue.about,
    state: stateOf(queue, dayIn(now, book.zone)),
    pausedUntil: queue.paused_until,
    accounts: namedIn(accounts, queue.account_ids),
    waiting: items.length,
    reach: sayReach(last ? dayIn(last.slotAt, book.zone) : null, empty),
    nextFree: free?.at ?? null,
    mayManage: mayForAll(actor, 'plans.manage', queue.account_ids),
  }
}

/** The queues that this person has to do with. */
export async function listQueues(deps: PlansDeps, actor: Actor): Promise<QueueHead[]> {
  const seen = await seenBy(deps, actor)
  const { db } = deps.services
  const queues = (await liveQueues(db)).filter((queue) => mayForOne(actor, 'posts.read', queue.account_ids))
  const items = await itemsByQueue(
    db,
    queues.map((queue) => queue.id),
  )
  const accounts = await accountsIn(
    seen,
    queues.flatMap((queue) => queue.account_ids),
  )
  return queues.map((queue) => headOf(seen, queue, items.get(queue.id) ?? [], accounts))
}

const weeksShown = 4
const mostShown = 60

/** Every slot of the next weeks and all that waits, with what has them. */
async function placesOf(seen: Seen, queue: Queue, items: readonly QueueItem[]): Promise<QueuePlace[]> {
  const { deps, actor, now, book } = seen
  const rows = new Map(
    (
      await postRowsOf(
        deps.posts,
        actor,
        items.map((item) => item.postId),
      )
    ).map((row) => [row.id, row]),
  )
  const byTime = new Map(items.map((item) => [item.slotAt, item.postId]))
  const slots = [...slotsAfter(slotsOf(queue), book, now, weeksShown * week)].slice(0, mostShown)
  const times = [...new Set([...byTime.keys(), ...slots.map((slot) => slot.at)])].toSorted()
  return times.map((at) => {
    const id = byTime.get(at)
    const post = id === undefined ? null : (rows.get(id) ?? null)
    const mayMove =
      post !== null &&
      at > now &&
      mayForAll(
        actor,
        'posts.write',
        post.accounts.map((account) => account.id),
      )
    return { at, post, hidden: id !== undefined && post === null, mayMove }
  })
}

export async function viewQueue(deps: PlansDeps, actor: Actor, id: string): Promise<QueueView> {
  const { db } = deps.services
  const queue = await getQueue(db, id)
  needSee(actor, queue.account_ids, 'queue')
  const seen = await seenBy(deps, actor)
  const items = queue.ended_at === null ? await itemsOf(db, id) : []
  const names = await namesOf(db, queue.owner_id ? [queue.owner_id] : [])
  return {
    ...headOf(seen, queue, items, await accountsIn(seen, queue.account_ids)),
    version: queue.version,
    slots: queue.slots,
    inElections: queue.in_elections,
    whenClosed: queue.when_closed,
    fillDays: queue.fill_days,
    pauseReason: queue.pause_reason,
    owner: queue.owner_id
      ? { id: queue.owner_id, name: names.get(queue.owner_id) ?? 'Somebody who has left' }
      : null,
    places: queue.ended_at === null ? await placesOf(seen, queue, items) : [],
    leftOut: leftOut(slotsOf(queue), seen.book, seen.now, weeksShown * week),
  }
}

export const occurrenceView = ({ day, slot, why }: Occurrence): OccurrenceView => ({
  day,
  at: slot?.at ?? null,
  why,
})

type Names = Awaited<ReturnType<typeof namesOf>>

function seriesHead(seen: Seen, series: Series, names: Names, accounts: Accounts): SeriesHead {
  const { actor, now, book } = seen
  const next = nextOccurrences(series.rule, book, now, 20).find((one) => one.slot !== null)
  return {
    id: series.id,
    name: series.name,
    state: series.ended_at === null ? 'active' : 'ended',
    says: saySeries(series.rule),
    next: series.ended_at === null ? (next?.slot?.at ?? null) : null,
    trouble: series.trouble,
    accounts: namedIn(accounts, series.template.accountIds),
    owner: series.owner_id
      ? { id: series.owner_id, name: names.get(series.owner_id) ?? 'Somebody who has left' }
      : null,
    mayManage: mayForAll(actor, 'plans.manage', series.template.accountIds),
  }
}

export async function listSeries(deps: PlansDeps, actor: Actor): Promise<SeriesHead[]> {
  const seen = await seenBy(deps, actor)
  const all = (await allSeries(deps.services.db)).filter((series) =>
    mayForOne(actor, 'posts.read', series.template.accountIds),
  )
  return seriesHeads(seen, all)
}

async function seriesHeads(seen: Seen, all: readonly Series[]): Promise<SeriesHead[]> {
  const owners = all.flatMap((series) => series.owner_id ?? [])
  const names = await namesOf(seen.deps.services.db, owners)
  const accounts = await accountsIn(
    seen,
    all.flatMap((series) => series.template.accountIds),
  )
  return all.map((series) => seriesHead(seen, series, names, accounts))
}

const shownDates = 5
const shownDrafts = 12

export async function viewSeries(deps: PlansDeps, actor: Actor, id: string): Promise<SeriesView> {
  const { db } = deps.services
  const series = await getSeries(db, id)
  needSee(actor, series.template.accountIds, 'series')
  const seen = await seenBy(deps, actor)
  const made = await db
    .selectFrom('series_occurrence')
    .select(['day', 'post_id'])
    .where('series_id', '=', id)
    .orderBy('day', 'desc')
    .limit(shownDrafts)
    .execute()
  const rows = await postRowsOf(
    deps.posts,
    actor,
    made.flatMap((one) => (one.post_id ? [one.post_id] : [])),
  )
  const [head] = await seriesHeads(seen, [series])
  if (!head) throw new NotFound('series')
  return {
    ...head,
    version: series.version,
    template: { ...series.template, content: { ...series.template.content } },
    rule: series.rule,
    ahead: series.ahead,
    next5: nextOccurrences(series.rule, seen.book, seen.now, shownDates).map(occurrenceView),
    made: made.map((one) => ({ day: one.day, post: rows.find((row) => row.id === one.post_id) ?? null })),
  }
}

/** Posts that may be used again, of the queues that this person has to do with; or these posts. */
export async function evergreenViews(
  deps: PlansDeps,
  actor: Actor,
  which: { queueIds: readonly string[] } | { postIds: string[] },
): Promise<EvergreenView[]> {
  const { db } = deps.services
  const { now, book } = await seenBy(deps, actor)
  const today = dayIn(now, book.zone)
  const items = await restedOf(db, which)
  const rows = new Map(
    (
      await postRowsOf(
        deps.posts,
        actor,
        items.map((item) => item.post_id),
      )
    ).map((row) => [row.id, row]),
  )
  const queues = new Map((await liveQueues(db)).map((queue) => [queue.id, queue]))
  return items.flatMap((item) => {
    const row = rows.get(item.post_id)
    if (!row) return []
    const accounts = row.accounts.map((account) => account.id)
    const done = item.against !== null || item.uses >= item.most_uses || item.review_on <= today
    return {
      postId: item.post_id,
      title: item.title,
      queueId: item.queue_id,
      queueName: queues.get(item.queue_id)?.name ?? 'A queue that has ended',
      restDays: item.rest_days,
      reviewOn: item.review_on,
      mostUses: item.most_uses,
      uses: item.uses,
      lastOut: item.lastOut,
      restsUntil: done ? null : restsUntil(item, book.zone),
      why: whyNotAgain(item, { day: today, today, zone: book.zone }),
      mayManage: mayForAll(actor, 'posts.write', accounts),
    }
  })
}
