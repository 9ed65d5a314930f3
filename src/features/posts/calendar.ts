import { workingCalendar } from '#features/institution/index.ts'
import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import type { PostsDeps } from './deps.ts'
import { plansFor } from './calendar-planned.ts'
import type { RoomLevel } from './calendar-room.ts'
import { sayRoom } from './calendar-words.ts'
import { clashMinutes, nextFreeSlot } from './schedule.ts'
import { listPosts, postRowsOf } from './lists.ts'
import type { PostRow } from './contract.ts'

export interface CalendarItem extends PostRow {
  at: string
  /** The nearest other posts of the same accounts within half an hour. */
  clashes: { postId: string; title: string }[]
}

const mostShown = 2_000

/** May there be more in the span than is shown? */
export const isCut = (items: readonly CalendarItem[]): boolean => items.length >= mostShown

/** Of a post that clashes with hundreds not all of them are named: on results day every post clashes with every other. */
const mostNamed = 5

/** The posts of each account, in their order. */
function byAccount(rows: readonly Timed[]): Map<string, Timed[]> {
  const lines = new Map<string, Timed[]>()
  for (const row of rows)
    for (const { id } of row.accounts) {
      const line = lines.get(id)
      if (line) line.push(row)
      else lines.set(id, [row])
    }
  return lines
}

type Timed = PostRow & { at: string; time: number }

/** The nearest ones before and after it on its accounts, as far as they are too near. */
function clashesOf(row: Timed, lines: ReadonlyMap<string, readonly Timed[]>, places: Places): Timed[] {
  const near = new Set<Timed>()
  for (const { id } of row.accounts) {
    const line = lines.get(id) ?? []
    const place = places.get(id)?.get(row.id) ?? 0
    for (const step of [-1, 1])
      for (let at = place + step, named = 0; named < mostNamed; at += step) {
        const other = line[at]
        if (!other || Math.abs(other.time - row.time) >= clashMinutes * 60_000) break
        if (other.status === 'cancelled') continue
        near.add(other)
        named += 1
      }
  }
  return [...near]
    .toSorted((one, other) => Math.abs(one.time - row.time) - Math.abs(other.time - row.time))
    .slice(0, mostNamed)
    .toSorted((one, other) => one.time - other.time)
}

type Places = ReadonlyMap<string, ReadonlyMap<string, number>>

/** What is planned or went out between two instants, with clashes. */
export async function calendar(
  deps: PostsDeps,
  actor: Actor,
  from: string,
  to: string,
): Promise<CalendarItem[]> {
  const planned = await listPosts(deps, actor, { from, to, limit: mostShown })
  const rows: Timed[] = [
    ...planned.flatMap((row) => (row.publishAt === null ? [] : [{ ...row, at: row.publishAt }])),
    ...(await sentOnceApproved(deps, actor, from, to)),
  ]
    .map((row) => ({ ...row, time: Date.parse(row.at) }))
    .toSorted((one, other) => one.time - other.time)
  const lines = byAccount(rows)
  const places: Places = new Map(
    [...lines].map(([account, line]) => [account, new Map(line.map((row, at) => [row.id, at]))]),
  )
  return rows.map((row) => {
    const { time: _time, ...item } = row
    const clashes = clashesOf(row, lines, places)
    return { ...item, clashes: clashes.map((other) => ({ postId: other.id, title: other.title })) }
  })
}

/** What was to go once it was approved has no time of its own; it stands where it came out last. */
async function sentOnceApproved(deps: PostsDeps, actor: Actor, from: string, to: string) {
  const sent = await deps.services.db
    .selectFrom('publication')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .select(({ fn }) => ['post_id', fn.max('published_at').as('at')])
    .where('published_at', '>=', from)
    .where('published_at', '<', to)
    .where('publish_at', 'is', null)
    .groupBy('post_id')
    .orderBy('at', 'desc')
    .limit(mostShown)
    .execute()
  const times = new Map(sent.map(({ post_id, at }) => [post_id, at]))
  return (await postRowsOf(deps, actor, [...times.keys()])).map((row) => ({
    ...row,
    at: times.get(row.id) ?? from,
  }))
}

/** A day on which an account has little room left, or none. */
export interface FullDay {
  /** `2026-08-14`, on the institution's clocks. */
  day: string
  accountId: string
  level: Exclude<RoomLevel, 'ample'>
  say: string
}

/** Of what the calendar shows: the days that are nearly full or overfull for an account. */
export async function fullDays(
  deps: PostsDeps,
  items: readonly CalendarItem[],
  from: string,
  to: string,
): Promise<FullDay[]> {
  const { zone } = await workingCalendar(deps.services.db)
  const dayOf = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  // The last of a day is the one that has to wait for all the others.
  const last = new Map<string, { day: string; accountId: string; at: string }>()
  for (const { at, accounts, status } of items) {
    if (status === 'cancelled') continue
    const day = dayOf(at)
    for (const { id: accountId } of accounts) {
      const known = last.get(`${day} ${accountId}`)
      if (!known || known.at < at) last.set(`${day} ${accountId}`, { day, accountId, at })
    }
  }
  const ends = [...last.values()]
  const accountIds = [...new Set(ends.map((end) => end.accountId))]
  const plans = await plansFor(deps, accountIds, [Date.parse(from), Date.parse(to)])
  return ends.flatMap(({ day, accountId, at }) => {
    const { room, profile } = plans.roomOf(accountId, Date.parse(at))
    const say = profile && sayRoom(profile, room, zone, 'day')
    return room.level === 'ample' || !say ? [] : [{ day, accountId, level: room.level, say }]
  })
}

/** The next time, in the institution's wall clock, at which none of these accounts has something planned nearby. */
export async function proposeSlot(
  deps: PostsDeps,
  actor: Actor,
  accountIds: string[],
  except: string | null,
): Promise<string | null> {
  const { db, clock } = deps.services
  const allowed = accountIds.filter(
    (accountId) => mayAnywhere(actor, 'posts.read') || mayFor(actor, 'posts.read', accountId),
  )
  const days = await workingCalendar(db)
  const ahead = Number(clock.now().epochMilliseconds)
  const plans = await plansFor(deps, allowed, [ahead, ahead + 28 * 86_400_000], except)
  const now = clock.now()
  let taken: { publish_at: string | null }[] = []
  if (allowed.length > 0) {
    let query = db
      .selectFrom('post')
      .innerJoin('post_target', 'post_target.post_id', 'post.id')
      .select('publish_at')
      .where('post_target.account_id', 'in', allowed)
      .where('deleted_at', 'is', null)
      .where('post.state', '!=', 'cancelled')
      .where('publish_at', '>', now.subtract({ hours: 1 }).toString())
    if (except) query = query.where('post.id', '!=', except)
    taken = await query.execute()
  }
  return nextFreeSlot(
    now,
    days,
    taken.flatMap((row) => (row.publish_at ? [row.publish_at] : [])),
    (at) => allowed.every((accountId) => inTime.has(plans.roomFor(accountId, { at, posts: 1 }).room.level)),
  )
}

/** Of a time that is proposed, these are no drawback. */
const inTime: ReadonlySet<RoomLevel> = new Set(['ample', 'near'])
