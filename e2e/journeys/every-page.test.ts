import type { ExpectStatic } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { anything, identified, type Person } from '../api.ts'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { shoot } from '../steps.ts'

const test = journeys({ begins: 'example' })

const rows = z.array(
  z.looseObject({ id: z.string(), status: z.string().optional(), state: z.string().optional() }),
)
const list = z
  .record(z.string(), z.unknown())
  .transform((answer) => rows.parse(Object.values(answer).find(Array.isArray)))

const bare = [
  '/sign-in',
  '/sign-in/done',
  '/join',
  '/join#token=no-such-link-no-such-link',
  '/recover',
  '/setup',
]
const framed = [
  '/',
  '/posts',
  '/calendar',
  '/campaigns',
  '/campaigns/import',
  '/campaigns/hashtags',
  '/plans',
  '/plans/queues/new',
  '/plans/series/new',
  '/duties',
  '/notices',
  '/notices/channels',
  '/profile/notices',
  '/paused',
  '/outside-posts',
  '/images',
  '/accounts',
  '/accounts/new',
  '/requests',
  '/requests?list=waiting',
  '/requests?list=all',
  '/requests/new',
  '/accounts/import',
  '/estate',
  '/leaving',
  '/networks-watch',
  '/networks-watch/bluesky',
  '/networks-watch/bluesky/leaving',
  '/networks',
  '/networks/x',
  '/networks/practice',
  '/policy',
  '/policy/try',
  '/records',
  '/people',
  '/offices',
  '/units',
  '/directory',
  '/who-can-do-what',
  '/sign-in-services',
  '/institution',
  '/institution/calendar-file',
  '/profile',
  '/system',
  '/developers',
  '/impersonations',
  '/public-register',
  '/no-such-page',
]

const written = z.looseObject({
  version: z.number(),
  targets: z.array(z.looseObject({ accountId: z.string(), digest: z.string().nullable() })),
  publications: z.array(identified),
})
const withUnit = z.looseObject({ unit: identified })

/** A post for a channel on which no program may publish, approved and so handed to people. */
async function publicationByHand(keeper: Person, account: string): Promise<string> {
  const known = { name: 'Channel Editor', email: 'channel@example.ac.uk' }
  const writer = await joinByApi(keeper, known, ['officer'])
  const { unit } = await keeper.api.get(`/accounts/${account}`, withUnit)
  const channel = {
    handle: '0029VaExampleUniversity01',
    displayName: 'Library channel',
    network: 'whatsapp',
    unitId: unit.id,
    purpose: 'News of the library for its readers.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators: [writer.id],
  }
  const { id: accountId } = await writer.api.post('/accounts', channel, identified)
  await writer.api.post(`/accounts/${accountId}/connection`, { method: 'by-hand', values: {} }, anything)
  const content = { parts: [{ text: 'The library is open all night.', media: [], link: null }], variants: {} }
  const draft = { title: 'Open all night', content, accountIds: [accountId] }
  const { id } = await writer.api.post('/posts', draft, identified)
  const read = () => keeper.api.get(`/posts/${id}`, written)
  await writer.api.post(`/posts/${id}/submit`, { version: (await read()).version }, anything)
  const { targets } = await read()
  const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest]))
  await keeper.api.post(`/posts/${id}/approve`, { digests, note: '' }, anything)
  const [publication] = (await read()).publications
  return publication?.id ?? ''
}

/** Every page that is drawn for one thing: each kind of account, a post in every state, the last records. */
async function things(keeper: Person): Promise<string[]> {
  const { api } = keeper
  const idsOf = async (path: string) => (await api.get(path, list)).map(({ id }) => id)
  const states = new Map((await api.get('/posts', list)).map(({ id, status }) => [status, id]))
  const requests = new Map((await api.get('/requests?list=all', list)).map(({ id, state }) => [state, id]))
  const { id: draft } = await api.post(
    '/requests',
    { kind: 'open', answers: { audiences: ['students'] } },
    identified,
  )
  const [account = ''] = await idsOf('/accounts')
  const byHand = await publicationByHand(keeper, account)
  const [edition] = await idsOf('/policy/editions')
  const [campaign] = await idsOf('/campaigns')
  return [
    ...[...states.values()].map((id) => `/posts/${id}`),
    ...[draft, ...requests.values()].map((id) => `/requests/${id}`),
    `/posts/by-hand/${byHand}`,
    `/accounts/${account}`,
    `/accounts/${account}/edit`,
    `/accounts/${account}/hand-over`,
    `/accounts/${account}/secrets`,
    `/accounts/${account}/review`,
    `/accounts/${account}/leave`,
    `/campaigns/${campaign}`,
    `/campaigns/${campaign}/copy`,
    ...(await plansOf(api)),
    `/policy/editions/${edition}`,
    `/policy/editions/${edition}/changes`,
    ...(await idsOf('/records')).slice(0, 2).map((id) => `/records/${id}`),
  ]
}

const plans = z.object({
  queues: z.array(z.object({ id: z.string() })),
  series: z.array(z.object({ id: z.string() })),
})

async function plansOf(api: Person['api']): Promise<string[]> {
  const { queues, series } = await api.get('/plans', plans)
  return [...queues.map(({ id }) => `/plans/queues/${id}`), ...series.map(({ id }) => `/plans/series/${id}`)]
}

async function look(page: Page, path: string, expect: ExpectStatic): Promise<void> {
  // Another part after # alone would leave the page as it is.
  await page.goto('about:blank')
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  const faults: string[] = []
  // What a page could not show is said in red, and axe has nothing against that.
  if (!bare.includes(path))
    faults.push(...(await page.locator('[role=alert][data-level=refuse]').allInnerTexts()))
  await atEverySize(page, async (size) => {
    const name = path.replaceAll(/\W+/g, '-').replaceAll(/[0-9a-f-]{36}/g, '')
    await shoot(page, `page${name}-${size.replace(' ', '-')}`)
    await expectAccessible(page, `${path} at ${size}`)
  }).catch((error: unknown) => faults.push(String(error)))
  expect.soft(faults, path).toEqual([])
}

test.concurrent('the pages for everybody have no barrier, in light and dark, at 320 and 1280 pixels', async ({
  keeper,
  visit,
  expect,
}) => {
  const { page } = await visit()
  for (const path of bare) await look(page, path, expect)
  expect(keeper.name).not.toBe('')
})

const atOnce = 8
for (let from = 0; from < framed.length; from += atOnce) {
  const part = framed.slice(from, from + atOnce)
  test.concurrent(`nor have, with a university in it, ${part.join(' ')}`, async ({
    keeper,
    visit,
    expect,
  }) => {
    const { page } = await visit({ as: keeper })
    for (const path of part) await look(page, path, expect)
  })
}

test.concurrent(
  'nor have those of one post and request in each state, one account, one record',
  { timeout: 240_000 },
  async ({ keeper, visit, expect }) => {
    const { page } = await visit({ as: keeper })
    for (const path of await things(keeper)) await look(page, path, expect)
  },
)
