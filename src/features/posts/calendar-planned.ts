import { sql } from 'kysely'
import type { NetworkProfile, RateRule } from '#networks/profile.ts'
import { workingCalendar } from '#features/institution/index.ts'
import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { Invalid } from '#platform/errors.ts'
import { reachOf, roomAt, type Planned, type PlannedBy, type Room } from './calendar-room.ts'
import { sayRoom } from './calendar-words.ts'
import type { PostsDeps } from './deps.ts'
import { scopeOf } from './sending/rate-rules.ts'

/** Whose posts a network counts together, in the register’s words. */
interface Counted {
  id: string
  network: string
  server: string | null
}

/** Null where the network counts nothing. */
interface RoomFor {
  profile: NetworkProfile | null
  room: Room
}

/** One account’s room for a post at one time. */
interface AccountRoom {
  accountId: string
  room: Room
  /** Null when there is nothing to say. */
  say: string | null
}

/** Everything that is planned or went out on some networks between two instants, by account. */
async function plannedOn(
  db: Db,
  networks: readonly string[],
  [from, to]: readonly [number, number],
  except: string | null,
): Promise<Map<string, Planned[]>> {
  const [first, last] = [new Date(from).toISOString(), new Date(to).toISOString()]
  // What goes once approved has no time of its own: its publication has.
  const { rows } = await sql<{ account_id: string; at: string; posts: number }>`
    with times as (
      select p.id, p.publish_at as at, p.content from post p
      where p.publish_at between ${first} and ${last} and p.deleted_at is null and p.state <> 'cancelled'
      union all
      select p.id, max(q.due_at) as at, p.content from publication q join post p on p.id = q.post_id
      where q.due_at between ${first} and ${last} and p.publish_at is null and p.deleted_at is null
        and q.state not in ('cancelled', 'rejected')
      group by p.id
    )
    select t.account_id, times.at, greatest(1, jsonb_array_length(times.content -> 'parts')) as posts
    from times join post_target t on t.post_id = times.id join account a on a.id = t.account_id
    where a.network = any (${sql.val([...networks])}) and times.id <> ${except ?? '00000000-0000-0000-0000-000000000000'}`.execute(
    db,
  )
  const found = new Map<string, Planned[]>()
  for (const { account_id, at, posts } of rows) {
    const list = found.get(account_id) ?? []
    list.push({ at: Date.parse(at), posts })
    found.set(account_id, list)
  }
  return found
}

/** Puts together what each kind of rule counts for each account. */
class Plans {
  readonly #accounts: ReadonlyMap<string, Counted>
  readonly #scopes: ReadonlyMap<string, Planned[]>
  readonly #profiles: ReadonlyMap<string, NetworkProfile>

  constructor(
    accounts: readonly Counted[],
    planned: ReadonlyMap<string, Planned[]>,
    profiles: ReadonlyMap<string, NetworkProfile>,
  ) {
    this.#accounts = new Map(accounts.map((account) => [account.id, account]))
    this.#profiles = profiles
    const scopes = new Map<string, Planned[]>()
    for (const [accountId, times] of planned) {
      const account = this.#accounts.get(accountId)
      if (!account) continue
      for (const per of ['account', 'app', 'server'] as const) {
        const key = this.#scope(per, account)
        const all = scopes.get(key) ?? []
        for (const time of times) all.push(time)
        scopes.set(key, all)
      }
    }
    for (const times of scopes.values()) times.sort((a, b) => a.at - b.at)
    this.#scopes = scopes
  }

  #scope(per: RateRule['per'], { id, network, server }: Counted): string {
    return `${per} ${scopeOf(per, { network, accountId: id, server })}`
  }

  /** The room for what stands in the plans itself. */
  roomOf(accountId: string, at: number): RoomFor {
    const account = this.#accounts.get(accountId)
    const all = account && this.#scopes.get(this.#scope('account', account))
    const posts = all?.find((each) => each.at === at)?.posts ?? 1
    return this.roomFor(accountId, { at, posts }, { known: true })
  }

  /** The room for a post on an account. `known`: it is among the planned itself, and is not counted twice. */
  roomFor(accountId: string, wanted: Planned, { known = false } = {}): RoomFor {
    const account = this.#accounts.get(accountId)
    const profile = account && this.#profiles.get(account.network)
    if (!account || !profile)
      return {
        profile: null,
        room: { level: 'ample', rule: null, planned: 0, span: null, goesAt: wanted.at },
      }
    const of = (per: RateRule['per']): readonly Planned[] => {
      const all = this.#scopes.get(this.#scope(per, account)) ?? []
      if (!known) return all
      const mine = all.findIndex((each) => each.at === wanted.at && each.posts === wanted.posts)
      return mine === -1 ? all : all.toSpliced(mine, 1)
    }
    const planned: PlannedBy = { account: of('account'), app: of('app'), server: of('server') }
    return { profile, room: roomAt(profile.rates, planned, wanted) }
  }
}

/** The plans of the networks of these accounts between two instants, and as far around as their rules reach. */
export async function plansFor(
  deps: PostsDeps,
  accountIds: readonly string[],
  [from, to]: readonly [number, number],
  except: string | null = null,
): Promise<Plans> {
  const { db } = deps.services
  const profiles = new Map([...deps.networks].map(([id, { profile }]) => [id, profile]))
  if (accountIds.length === 0) return new Plans([], new Map(), profiles)
  const asked = await db
    .selectFrom('account')
    .select('network')
    .distinct()
    .where('id', 'in', accountIds)
    .execute()
  // Where a network counts nothing there is nothing to look up.
  const networks = asked
    .map((row) => row.network)
    .filter((network) => (profiles.get(network)?.rates ?? []).some((rule) => rule.of === 'posts'))
  if (networks.length === 0) return new Plans([], new Map(), profiles)
  const reach = Math.max(...networks.map((network) => reachOf(profiles.get(network)?.rates ?? [])))
  const [accounts, planned] = await Promise.all([
    db.selectFrom('account').select(['id', 'network', 'server']).where('network', 'in', networks).execute(),
    plannedOn(db, networks, [from - reach, to + reach], except),
  ])
  return new Plans(accounts, planned, profiles)
}

interface RoomQuestion {
  accountIds: readonly string[]
  /** ISO 8601. */
  at: string
  /** How many posts it is: a thread is several. */
  posts: number
  /** The post itself, so that it does not count against itself. */
  except: string | null
}

/** Would a post on these accounts go in time at an instant? Looked up once for all instants between two. */
export async function roomBetween(
  deps: PostsDeps,
  accountIds: readonly string[],
  span: readonly [number, number],
  except: string | null = null,
): Promise<(accountIds: readonly string[], wanted: Planned) => boolean> {
  const plans = await plansFor(deps, accountIds, span, except)
  return (asked, wanted) =>
    asked.every((accountId) => ['ample', 'near'].includes(plans.roomFor(accountId, wanted).room.level))
}

/** What is to be said of the room that some accounts have for a post at one time; the worst first. */
export async function roomsAt(
  deps: PostsDeps,
  { accountIds, at, posts, except }: RoomQuestion,
): Promise<AccountRoom[]> {
  const time = Date.parse(at)
  const plans = await plansFor(deps, accountIds, [time, time], except)
  const { zone } = await workingCalendar(deps.services.db)
  return accountIds.map((accountId) => {
    const { room, profile } = plans.roomFor(accountId, { at: time, posts })
    return { accountId, room, say: profile ? sayRoom(profile, room, zone) : null }
  })
}

/** The same for those accounts whose posts this person may read. */
export function roomsForActor(deps: PostsDeps, actor: Actor, question: RoomQuestion): Promise<AccountRoom[]> {
  const accountIds = question.accountIds.filter(
    (accountId) => mayAnywhere(actor, 'posts.read') || mayFor(actor, 'posts.read', accountId),
  )
  return roomsAt(deps, { ...question, accountIds })
}

/** Refuses a time at which a post could not go by itself. Throws `Invalid` with what the network takes. */
export async function needRoom(
  deps: PostsDeps,
  question: Omit<RoomQuestion, 'at'> & { at: string | null },
): Promise<void> {
  const { at } = question
  if (at === null) return
  const full = (await roomsAt(deps, { ...question, at })).find(({ room }) => room.level === 'none')
  if (!full) return
  throw new Invalid('posts.time-full', full.say ?? 'The network has no room at that time.', {
    fix: 'Choose “Next free slot”, or another day.',
    fields: [{ path: 'schedule', message: 'The network takes no more posts around this time.' }],
    data: { accountId: full.accountId },
  })
}
