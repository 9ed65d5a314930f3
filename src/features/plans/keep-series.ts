import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { needForAll } from './access.ts'
import type { SeriesInput } from './contract.ts'
import { dayBook } from './day-book.ts'
import type { PlansDeps } from './deps.ts'
import { needManage } from './keep-queue.ts'
import { dayIn, nextOccurrences } from './rules.ts'
import { getSeries, lockSeries, needVersion } from './store.ts'
import type { Series } from './tables.ts'

/** Sets up a series. Its drafts are made in the name of whoever sets it up, who has to be able to write for them. */
export async function makeSeries(deps: PlansDeps, actor: Actor, input: SeriesInput): Promise<string> {
  const { services } = deps
  needMay(actor, input)
  await needDates(deps, input)
  const at = nowOf(services)
  const id = newId()
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('plan_series')
      .values({
        id,
        name: input.name,
        template: json(input.template),
        rule: json(input.rule),
        ahead: input.ahead,
        owner_id: actor.personId,
        made_through: await yesterday(tx, at),
        created_at: at,
        updated_at: at,
      })
      .execute()
    await record(tx, at, actor, id, 'series.made', 'A series was made.', input)
  })
  return id
}

/** Changes a series. Drafts that are there already stay as they are. */
export async function changeSeries(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  input: SeriesInput & { version: number },
): Promise<void> {
  const { services } = deps
  await seriesToManage(deps, actor, id)
  needMay(actor, input)
  await needDates(deps, input)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const series = await lockSeries(tx, id)
    needVersion(series, input.version)
    const { name, ahead } = input
    await tx
      .updateTable('plan_series')
      .set({
        name,
        ahead,
        template: json(input.template),
        rule: json(input.rule),
        trouble: null,
        owner_id: actor.personId,
        version: series.version + 1,
        updated_at: at,
      })
      .where('id', '=', id)
      .execute()
    await record(tx, at, actor, id, 'series.changed', 'A series was changed.', input)
  })
}

/** Ends a series: no more drafts are made. Those that are there stay. */
export async function endSeries(deps: PlansDeps, actor: Actor, id: string): Promise<void> {
  const { services } = deps
  await seriesToManage(deps, actor, id)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const series = await lockSeries(tx, id)
    await tx
      .updateTable('plan_series')
      .set({ ended_at: at, updated_at: at, version: series.version + 1 })
      .where('id', '=', id)
      .execute()
    await append(tx, at, {
      kind: 'series.ended',
      actor: entryActor(actor),
      subject: `series:${id}`,
      summary: 'A series was ended.',
    })
  })
}

function needMay(actor: Actor, { template }: SeriesInput): void {
  needManage(actor, template.accountIds)
  for (const accountId of template.accountIds) authorise(actor, 'posts.write', accountId)
}

async function needDates({ services }: PlansDeps, { rule }: SeriesInput): Promise<void> {
  const now = nowOf(services)
  if (nextOccurrences(rule, await dayBook(services.db, now), now, 1).length > 0) return
  throw new Invalid('plans.no-dates', 'This series has no date that is still to come.', {
    fix: 'Choose a later last day, or a larger number of dates.',
    fields: [{ path: 'rule.until', message: 'No date is left before this day.' }],
  })
}

async function seriesToManage({ services }: PlansDeps, actor: Actor, id: string): Promise<Series> {
  const series = await getSeries(services.db, id)
  needForAll(actor, 'plans.manage', series.template.accountIds, 'series')
  if (series.ended_at !== null) throw new Conflict('plans.series-ended', `“${series.name}” has ended.`)
  return series
}

async function yesterday(tx: Tx, at: string): Promise<string> {
  const { zone } = await dayBook(tx, at)
  return Temporal.PlainDate.from(dayIn(at, zone)).subtract({ days: 1 }).toString()
}

async function record(
  tx: Tx,
  at: string,
  actor: Actor,
  id: string,
  kind: string,
  summary: string,
  { name, template, rule, ahead }: SeriesInput,
): Promise<void> {
  await append(tx, at, {
    kind,
    actor: entryActor(actor),
    subject: `series:${id}`,
    summary,
    facts: { accountIds: template.accountIds, repeats: rule.pattern.kind, every: rule.every, ahead },
    content: { name, template },
  })
}
