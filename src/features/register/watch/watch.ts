import { sql } from 'kysely'
import { authorise, entryActor, mayAnywhere, type Actor } from '#features/people/index.ts'
import { knownNetworks, networkName } from '#networks/known.ts'
import { isUniqueViolation, newId, type Db, type Tables, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { settleDuty } from '../hand-over/tell.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayOf, dayProblem, endOfDay, longestMonths, reviewClause } from '../reviews/rules.ts'
import type { NetworkReviewInput, WatchedNetwork, WatchInput, WatchLine, WatchList } from './contract.ts'
import '../reviews/tables.ts'

export const networkReviewKey = (network: string): string => `network-review:${network}`

/** Every network that is known here, or that an account is on. */
export async function listNetworks(services: Services, actor: Actor): Promise<WatchList> {
  authorise(actor, 'accounts.read')
  return { networks: await watchLines(services.db) }
}

const open = sql`account.state in ('active', 'dormant', 'closing')`

async function countsByNetwork(db: Db | Tx) {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .select('account.network')
    .select([
      sql<number>`count(*) filter (where ${open})`.as('accounts'),
      sql<number>`count(*) filter (where account.state in ('active', 'dormant') and not unit.affiliate and exists (
        select 1 from network_change c where c.network = account.network
          and c.recorded_at > coalesce(account.reviewed_at, account.created_at)))`.as('to_review'),
      sql<number>`count(*) filter (where ${open} and exists (
        select 1 from leaving l where l.account_id = account.id and l.state = 'open'))`.as('leaving'),
    ])
    .groupBy('account.network')
    .execute()
}

async function watchLines(db: Db | Tx, only?: string): Promise<WatchLine[]> {
  const counts = new Map((await countsByNetwork(db)).map((row) => [row.network, row]))
  const entries = await db
    .selectFrom('network_watch')
    .leftJoin('office', 'office.id', 'network_watch.owner_office')
    .selectAll('network_watch')
    .select('office.name as office_name')
    .execute()
  const entryOf = new Map(entries.map((row) => [row.network, row]))
  const changes = await db
    .selectFrom('network_change')
    .select(['network', 'kind', 'what', 'recorded_at as at'])
    .distinctOn('network')
    .orderBy('network')
    .orderBy('recorded_at', 'desc')
    .execute()
  const lastOf = new Map(changes.map(({ network, ...change }) => [network, change]))
  const ids = [...new Set([...knownNetworks.map(({ id }) => id), ...counts.keys()])]
  return ids
    .filter((id) => only === undefined || id === only)
    .map((network) => {
      const entry = entryOf.get(network)
      const count = counts.get(network)
      return {
        network,
        name: networkName(network) ?? network,
        state: entry?.state ?? ('unwatched' as const),
        owner: entry?.owner_office
          ? { id: entry.owner_office, name: entry.office_name ?? entry.owner_office }
          : null,
        termsUrl: entry?.terms_url ?? '',
        termsReadOn: entry?.terms_read_on ?? null,
        charges: entry?.charges ?? '',
        closesOn: entry?.closes_on ?? null,
        api: entry?.api ?? '',
        reviewDue: entry?.review_due ?? null,
        reviewedAt: entry?.reviewed_at ?? null,
        version: entry?.version ?? 0,
        accounts: Number(count?.accounts ?? 0),
        toReview: Number(count?.to_review ?? 0),
        leaving: Number(count?.leaving ?? 0),
        lastChange: lastOf.get(network) ?? null,
      }
    })
}

/** One network with all that is known of it. */
export async function readNetwork(
  services: Services,
  actor: Actor,
  network: string,
): Promise<WatchedNetwork> {
  authorise(actor, 'accounts.read')
  const { db } = services
  const [line] = await watchLines(db, network)
  if (!line) throw new NotFound('network')
  return {
    ...line,
    changes: await db
      .selectFrom('network_change')
      .leftJoin('person', 'person.id', 'network_change.recorded_by')
      .select([
        'network_change.id',
        'kind',
        'what',
        'from_date as from',
        'source',
        'person.name as by',
        'recorded_at as at',
        'accounts',
      ])
      .where('network', '=', network)
      .orderBy('recorded_at', 'desc')
      .limit(50)
      .execute(),
    story: await db
      .selectFrom('network_story')
      .leftJoin('person', 'person.id', 'network_story.person_id')
      .select(['network_story.id', 'what', 'note', 'person.name as by', 'at'])
      .where('network', '=', network)
      .orderBy('at', 'desc')
      .limit(50)
      .execute(),
    waiting: await waitingThere(db, network),
    may: { watch: mayAnywhere(actor, 'networks.watch') },
  }
}

function waitingThere(db: Db, network: string): Promise<WatchedNetwork['waiting']> {
  return db
    .selectFrom('account')
    .innerJoin('duty', 'duty.account_id', 'account.id')
    .select(['account.id', 'account.display_name as name', 'account.handle', 'duty.due'])
    .where('account.network', '=', network)
    .where('duty.kind', '=', 'account.review')
    .where('duty.settled_at', 'is', null)
    .orderBy('duty.due')
    .orderBy('account.display_name')
    .limit(100)
    .execute()
}

export function needKnownNetwork(line: string): void {
  if (networkName(line) === undefined) throw new NotFound('network')
}

function meanwhile(version: number): Conflict {
  return new Conflict(
    'register.network-changed-meanwhile',
    'Somebody else changed the entry of this network. Nothing of theirs was overwritten.',
    { fix: 'Load it as it is now and make your change again.', data: { version } },
  )
}

/** Writes the entry of a network, unless somebody changed it since it was read. */
export async function enterNetwork(
  services: Services,
  actor: Actor,
  network: string,
  input: WatchInput,
): Promise<WatchedNetwork> {
  authorise(actor, 'networks.watch')
  needKnownNetwork(network)
  const { db } = services
  const at = nowOf(services)
  const zone = await zoneOf(db)
  refuseDay(input.reviewDue, at, zone, 'reviewDue')
  if (input.termsReadOn && input.termsReadOn > dayOf(at, zone))
    throw new Invalid(
      'register.network-day',
      'The terms can’t have been read on a day that is still to come.',
      {
        fields: [{ path: 'termsReadOn', message: 'Give a day that has been.' }],
      },
    )
  await db.transaction().execute(async (tx) => {
    await refuseUnknownOffice(tx, input.ownerOffice)
    const { version, ...typed } = input
    const row = {
      state: typed.state,
      owner_office: typed.ownerOffice,
      terms_url: typed.termsUrl,
      terms_read_on: typed.termsReadOn,
      charges: typed.charges,
      closes_on: typed.closesOn,
      api: typed.api,
      review_due: endOfDay(typed.reviewDue, zone),
      version: version + 1,
      changed_at: at,
    }
    await writeEntry(tx, network, version, row)
    await settleDuty(tx, at, networkReviewKey(network), {
      by: actor.personId,
      how: 'Its entry has another date now.',
    })
    await tell(tx, at, actor, network, 'entered', '', { version: version + 1, state: typed.state, typed })
  })
  return readNetwork(services, actor, network)
}

type EntryRow = Omit<Tables['network_watch'], 'network' | 'reviewed_at'>

async function writeEntry(tx: Tx, network: string, version: number, row: EntryRow): Promise<void> {
  if (version === 0) {
    try {
      await tx
        .insertInto('network_watch')
        .values({ network, reviewed_at: null, ...row })
        .execute()
    } catch (error) {
      if (!isUniqueViolation(error, 'network_watch_pkey')) throw error
      throw meanwhile(1)
    }
    return
  }
  const { numUpdatedRows } = await tx
    .updateTable('network_watch')
    .set(row)
    .where('network', '=', network)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw meanwhile(version)
}

function refuseDay(day: string, now: string, zone: string, path: string): void {
  const message = dayProblem(day, now, zone, longestMonths)
  if (message) throw new Invalid('register.network-day', message, { fields: [{ path, message }] })
}

async function refuseUnknownOffice(tx: Tx, id: string | null): Promise<void> {
  if (id === null) return
  const office = await tx.selectFrom('office').select('id').where('id', '=', id).executeTakeFirst()
  if (!office)
    throw new Invalid('register.no-office', 'There is no such office here.', {
      fields: [{ path: 'ownerOffice', message: 'Choose an office of the list.' }],
    })
}

/** Somebody has looked at a network, and it is looked at again at a date. */
export async function reviewNetwork(
  services: Services,
  actor: Actor,
  network: string,
  input: NetworkReviewInput,
): Promise<WatchedNetwork> {
  authorise(actor, 'networks.watch')
  const { db } = services
  const at = nowOf(services)
  const zone = await zoneOf(db)
  refuseDay(input.nextDue, at, zone, 'nextDue')
  await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('network_watch')
      .set({
        reviewed_at: at,
        review_due: endOfDay(input.nextDue, zone),
        version: input.version + 1,
        changed_at: at,
        ...(input.termsRead ? { terms_read_on: dayOf(at, zone) } : {}),
      })
      .where('network', '=', network)
      .where('version', '=', input.version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw meanwhile(input.version)
    await settleDuty(tx, at, networkReviewKey(network), { by: actor.personId, how: input.note })
    await tell(tx, at, actor, network, 'reviewed', input.note, {
      nextDue: input.nextDue,
      termsRead: input.termsRead,
    })
  })
  return readNetwork(services, actor, network)
}

async function tell(
  tx: Tx,
  at: string,
  actor: Actor,
  network: string,
  what: 'entered' | 'reviewed',
  note: string,
  { typed, ...facts }: { typed?: object; [fact: string]: unknown },
): Promise<void> {
  await tx
    .insertInto('network_story')
    .values({ id: newId(), network, what, note, person_id: actor.personId, at })
    .execute()
  await append(tx, at, {
    kind: `register.network-${what}`,
    actor: entryActor(actor),
    subject: `network:${network}`,
    summary: what === 'entered' ? 'The entry of a network was written.' : 'A network was looked at.',
    facts: { network, clause: reviewClause, ...facts },
    content: { note, ...(typed ? { entry: typed } : {}) },
  })
}
