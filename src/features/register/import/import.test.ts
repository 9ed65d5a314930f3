import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPractice } from '#networks/practice/index.ts'
import { newId } from '#platform/db/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { addAccount } from '../add-account.ts'
import { personIn, stageOf, type Stage } from '../testing.ts'
import { mapColumns, takeIn } from './check-import.ts'
import type { ImportView, Mapping } from './contract.ts'
import { importUpkeep } from './jobs.ts'
import { importReport } from './report.ts'
import { runImport, startImport, stopImport, writeSome } from './run-import.ts'
import { importView, linePage } from './store.ts'

let services: TestServices
let stage: Stage
let physics: string

beforeAll(async () => {
  services = await testServices({ now: '2026-11-21T09:00:00.000Z' })
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  physics = newId()
  const unit = { kind: 'department', affiliate: false, example: false }
  await services.db
    .insertInto('unit')
    .values({ id: physics, name: 'Physics', parent_id: stage.unitId, ...unit })
    .execute()
  await services.db
    .insertInto('role_assignment')
    .values({ person_id: stage.officer.personId, role: 'officer', since: '2026-01-01T00:00:00Z' })
    .execute()
})
afterAll(() => services.close())

const head = 'Network,Handle,Name,Unit,Owner e-mail,Purpose,Audience,Hours,Status,Closed on'
const mail = 'digital.marketing.officer@example.ac.uk'
const rest = `${mail},News for everybody who reads,students,2`
const upload = (lines: string[], by = stage.officer) =>
  takeIn(services, by, {
    name: 'C:\\lists\\accounts.csv',
    bytes: new TextEncoder().encode([head, ...lines].join('\n')),
  })
const linesOf = async ({ id }: ImportView) =>
  (await linePage(services.db, id, { after: 0, limit: 200 })).lines
async function run(view: ImportView): Promise<ImportView> {
  await startImport(services, stage.officer, view.id)
  await runImport(services, view.id)
  return importView(services.db, view.id)
}
const accountsLike = (pattern: string) =>
  services.db.selectFrom('account').selectAll().where('handle', 'like', pattern).orderBy('handle').execute()

test('a list is checked line by line, and nothing of the register is touched', async () => {
  await stage.account({ handle: 'known', displayName: 'Known' })
  const view = await upload([
    `Practice,@New-One,New one,Physics,${rest},active,`,
    `Practice,known,Known by another name,School of Engineering > Physics,,,,,,`,
    `Practice,NEW-ONE,New again,Physics,${rest},,`,
    `Myspace,old,Old,Physics,${rest},,`,
    `Practice,strange,Strange,Alchemy,${rest},,`,
    `Practice,bad handle,Bad,Physics,${rest},,`,
    `Practice,no-hours,None,Physics,${mail},News for everybody who reads,students,plenty,,`,
    `Practice,shut,Shut,Physics,${rest},closed,`,
    `Practice,alone,=1+1,Physics,nobody@example.ac.uk,News for everybody who reads,students,2,,`,
  ])
  expect(view).toMatchObject({
    fileName: 'accounts.csv',
    format: 'CSV in UTF-8, parted by commas',
    state: 'checked',
    lines: 9,
    counts: { add: 2, change: 1, same: 0, 'left-out': 6 },
    unknown: {
      network: [{ value: 'Myspace', lines: 1 }],
      unit: [{ value: 'Alchemy', lines: 1 }],
      people: [{ value: 'nobody@example.ac.uk', lines: 1 }],
    },
  })
  const lines = await linesOf(view)
  expect(lines.map(({ line, verdict }) => [line, verdict])).toEqual([
    [2, 'add'],
    [3, 'change'],
    [4, 'left-out'],
    [5, 'left-out'],
    [6, 'left-out'],
    [7, 'left-out'],
    [8, 'left-out'],
    [9, 'left-out'],
    [10, 'add'],
  ])
  const saidOf = (line: number) =>
    lines
      .find((each) => each.line === line)
      ?.notes.map(({ say }) => say)
      .join(' ')
  expect(lines[1]?.changes).toEqual(['Name, from “Known”', 'Unit'])
  expect(saidOf(4)).toContain('Line 2 of this file says the same account')
  expect(saidOf(5)).toContain('No network here is called “Myspace”')
  expect(saidOf(6)).toContain('There is no unit “Alchemy”')
  expect(saidOf(7)).toContain('practice handle')
  expect(saidOf(8)).toContain('“plenty” is no number of hours')
  expect(saidOf(9)).toContain('not said since when')
  expect(saidOf(10)).toContain('begins like a formula')
  expect(saidOf(10)).toContain('BASE-1.2')
  expect(await accountsLike('new-one')).toEqual([])
})

test('what cells mean can be said, and the lines are checked anew', async () => {
  const view = await upload([`Myspace,first,First,Alchemy,${rest},retired soon,`, `,second,,,${mail},,,,,`])
  const mapping: Mapping = {
    ...view.mapping,
    meanings: {
      network: { myspace: 'practice' },
      unit: { alchemy: physics },
      state: { 'retired soon': 'dormant' },
    },
    otherwise: {
      network: 'practice',
      unitId: physics,
      purpose: 'News of a department.',
      audiences: ['public'],
      hoursPerWeek: 1,
    },
  }
  const mapped = await mapColumns(services, stage.officer, view.id, mapping)
  expect(mapped.counts).toMatchObject({ add: 2, 'left-out': 0 })
  expect(mapped.unknown).toEqual({ network: [], unit: [], state: [], people: [] })
  const twice = { ...mapping, columns: { ...mapping.columns, tags: 1 } }
  await expect(mapColumns(services, stage.officer, view.id, twice)).rejects.toMatchObject({
    code: 'import.columns',
    extras: { fields: [{ path: 'columns.tags' }] },
  })
  await run(mapped)
  expect(await accountsLike('first')).toMatchObject([{ state: 'dormant', unit_id: physics }])
  expect(await accountsLike('second')).toMatchObject([
    { display_name: 'second', purpose: 'News of a department.' },
  ])
})

test('a run adds and changes with a record each; the same file again changes nothing', async () => {
  await stage.account({ handle: 'run-old', displayName: 'Before' })
  const file = [
    `Practice,run-new,New,Physics,${rest},paused,`,
    `Practice,run-old,After,School of Engineering,,,,,,`,
    `Practice,run-gone,Gone,Physics,${rest},closed,31/03/2024`,
    `Practice,run-alone,Alone,Physics,,News for everybody who reads,students,2,,`,
  ]
  const done = await run(await upload(file))
  expect(done).toMatchObject({ state: 'done', progress: { done: 4, of: 4 }, counts: { add: 3, change: 1 } })
  const accounts = await accountsLike('run-%')
  expect(accounts).toMatchObject([
    { handle: 'run-alone', state: 'active', pause_reason: expect.stringContaining('BASE-1.2') },
    { handle: 'run-gone', state: 'closed', closed_at: '2024-03-31T00:00:00.000Z', paused_at: null },
    { handle: 'run-new', state: 'active', pause_reason: 'The list said so.', display_name: 'New' },
    { handle: 'run-old', display_name: 'After', version: 2 },
  ])
  const records = await services.db
    .selectFrom('ledger_entry')
    .select(['kind', 'account_id'])
    .where((eb) =>
      eb.or([
        eb('subject', '=', `import:${done.id}`),
        eb(
          'account_id',
          'in',
          accounts.map(({ id }) => id),
        ),
      ]),
    )
    .execute()
  expect(records.map(({ kind }) => kind).toSorted()).toEqual([
    'register.account-added',
    'register.account-added',
    'register.account-added',
    'register.account-added',
    'register.account-changed',
    'register.import-done',
  ])
  const again = await upload(file)
  expect(again.counts).toMatchObject({ add: 0, change: 0, same: 4, 'left-out': 0 })
  expect(again.earlier).toMatchObject({ id: done.id })
  await expect(startImport(services, stage.officer, again.id)).rejects.toMatchObject({
    code: 'import.nothing',
  })
  await expect(startImport(services, stage.officer, done.id)).rejects.toMatchObject({ code: 'import.done' })
})

test('stopped in the middle and gone on: no line twice, none lost', async () => {
  const file = Array.from({ length: 450 }, (_, at) => `Practice,many-${at},Many ${at},Physics,${rest},,`)
  const view = await upload(file)
  await startImport(services, stage.officer, view.id)
  expect(await writeSome(services, view.id)).toBe(true)
  const stopped = await stopImport(services, stage.officer, view.id)
  expect(stopped).toMatchObject({ state: 'stopped', progress: { done: 200, of: 450 } })
  expect(await writeSome(services, view.id)).toBe(false)
  await expect(mapColumns(services, stage.officer, view.id, view.mapping)).rejects.toMatchObject({
    code: 'import.begun',
  })
  // Meanwhile somebody adds one of them by hand.
  await addAccount(services, stage.officer, stage.wanted({ handle: 'many-449' }))
  const done = await run(view)
  expect(done).toMatchObject({ state: 'done', counts: { add: 449, change: 1 } })
  expect(await accountsLike('many-%')).toHaveLength(450)
  expect((await linesOf(view)).every(({ done: written, accountId }) => written && accountId)).toBe(true)
})

test('a step that breaks off leaves nothing behind, and is done whole when it is done again', async () => {
  const file = Array.from({ length: 300 }, (_, at) => `Practice,torn-${at},Torn,Physics,${rest},,`)
  const view = await upload(file)
  await startImport(services, stage.officer, view.id)
  const breaks = services.db.withPlugin({
    transformQuery: ({ node }) => {
      // The accounts and their records are written, the marks on the lines are not.
      if (JSON.stringify(node).includes('account_import_line l set done'))
        throw new Error('The light went out.')
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  await expect(writeSome({ ...services, db: breaks }, view.id)).rejects.toThrow('The light went out.')
  expect(await accountsLike('torn-%')).toEqual([])
  await runImport(services, view.id)
  expect(await accountsLike('torn-%')).toHaveLength(300)
  const records = services.db
    .selectFrom('ledger_entry')
    .innerJoin('account', 'account.id', 'ledger_entry.account_id')
    .select('ledger_entry.id')
    .where('account.handle', 'like', 'torn-%')
  expect(await records.execute()).toHaveLength(300)
})

test('an import whose process died goes on by itself', async () => {
  const view = await upload([`Practice,orphan,Orphan,Physics,${rest},,`])
  await startImport(services, stage.officer, view.id)
  await importUpkeep(services)
  expect(await accountsLike('orphan')).toEqual([])
  services.clock.advance({ seconds: 31 })
  await importUpkeep(services)
  expect(await accountsLike('orphan')).toHaveLength(1)
  services.clock.advance({ hours: 24 * 31 })
  await importUpkeep(services)
  await expect(importView(services.db, view.id)).rejects.toMatchObject({ status: 404 })
})

test('an address names network and handle, and must not contradict them', async () => {
  const bytes = new TextEncoder().encode(
    [
      'URL;Handle;Name;Unit;Admin;Purpose;Audience;Hours',
      `https://bsky.app/profile/uni.ac.uk;;The university;Physics;${mail};News for everybody who reads;public;2`,
      `https://bsky.app/profile/uni.ac.uk;other.ac.uk;Other;Physics;${mail};News for everybody who reads;public;2`,
      `https://social.ac.uk/@news;;News;Physics;${mail};News for everybody who reads;public;2`,
    ].join('\n'),
  )
  const view = await takeIn(services, stage.officer, { name: 'a.csv', bytes })
  const lines = await linesOf(view)
  expect(lines.map(({ title, verdict }) => [title, verdict])).toEqual([
    ['@uni.ac.uk on Bluesky', 'add'],
    ['Other on Bluesky', 'left-out'],
    ['@news@social.ac.uk on Mastodon', 'add'],
  ])
  expect(lines[1]?.notes[0]?.say).toContain('The address belongs to @uni.ac.uk on Bluesky')
})

test('a handle that looks like one of ours is pointed out, and still a person’s to decide', async () => {
  await stage.account({ handle: 'library' })
  const view = await upload([`Practice,1ibrary,Library,Physics,${rest},,`])
  const [line] = await linesOf(view)
  expect(line).toMatchObject({ verdict: 'add', notes: [{ level: 'warning', field: 'handle' }] })
  expect(line?.notes[0]?.say).toContain('@1ibrary looks like @library')
})

test('the report holds every line, and nothing that a spreadsheet program would run', async () => {
  const view = await upload([`Practice,report,"=HYPERLINK(""https://example.org"")",Physics,+44,Said,@x,2,,`])
  const report = await importReport(services, stage.officer, view.id)
  expect(report).toContain(`"'=HYPERLINK(""https://example.org"")"`)
  expect(report).toContain(`'@report on Practice`)
  expect(report).toContain('left out')
  for (const cell of report.split(/[\r\n]+|,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
    expect(cell).not.toMatch(/^"?[=+\-@\t]/)
})

test('only central communications bring lists in', async () => {
  const other = await personIn(services, 'Web Editor', [])
  await expect(upload([], other)).rejects.toMatchObject({ status: 403 })
  const view = await upload([`Practice,mine,Mine,Physics,${rest},,`])
  for (const deed of [startImport, stopImport, importReport])
    await expect(deed(services, other, view.id)).rejects.toMatchObject({ status: 403 })
})
