import { sql } from 'kysely'
import { actorById, type Actor } from '#features/people/index.ts'
import { appealRequest } from '#features/register/requests/appeal.ts'
import { checkRequest } from '#features/register/requests/check.ts'
import type { Answers } from '#features/register/requests/contract.ts'
import { decideRequest } from '#features/register/requests/decide.ts'
import { createRequest } from '#features/register/requests/draft.ts'
import { submitRequest } from '#features/register/requests/submit.ts'
import { askRequester } from '#features/register/requests/thread.ts'
import { nowOf } from '#platform/services.ts'
import { exampleRequests, type ExampleRequest } from './requests.ts'
import { actorIn, type Stage } from './stage.ts'
import type { Structure } from './structure.ts'

/** Requests in every state that lasts, made and answered by the example's people as anybody would. */
export async function loadRequests(stage: Stage, structure: Structure): Promise<void> {
  for (const request of exampleRequests) {
    const id = await begin(stage, structure, request)
    await meetItsFate(stage, request, id)
    await backdate(stage, id, request.daysAgo)
  }
}

function answersOf(stage: Stage, { units, people }: Structure, request: ExampleRequest): Answers {
  const { unit, account, successor, administrators } = request
  return {
    ...request.answers,
    ...(unit ? { unitId: units.get(unit)! } : {}),
    ...(account ? { accountId: stage.accounts.get(account)! } : {}),
    ...(successor ? { successorId: stage.accounts.get(successor)! } : {}),
    ...(administrators ? { administrators: administrators.map((key) => people.get(key)!) } : {}),
  }
}

async function begin(stage: Stage, structure: Structure, request: ExampleRequest): Promise<string> {
  const { services } = stage.house
  const requester = actorIn(stage, request.requester)
  const answers = answersOf(stage, structure, request)
  const given = { kind: request.kind, answers, reasons: {}, declared: [] }
  // A draft waits for whoever goes on with it; what is sent has all that the policy in force wants.
  const { declarations, reasons } = await checkRequest(services, requester, given)
  const isDraft = request.fate.kind === 'draft'
  const id = await createRequest(services, requester, {
    ...given,
    declared: isDraft ? [] : declarations.map((one) => one.id),
    reasons: isDraft
      ? {}
      : Object.fromEntries(reasons.map((one) => [one.id, 'What there is does not reach them.'])),
  })
  await services.db.updateTable('request').set({ example: true }).where('id', '=', id).execute()
  return id
}

async function meetItsFate(stage: Stage, { requester, fate }: ExampleRequest, id: string): Promise<void> {
  if (fate.kind === 'draft') return
  const { services } = stage.house
  await submitRequest(services, actorIn(stage, requester), id, 1)
  const { id: stageId } = await services.db
    .selectFrom('request_stage')
    .select('id')
    .where('request_id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  if (fate.kind === 'asked')
    return askRequester(services, await officerOf(stage, fate.by), id, stageId, fate.question)
  const { decision, reasons, conditions = '', appeal } = fate
  const clauses = decision === 'refused' ? ['BASE-14.1'] : []
  await decideRequest(services, await officerOf(stage, fate.by), id, stageId, {
    version: 1,
    decision,
    reasons,
    clauses,
    conditions,
  })
  if (appeal) await appealRequest(services, actorIn(stage, requester), id, appeal)
}

/** With what they may do now: the accounts have changed since. */
async function officerOf(stage: Stage, key: string): Promise<Actor> {
  const { services } = stage.house
  const { personId } = actorIn(stage, key)
  return (await actorById(services.db, personId, nowOf(services))) ?? actorIn(stage, key)
}

const dated = {
  request: ['created_at', 'updated_at', 'submitted_at', 'state_since', 'appeal_until'],
  request_version: ['at'],
  request_stage: ['opened_at', 'due', 'stopped_at', 'answered_at'],
  request_question: ['asked_at'],
  request_event: ['at'],
} as const

/** Gives it the days that the example tells of, and takes back the news of it: nobody did it just now. */
async function backdate({ house }: Stage, id: string, daysAgo: number): Promise<void> {
  await house.services.db.transaction().execute(async (tx) => {
    for (const [table, columns] of Object.entries(dated))
      for (const column of columns)
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} - make_interval(days => ${daysAgo})
          where ${sql.ref(table === 'request' ? 'id' : 'request_id')} = ${id}`.execute(tx)
    await tx.deleteFrom('notice').where('request_id', '=', id).execute()
  })
}
