import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import { append } from '#platform/ledger/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { closeAccount } from './close-account.ts'
import { changeLeaving } from './change.ts'
import { giveUpLeaving } from './give-up.ts'
import { markLeavingStep } from './mark-step.ts'
import { leavingPlan } from './plan.ts'
import { tellRegister } from './tell-register.ts'
import { related, stageOf, type Stage } from '../testing.ts'
import { moveAccount } from '../life/move.ts'
import { openAccount } from '../life/open-account.ts'
import { readLife } from '../life/read-life.ts'

let services: TestServices
let stage: Stage
const now = '2026-11-21T09:00:00.000Z'

beforeAll(async () => {
  services = await testServices({ now })
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  await bringBaselineIntoForce(services)
})
afterAll(() => services.close())

const deps = (scheduled = 0) => ({
  ...stage.deps,
  scheduledOn: (_db: unknown, ids: readonly string[]) =>
    Promise.resolve(new Map(ids.map((id) => [id, scheduled]))),
})
const life = (id: string, posts = 0) => readLife(deps(posts), stage.officer, id)
const plan = (id: string) => leavingPlan(deps(), stage.officer, id)
const tick = { done: true, note: '' }

/** An account as the other way of closing left it: its state says so, and steps were ticked; there is no row beside. */
async function halfWay(handle: string, steps: string[]): Promise<string> {
  const { id } = await stage.account({ handle })
  await services.db
    .transaction()
    .execute((tx) =>
      moveAccount(tx, now, stage.officer, { accountId: id, to: 'closing', reason: 'Nobody reads it.' }),
    )
  for (const step of steps)
    await services.db
      .insertInto('closing_step')
      .values({ account_id: id, step, note: 'As before.', person_id: stage.colleague.personId, at: now })
      .execute()
  return id
}

test('an account half-way through its closing keeps every step, and goes on to be closed', async () => {
  const id = await halfWay('alumni', ['signpost', 'network'])
  expect((await life(id, 2)).closing).toEqual({
    reason: 'Nobody reads it.',
    closesOn: null,
    progress: { done: 3, of: 5, next: 'records' },
  })
  expect(await plan(id)).toMatchObject({
    leaving: {
      begunBy: 'Digital Marketing Officer',
      version: 0,
      progress: { done: 4, of: 5, next: 'records' },
      steps: [
        { id: 'records', done: false },
        { id: 'signpost', done: true, proved: false, note: 'As before.', by: 'Faculty Web Editor' },
        { id: 'network', done: true },
        { id: 'register', done: true, proved: true },
        { id: 'posts', done: true, proved: true },
      ],
    },
  })
  const editor = related(stage.colleague, id, 'administrator')
  await expect(tellRegister(deps(), stage.officer, id, { version: 0 })).rejects.toMatchObject({
    message: 'The register says already that this account is being closed.',
  })
  const changed = await changeLeaving(deps(), editor, id, { version: 0, closesOn: '2027-01-10' })
  expect(changed.leaving).toMatchObject({ closesOn: '2027-01-10', version: 1, reason: 'Nobody reads it.' })
  const { account } = await markLeavingStep(deps(), editor, id, 'records', tick)
  const closing = { version: account.version, reason: 'All is done.', whenDone: true }
  await expect(closeAccount(deps(1), stage.officer, id, closing)).rejects.toMatchObject({
    code: 'register.leaving-steps',
  })
  await closeAccount(deps(), stage.officer, id, closing)
  const story = await life(id)
  expect(story.moves.map(({ to }) => to)).toEqual(['closed', 'closing', 'active'])
  expect(story.closing).toBeNull()
  expect(story.may).toEqual({
    pause: false,
    resume: false,
    setObjective: false,
    open: false,
    seeClosing: false,
    close: false,
  })
  expect(
    await services.db.selectFrom('leaving').select('state').where('account_id', '=', id).execute(),
  ).toEqual([{ state: 'closed' }])
})

test('one that is kept after all speaks again, and another closing begins anew', async () => {
  const id = await halfWay('estates', ['network'])
  await expect(
    giveUpLeaving(deps(), stage.officer, id, { version: 7, reason: 'It stays.' }),
  ).rejects.toMatchObject({ code: 'register.changed-meanwhile' })
  const kept = await giveUpLeaving(deps(), stage.officer, id, { version: 0, reason: 'It stays after all.' })
  expect(kept).toMatchObject({ account: { state: 'active' }, leaving: null })
  await expect(markLeavingStep(deps(), stage.officer, id, 'network', tick)).rejects.toMatchObject({
    code: 'register.not-leaving',
  })
  expect(
    await services.db.selectFrom('closing_step').selectAll().where('account_id', '=', id).execute(),
  ).toEqual([])
})

test('records that were exported tick their step, and what was left is on record when it is closed', async () => {
  const id = await halfWay('library', [])
  const record = (accountId?: string) =>
    services.db.transaction().execute((tx) =>
      append(tx, now, {
        kind: 'records.exported',
        actor: { person: stage.colleague.personId, name: 'Faculty Web Editor' },
        subject: 'records',
        ...(accountId ? { accountId } : {}),
        summary: 'Records were exported.',
      }),
    )
  await record()
  expect((await plan(id)).leaving?.steps[0]).toMatchObject({ done: false })
  await record(id)
  expect((await plan(id)).leaving?.steps[0]).toEqual({
    id: 'records',
    done: true,
    proved: true,
    how: 'Its records were exported from the log.',
    note: '',
    by: 'Faculty Web Editor',
    at: now,
  })
  const { account } = await plan(id)
  await closeAccount(deps(), stage.officer, id, {
    version: account.version,
    reason: 'The network took it away.',
    whenDone: false,
  })
  const entry = await services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('account_id', '=', id)
    .where('kind', '=', 'register.account-closed')
    .executeTakeFirstOrThrow()
  expect(entry.body).toMatchObject({ facts: { left: ['signpost', 'network'] } })
})

test('an approved account is open by an officer’s word where it is not connected', async () => {
  const { id } = await stage.account({ handle: 'archive' })
  await services.db.updateTable('account').set({ state: 'in-review' }).where('id', '=', id).execute()
  await expect(openAccount(services, stage.officer, id, 'It is there.')).rejects.toMatchObject({
    message: 'This account is not waiting to be opened.',
  })
  await services.db
    .transaction()
    .execute((tx) => moveAccount(tx, now, stage.officer, { accountId: id, to: 'approved', reason: 'Yes.' }))
  expect(await openAccount(services, stage.officer, id, 'It is there.')).toMatchObject({ state: 'active' })
})
