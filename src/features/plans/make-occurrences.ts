import { notify } from '#features/notices/index.ts'
import { actorById, type Actor } from '#features/people/index.ts'
import { beginPostFor, roomBetween } from '#features/posts/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { dayBook } from './day-book.ts'
import { planning as system, type PlansDeps } from './deps.ts'
import { dayWords } from './move-in-queue.ts'
import { dayIn, occurrences, type DayBook, type Occurrence } from './rules.ts'
import { allSeries, lockSeries } from './store.ts'
import type { Series } from './tables.ts'

/** What a series has to do now: drafts to make, and the day up to which it has then been seen to. */
export interface ToMake {
  make: Occurrence[]
  /** Dates that passed while nothing ran: of them the last is made once, without a time. */
  late: Occurrence | null
  through: string
}

/** Pure. Dates after `made_through`, up to so many days ahead. */
export function toMake(
  series: Pick<Series, 'rule' | 'ahead' | 'made_through' | 'created_at'>,
  book: DayBook,
  now: string,
): ToMake {
  const last = Temporal.PlainDate.from(dayIn(now, book.zone)).add({ days: series.ahead }).toString()
  const after = series.made_through ?? ''
  const make: Occurrence[] = []
  let late: Occurrence | null = null
  for (const one of occurrences(series.rule, book, after)) {
    if (one.day > last) break
    if (one.day <= after || one.slot === null) continue
    if (one.slot.at > now) make.push(one)
    // What had passed when the series was set up was never promised.
    else if (one.slot.at > series.created_at) late = one
  }
  return { make, late, through: last > after ? last : after }
}

const longestTitle = 200

/** With the day in it, by which the drafts are told apart: a long name gives way to it. */
function title(series: Series, day: string): string {
  const end = `, ${dayWords(`${day}T12:00:00Z`, 'UTC')}`
  return `${series.template.title.slice(0, longestTitle - end.length).toWellFormed()}${end}`
}

async function makeOne(
  deps: PlansDeps,
  tx: Tx,
  series: Series,
  actor: Actor,
  one: Occurrence,
  given: { at: string; hasRoom: boolean; late: boolean; zone: string },
): Promise<void> {
  const { at, hasRoom, late, zone } = given
  const there = await tx
    .selectFrom('series_occurrence')
    .select('day')
    .where('series_id', '=', series.id)
    .where('day', '=', one.day)
    .executeTakeFirst()
  if (there) return
  const slot = hasRoom && !late ? one.slot : null
  const draft = { ...series.template, title: title(series, one.day) }
  const postId = await beginPostFor(tx, actor, draft, { slot, at, example: series.example })
  await tx
    .insertInto('series_occurrence')
    .values({ series_id: series.id, day: one.day, post_id: postId, at })
    .execute()
  await append(tx, at, {
    kind: 'series.draft-made',
    actor: system,
    subject: `series:${series.id}`,
    postId,
    summary: 'A series made its next draft.',
    facts: { series: series.id, day: one.day, publishAt: slot?.at ?? null },
  })
  const when = slot
    ? `It is planned for ${dayWords(slot.at, zone)}, ${slot.local.slice('yyyy-mm-ddT'.length)}.`
    : late
      ? 'Its time passed while it could not be made, so it has none: it would go once it is approved.'
      : 'The network has no room at its time, so it has none yet.'
  await notify(deps.services, tx, at, {
    to: { persons: [actor.personId] },
    kind: 'plans.made',
    title: `A draft for you: ${draft.title}`,
    text: `The series “${series.name}” has made its next draft. ${when} Look it over and ask for approval; nothing goes out without it.`,
    link: `/posts/${postId}`,
    about: { postId },
  })
}

/** Why nobody can write for the series now, as a sentence. Its owner may have left, or may not write any more. */
async function inTrouble(deps: PlansDeps, series: Series, why: string): Promise<void> {
  const { services } = deps
  if (series.trouble === why) return
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await tx.updateTable('plan_series').set({ trouble: why }).where('id', '=', series.id).execute()
    await notify(services, tx, at, {
      to: { holdersOf: ['officer'], persons: series.owner_id ? [series.owner_id] : [] },
      kind: 'plans.made',
      title: `A series stands still: ${series.name}`,
      text: `${why} Whoever saves the series again takes it over.`,
      link: `/plans/series/${series.id}`,
    })
  })
}

/** Makes the drafts of one series whose time has come. */
export async function tendSeries(deps: PlansDeps, series: Series): Promise<void> {
  const { services, posts } = deps
  const at = nowOf(services)
  const book = await dayBook(services.db, at)
  const { make, late, through } = toMake(series, book, at)
  if (through === series.made_through) return
  const actor = series.owner_id === null ? null : await actorById(services.db, series.owner_id, at)
  if (!actor) return inTrouble(deps, series, 'Whoever set it up has left.')
  const times = make.map((one) => Date.parse(one.slot?.at ?? at))
  const { accountIds, content } = series.template
  const room = await roomBetween(posts, accountIds, [
    Math.min(...times, Date.parse(at)),
    Math.max(...times, 0),
  ])
  const hasRoom = (one: Occurrence) =>
    room(accountIds, { at: Date.parse(one.slot?.at ?? at), posts: content.parts.length })
  try {
    await services.db.transaction().execute(async (tx) => {
      const locked = await lockSeries(tx, series.id)
      if (locked.version !== series.version || locked.ended_at !== null) return
      const given = { at, zone: book.zone }
      if (late) await makeOne(deps, tx, locked, actor, late, { ...given, hasRoom: true, late: true })
      for (const one of make)
        await makeOne(deps, tx, locked, actor, one, { ...given, hasRoom: hasRoom(one), late: false })
      await tx
        .updateTable('plan_series')
        .set({ made_through: through, trouble: null })
        .where('id', '=', series.id)
        .execute()
    })
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error
    await inTrouble(deps, series, 'Whoever set it up may not write for all of its accounts any more.')
  }
}

/** For every series. A fault of one stops no other. */
export async function tendAllSeries(deps: PlansDeps): Promise<void> {
  const { services } = deps
  for (const series of await allSeries(services.db))
    try {
      await tendSeries(deps, series)
    } catch (err) {
      services.log.error({ err, series: series.id }, 'a series could not be looked after')
    }
}
