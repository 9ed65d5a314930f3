import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPractice } from '#networks/practice/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { closeAccount } from '../disconnect.ts'
import { related, stageOf, type Stage } from '../testing.ts'
import { accountView } from '../views.ts'
import { beginClosing, giveUpClosing, markClosingStep, openAccount } from './closing.ts'
import { moveAccount } from './move.ts'
import { readLife } from './read-life.ts'

let services: TestServices
let stage: Stage
const now = '2026-11-21T09:00:00.000Z'

beforeAll(async () => {
  services = await testServices({ now })
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
})
afterAll(() => services.close())

const life = (id: string, posts = 0) =>
  readLife(
    {
      services,
      postsOn: () =>
        Promise.resolve(
          Array.from({ length: posts }, (_none, index) => ({
            id: `${index}`,
            title: 'Open day',
            author: null,
            publishAt: now,
            scheduled: true,
          })),
        ),
    },
    stage.officer,
    id,
  )

test('an account is wound up step by step, by its own people, and then closed', async () => {
  const { id } = await stage.account({ handle: 'alumni' })
  const editor = related(stage.colleague, id, 'administrator')
  await expect(beginClosing(services, editor, id, 'Nobody reads it.')).rejects.toMatchObject({ status: 403 })
  await beginClosing(services, stage.officer, id, 'Nobody reads it.')
  await markClosingStep(services, editor, id, 'signpost', { done: true, note: 'Pinned on Friday.' })
  const halfway = await life(id, 2)
  expect(halfway.closing).toMatchObject({
    postsWaiting: 2,
    steps: [
      { id: 'signpost', done: true, note: 'Pinned on Friday.', by: 'Faculty Web Editor' },
      { id: 'posts', done: false },
      { id: 'network', done: false },
      { id: 'records', done: false },
    ],
  })
  expect((await life(id)).closing?.steps[1]?.done).toBe(true)
  await expect(
    markClosingStep(services, editor, id, 'posts', { done: true, note: '' }),
  ).rejects.toMatchObject({
    code: 'register.closing-posts',
  })
  await markClosingStep(services, editor, id, 'signpost', { done: false, note: '' })
  expect((await life(id)).closing?.steps[0]?.done).toBe(false)
  const { version } = await accountView(services.db, id, now)
  await closeAccount(stage.deps, stage.officer, id, { version, reason: 'Nobody reads it.' })
  const story = await life(id)
  expect(story.moves.map(({ to, by }) => [to, by])).toEqual([
    ['closed', 'Digital Marketing Officer'],
    ['closing', 'Digital Marketing Officer'],
    ['active', 'Digital Marketing Officer'],
  ])
  expect(story.may).toEqual({
    pause: false,
    resume: false,
    setObjective: false,
    open: false,
    beginClosing: false,
    close: false,
  })
})

test('a closing is given up, and begun again from the beginning', async () => {
  const { id } = await stage.account({ handle: 'estates' })
  await beginClosing(services, stage.officer, id, 'To be merged.')
  await markClosingStep(services, stage.officer, id, 'network', { done: true, note: '' })
  expect(await giveUpClosing(services, stage.officer, id, 'It stays after all.')).toMatchObject({
    state: 'active',
  })
  await expect(giveUpClosing(services, stage.officer, id, 'Again.')).rejects.toMatchObject({
    code: 'register.move',
  })
  await expect(
    markClosingStep(services, stage.officer, id, 'network', { done: true, note: '' }),
  ).rejects.toMatchObject({ code: 'register.move' })
  await beginClosing(services, stage.officer, id, 'To be merged.')
  expect((await life(id)).closing?.steps.some(({ id: step, done }) => step !== 'posts' && done)).toBe(false)
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
