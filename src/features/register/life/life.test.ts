import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPractice } from '#networks/practice/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { beginConnection } from '../connect.ts'
import type { AccountState } from '../contract.ts'
import { stageOf, type Stage } from '../testing.ts'
import { accountView } from '../views.ts'
import { moveAccount } from './move.ts'
import { objectiveOf, setObjective } from './objectives.ts'
import { pauseAccount, resumeAccount } from './pause.ts'
import { proposeAccount } from './propose.ts'

let services: TestServices
let stage: Stage
const now = '2026-11-21T09:00:00.000Z'

beforeAll(async () => {
  services = await testServices({ now })
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
})
afterAll(() => services.close())

const propose = (handle: string) =>
  services.db.transaction().execute((tx) =>
    proposeAccount(tx, now, stage.colleague, {
      ...stage.wanted({ handle }),
      administrators: [stage.colleague.personId, stage.officer.personId],
      contributors: [stage.officer.personId],
      tags: ['clearing'],
    }),
  )
const move = (accountId: string, to: AccountState, reason = '') =>
  services.db.transaction().execute((tx) => moveAccount(tx, now, stage.officer, { accountId, to, reason }))
const movesOf = async (accountId: string) =>
  (
    await services.db
      .selectFrom('account_move')
      .select(['from_state', 'to_state'])
      .where('account_id', '=', accountId)
      .orderBy('id')
      .execute()
  ).map((row) => [row.from_state, row.to_state])

test('a proposal goes through review to approval, and is active once it is connected', async () => {
  const id = await propose('physics')
  expect(await accountView(services.db, id, now)).toMatchObject({
    state: 'proposed',
    tags: ['clearing'],
    unitKind: 'school',
    affiliate: false,
    reviewDue: null,
    members: [
      { name: 'Faculty Web Editor', relation: 'administrator', designated: true },
      { name: 'Digital Marketing Officer', relation: 'administrator', designated: false },
    ],
  })
  const connect = () => beginConnection(stage.deps, stage.officer, id, { method: 'practice', values: {} })
  await expect(connect()).rejects.toMatchObject({ message: expect.stringContaining('only proposed') })
  await move(id, 'in-review')
  await move(id, 'approved', 'It fills a gap.')
  expect(await accountView(services.db, id, now)).toMatchObject({
    state: 'approved',
    stateReason: 'It fills a gap.',
    reviewDue: '2027-05-21T09:00:00.000Z',
  })
  await expect(connect()).resolves.toMatchObject({ account: { state: 'active' } })
  expect(await movesOf(id)).toEqual([
    [null, 'proposed'],
    ['proposed', 'in-review'],
    ['in-review', 'approved'],
    ['approved', 'active'],
  ])
})

test('a move that the table does not allow is refused in a sentence', async () => {
  const id = await propose('astronomy')
  await expect(move(id, 'active')).rejects.toMatchObject({
    code: 'register.move',
    status: 409,
    message: 'This account is proposed. It can’t become active from there.',
  })
  expect(await movesOf(id)).toEqual([[null, 'proposed']])
})

test('of two who decide at once, one wins', async () => {
  const id = await propose('geology')
  await move(id, 'in-review')
  const both = await Promise.allSettled([move(id, 'approved'), move(id, 'refused')])
  expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await movesOf(id)).toHaveLength(3)
})

test('a refused proposal leaves its handle free; an appeal cannot take it back from another', async () => {
  const id = await propose('botany')
  await move(id, 'refused', 'There is one already.')
  await propose('botany')
  await expect(move(id, 'in-review')).rejects.toMatchObject({ code: 'register.handle-taken' })
})

test('two proposals may both not know their handle yet', async () => {
  await propose('')
  await expect(propose('')).resolves.toEqual(expect.any(String))
})

test('a new objective takes the place of the old one, which is kept', async () => {
  const { id } = await stage.account({ handle: 'history' })
  const first = {
    objective: 'More applicants',
    metric: 'Visits to the course pages',
    baseline: '',
    target: '',
    due: null,
  }
  const set = (input: typeof first) =>
    services.db.transaction().execute((tx) => setObjective(tx, now, stage.officer, id, input))
  await set(first)
  await set({ ...first, objective: 'Better applicants' })
  expect(await objectiveOf(services.db, id)).toMatchObject({ objective: 'Better applicants', due: null })
  expect((await accountView(services.db, id, now)).objective?.objective).toBe('Better applicants')
  const kept = await services.db
    .selectFrom('objective')
    .select('ended_because')
    .where('account_id', '=', id)
    .execute()
  expect(kept.map((row) => row.ended_because).toSorted()).toEqual(['Replaced.', null])
})

test('a pause stands beside the state, with who and why, and ends', async () => {
  const { id } = await stage.account({ handle: 'music' })
  const paused = await pauseAccount(services, stage.officer, id, { reason: 'The editor is away.' })
  expect(paused).toMatchObject({
    state: 'active',
    paused: { at: now, by: 'Digital Marketing Officer', reason: 'The editor is away.' },
  })
  await expect(pauseAccount(services, stage.officer, id, { reason: 'Again.' })).rejects.toMatchObject({
    code: 'register.paused-already',
  })
  await expect(pauseAccount(services, stage.colleague, id, { reason: 'Mine.' })).rejects.toMatchObject({
    status: 403,
  })
  expect((await resumeAccount(services, stage.officer, id)).paused).toBeNull()
  await expect(resumeAccount(services, stage.officer, id)).rejects.toMatchObject({
    code: 'register.not-paused',
  })
})
