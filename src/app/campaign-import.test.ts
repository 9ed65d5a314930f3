import { sql } from 'kysely'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCampaign, type CampaignDeps } from '#features/campaigns/index.ts'
import type { ImportLine, ImportView } from '#features/campaigns/import/contract.ts'
import { importUpkeep, moveImport } from '#features/campaigns/import/jobs.ts'
import { startImport } from '#features/campaigns/import/make-drafts.ts'
import { remarksCsv, templateCsv } from '#features/campaigns/import/report.ts'
import { importById, importView, linePage } from '#features/campaigns/import/store.ts'
import { leaveOut, mapColumns, takeIn } from '#features/campaigns/import/take-in.ts'
import { uploadAsset } from '#features/assets/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { workbook } from '#platform/tables/testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Lists of posts as people have them, from the file to the drafts. */

let house: TestHouse
let deps: CampaignDeps
beforeEach(async () => {
  house = await testHouse()
  deps = { services: house.services, posts: house.posts }
})
afterEach(() => house.close())

const author = () => house.author.actor
const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0)
async function upload(
  bytes: Uint8Array,
  campaignId: string | null = null,
  actor = author(),
): Promise<ImportView> {
  const { id } = await takeIn(house.services, actor, { name: 'posts.csv', bytes }, campaignId)
  await moveImport(deps, id)
  return view(id)
}
const view = async (id: string) =>
  importView(house.services.db, await importById(house.services.db, author(), id))
const linesOf = async ({ id }: ImportView): Promise<ImportLine[]> =>
  (await linePage(house.services.db, id, { after: 0, limit: 100 })).lines
async function run({ id }: ImportView): Promise<ImportView> {
  await startImport(house.services, author(), id)
  await moveImport(deps, id)
  return view(id)
}
const posts = () =>
  house.services.db.selectFrom('post').selectAll().where('deleted_at', 'is', null).orderBy('title').execute()
const said = ({ result }: ImportLine) =>
  (result?.notes ?? []).map(({ say, fix }) => `${say} ${fix ?? ''}`).join('\n')

const head = 'Title,Accounts,Date,Time,Text'
const line = (title: string, more = 'Come and see us.') => `${title},engineering,14/12/2026,09:00,${more}`

test('a semicolon list in Windows-1252 is read as it is, and each line is shown as the post that it would become', async () => {
  const file = latin(
    'Titre de campagne;;;;;\r\nPost title;Account;Date;Time;Copy;Weather\r\nCafé;Practice: engineering;14/12/2026;9am;"Café on two\r\nlines ® £5";rain\r\n',
  )
  const checked = await upload(file)
  expect(checked).toMatchObject({
    format: 'CSV in Windows-1252, parted by semicolons',
    state: 'checked',
    unused: ['Weather'],
    above: ['Titre de campagne'],
    counts: { ready: 1, settle: 0, mend: 0, leftOut: 0 },
    toMake: 1,
  })
  const [one] = await linesOf(checked)
  expect(one).toMatchObject({
    line: 3,
    verdict: 'ready',
    result: {
      title: 'Café',
      local: '2026-12-14T09:00',
      accounts: [{ network: 'practice', handle: 'engineering' }],
      texts: [
        {
          network: null,
          text: 'Café on two\nlines ® £5',
          counts: [{ network: 'practice', used: 22, over: 0 }],
        },
      ],
    },
  })
  expect(await posts()).toEqual([])
})

test('a workbook with a merged heading, Excel dates, words for one network and emoji becomes drafts', async () => {
  const file = workbook([
    ['Open day campaign'],
    ['', '', '', 'Text'],
    ['Date', 'Time', 'Accounts', 'All', 'Text for Practice', 'Hashtags', 'Link'],
    [
      46370,
      0.375,
      'Practice: @library',
      'Everybody',
      '👩‍👩‍👧‍👦 Come!\nAll of you.',
      '#OpenDay, Visit',
      'www.example.ac.uk/visit',
    ],
  ])
  const checked = await upload(file)
  expect(checked.format).toBe('Excel workbook, its first sheet')
  // The merged heading says nothing of “All”: the person does.
  expect(checked.unused).toEqual(['All'])
  await mapColumns(house.services, author(), checked.id, {
    ...checked.mapping,
    columns: { ...checked.mapping.columns, text: 3 },
  })
  await moveImport(deps, checked.id)
  expect(await view(checked.id)).toMatchObject({ state: 'checked', unused: [], toMake: 1 })
  const done = await run(checked)
  expect(done).toMatchObject({ state: 'done', made: 1 })
  const [post] = await posts()
  expect(post).toMatchObject({
    state: 'draft',
    publish_local: '2026-12-14T09:00',
    author_id: author().personId,
  })
  expect(post?.content.variants['practice']?.[0]?.text).toBe(
    '👩‍👩‍👧‍👦 Come!\nAll of you.\n\nhttps://www.example.ac.uk/visit\n\n#OpenDay #Visit',
  )
  const records = await house.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'campaign.import-done')
    .execute()
  expect(records[0]?.body.facts).toMatchObject({ made: 1, lines: 1, posts: [post?.id] })
})

test('what is wrong is said with what to do, and no draft is made of it', async () => {
  const other = await signInAs(house.services, {
    name: 'Library Editor',
    accounts: [{ accountId: house.otherAccountId, relation: 'contributor' }],
  })
  const file = utf8(
    [
      `${head},Image,Language`,
      'No such,enginering,14/12/2026,09:00,Words,,',
      'Not mine,Practice: engineering,14/12/2026,09:00,Words,,',
      'No day,library,32/12/2026,09:00,Words,,',
      'No time,library,14/12/2026,,Words,,',
      'Past,library,14/12/2025,09:00,Words,,',
      'Twice,library,31/10/2027,01:30,Words,,',
      'Empty,library,14/12/2026,09:00,,,',
      'Picture,library,14/12/2026,09:00,Words,nowhere.jpg,',
      'Klingon,library,14/12/2026,09:00,Words,,Klingon',
    ].join('\n'),
  )
  const { id } = await takeIn(house.services, other.actor, { name: 'a.csv', bytes: file }, null)
  await moveImport(deps, id)
  const { lines } = await linePage(house.services.db, id, { after: 0, limit: 100, verdict: 'mend' })
  expect(lines.map((each) => said(each))).toEqual([
    expect.stringContaining('No account here is called'),
    expect.stringContaining('You may not write for @engineering on Practice'),
    expect.stringContaining('“32/12/2026” is no day'),
    expect.stringContaining('There is a day and no time'),
    expect.stringContaining('This time has passed'),
    expect.stringContaining('01:30 comes twice on that day'),
    expect.stringContaining('Nothing is written'),
    expect.stringContaining('There is no upload “nowhere.jpg”'),
    expect.stringContaining('“Klingon” is no language'),
  ])
  await expect(startImport(house.services, other.actor, id)).rejects.toMatchObject({ code: 'import.nothing' })
  // Nobody else sees the list but those who write for every account.
  await expect(importById(house.services.db, author(), id)).rejects.toMatchObject({ status: 404 })
  expect((await importById(house.services.db, house.officer.actor, id)).id).toBe(id)
})

test('the server’s own check speaks of every line, and a line with findings still becomes a draft', async () => {
  const checked = await upload(
    utf8(
      `${head}\n${line('Number', 'Ring Sam on 07700 900123 tonight.')}\n${line('Long', 'word '.repeat(400))}\n${line('Fine')}`,
    ),
  )
  const [number, long, fine] = await linesOf(checked)
  expect(number).toMatchObject({ verdict: 'settle' })
  expect(number?.result?.findings[0]).toMatchObject({
    clause: expect.stringMatching(/^BASE-/),
    evidence: expect.stringContaining('07700'),
  })
  expect(long?.result?.texts[0]?.counts[0]?.over).toBeGreaterThan(0)
  expect(long?.result?.findings.some(({ level }) => level === 'must')).toBe(true)
  expect(fine?.verdict).toBe('ready')
  const done = await run(checked)
  expect(done).toMatchObject({ made: 3, state: 'done' })
  expect((await posts()).every(({ state }) => state === 'draft')).toBe(true)
})

test('images are found by name or id, with their alternative text; days that could be two are said', async () => {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  const asset = await uploadAsset(house.services, house.officer.actor, { name: 'Library Front.png', bytes })
  const checked = await upload(
    utf8(
      `${head},Image,Alt text\n${line('A')},library front,Readers at dawn\nB,engineering,3/4/2027,09:00,Words,${asset.id},`,
    ),
  )
  const [a, b] = await linesOf(checked)
  expect(a?.result?.media).toEqual([{ id: asset.id, name: 'Library Front.png', alt: 'Readers at dawn' }])
  expect(b?.result?.media).toMatchObject([{ id: asset.id }])
  expect(said(b!)).toBe('')
  const unclear = await upload(utf8(`${head}\nB,engineering,3/4/2027,09:00,Words`))
  expect(said((await linesOf(unclear))[0]!)).toContain('Saturday 3 April 2027')
  await run(checked)
  const [post] = await posts()
  expect(post?.content.parts[0]?.media).toEqual([{ assetId: asset.id, alt: 'Readers at dawn', crop: null }])
})

test('lines go into the campaign that they name, into a new one of that name, or into the one that is chosen', async () => {
  const nothing = {
    purpose: '',
    objective: '',
    objectiveId: null,
    firstDay: null,
    lastDay: null,
    ownerId: null,
  }
  const chosen = await createCampaign(house.services, author(), { name: 'Chosen', ...nothing })
  const known = await createCampaign(house.services, author(), { name: 'Known', ...nothing })
  const checked = await upload(
    utf8(
      `${head},Campaign\n${line('A')},\n${line('B')},KNOWN\n${line('C')},Brand new\n${line('D')},brand new`,
    ),
    chosen,
  )
  expect(checked).toMatchObject({ newCampaigns: ['Brand new'], campaign: { id: chosen } })
  await run(checked)
  const made = await posts()
  expect(made.map(({ campaign_id: id }) => id).slice(0, 2)).toEqual([chosen, known])
  expect(made[2]?.campaign_id).toBe(made[3]?.campaign_id)
  expect(new Set(made.map(({ campaign_id: id }) => id)).size).toBe(3)
})

test('the same file twice is said, and its lines are left out unless they are taken in again', async () => {
  const file = utf8(`${head}\n${line('A')}\n${line('B')}\n${line('B')}`)
  const first = await upload(file)
  expect(said((await linesOf(first))[2]!)).toContain('Line 3 says the same')
  await run(first)
  const again = await upload(file)
  expect(again).toMatchObject({ earlier: { id: first.id }, toMake: 0, counts: { leftOut: 3 } })
  await leaveOut(house.services, author(), again.id, 2, false)
  expect(await run(again)).toMatchObject({ made: 1, state: 'done' })
  expect(await posts()).toHaveLength(4)
})

test('killed at every step it goes on, and two at once double nothing', async () => {
  const count = 12
  const file = utf8([head, ...Array.from({ length: count }, (_, at) => line(`Post ${at + 10}`))].join('\n'))
  const { id } = await takeIn(house.services, author(), { name: 'a.csv', bytes: file }, null)
  let left = 0
  const dying = (steps: number): CampaignDeps => {
    left = steps
    const clock = {
      now: () => {
        if (left-- <= 0) throw new Error('killed')
        return house.services.clock.now()
      },
    }
    const services = { ...house.services, clock }
    return { services, posts: { ...house.posts, services } }
  }
  let deaths = 0
  const tryOnce = async (steps: number) => {
    try {
      await moveImport(dying(steps), id)
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'killed') throw error
      deaths += 1
    }
  }
  for (let steps = 0; (await view(id)).state === 'checking'; steps += 7) await tryOnce(steps)
  await startImport(house.services, author(), id)
  for (let steps = 0; steps < 24; steps += 1) await tryOnce(steps)
  expect(deaths).toBeGreaterThan(10)
  const between = await view(id)
  expect(between.made).toBe((await posts()).length)
  house.services.clock.advance({ minutes: 2 })
  await Promise.all([importUpkeep(deps), moveImport(deps, id), moveImport(deps, id)])
  expect(await view(id)).toMatchObject({ state: 'done', made: count, toMake: count })
  expect(new Set((await posts()).map(({ title }) => title)).size).toBe(count)
  expect(await posts()).toHaveLength(count)
})

test('a list that stopped half-way is brought in once more, the first one goes on, and no line is made twice', async () => {
  const file = utf8([head, line('A'), line('B'), line('C')].join('\n'))
  const first = await upload(file)
  await startImport(house.services, author(), first.id)
  await house.services.db
    .updateTable('campaign_import_line')
    .set({ done: true })
    .where('line', '>', 2)
    .execute()
  await moveImport(deps, first.id)
  // As if its process had died after one line.
  await house.services.db.updateTable('campaign_import').set({ state: 'running' }).execute()
  await house.services.db
    .updateTable('campaign_import_line')
    .set({ done: false })
    .where('line', '>', 2)
    .execute()
  const again = await upload(file)
  expect(again).toMatchObject({ toMake: 2, counts: { leftOut: 1 } })
  await startImport(house.services, author(), again.id)
  await Promise.all([moveImport(deps, first.id), moveImport(deps, again.id)])
  expect((await posts()).map(({ title }) => title)).toEqual(['A', 'B', 'C'])
  expect(await view(again.id)).toMatchObject({ state: 'done' })
})

test('an import that fails at each try delays no other, and says so after a while', async () => {
  const file = (title: string) => utf8(`${head}\n${line(title)}`)
  const taken = (title: string) =>
    takeIn(house.services, author(), { name: 'a.csv', bytes: file(title) }, null)
  const stateOf = (id: string) => importById(house.services.db, author(), id)
  const [broken, fine] = [await taken('A'), await taken('B')]
  await house.services.db
    .updateTable('campaign_import')
    .set({ mapping: sql`'{}'::jsonb` })
    .where('id', '=', broken.id)
    .execute()
  house.services.clock.advance({ minutes: 1 })
  await importUpkeep(deps)
  expect(await view(fine.id)).toMatchObject({ state: 'checked' })
  expect(await stateOf(broken.id)).toMatchObject({ state: 'checking' })
  house.services.clock.advance({ minutes: 15 })
  await importUpkeep(deps)
  expect(await stateOf(broken.id)).toMatchObject({ state: 'stopped', fault: expect.any(String) as string })
})

test('a name that is cut in the middle of an emoji, and one for a campaign that is too long, are said', async () => {
  const checked = await upload(
    utf8(`${head},Campaign\n${line(`${'a'.repeat(299)}😀😀`)},\n${line('B')},${'Clearing '.repeat(20)}`),
  )
  expect(checked).toMatchObject({ state: 'checked', counts: { mend: 2 }, newCampaigns: [] })
  const [, long] = await linesOf(checked)
  expect(said(long!)).toContain('2 to 120 characters')
})

test('the file with remarks comes in again as it was, and no spreadsheet runs anything of it', async () => {
  const checked = await upload(
    utf8(`${head}\n"=HYPERLINK(""https://example.org"")",nowhere,14/12/2026,09:00,Words`),
  )
  const file = await remarksCsv(deps, author(), checked.id)
  expect(file).toContain(`"'=HYPERLINK(""https://example.org"")"`)
  expect(file).toContain('To be mended:')
  const again = await upload(utf8(file))
  expect(again).toMatchObject({ unused: [], lines: 1 })
  expect((await linesOf(again))[0]?.result?.title).toBe('=HYPERLINK("https://example.org")')
})

test('the template is read by its own columns', async () => {
  const checked = await upload(utf8(await templateCsv(deps)))
  expect(checked.unused).toEqual([])
  expect(Object.keys(checked.mapping.columns)).toContain('text:x')
})

test('a handle that closed between the check and the run is left, with why', async () => {
  const checked = await upload(utf8(`${head}\n${line('A')}\nB,library,14/12/2026,09:00,Words`))
  await house.services.db
    .updateTable('account')
    .set({ state: 'closed' })
    .where('id', '=', house.otherAccountId)
    .execute()
  expect(await run(checked)).toMatchObject({ state: 'done', made: 1, counts: { mend: 1 } })
  const [, b] = await linesOf(checked)
  expect(b).toMatchObject({ done: true, postId: null })
  expect(said(b!)).toContain('is not open')
})
