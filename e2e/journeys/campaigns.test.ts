import { expect } from 'vitest'
import { z } from 'zod'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { dayFromNow, eventually, heading, see, shoot } from '../steps.ts'

const test = journeys()
const posts = z.object({
  posts: z.array(z.object({ title: z.string(), status: z.string(), excerpt: z.string() })),
})

const file = (lines: string[]) => ({
  name: 'open-day.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Title,Accounts,Date,Time,Text,Weather', ...lines].join('\n')),
})

test('a spreadsheet becomes a campaign of drafts, a hashtag is changed in them, and the campaign is done again', async ({
  asContributor: page,
  institution,
}) => {
  const { contributor } = institution
  await page.goto('/campaigns')
  await page.getByRole('button', { name: 'New campaign' }).click()
  await page.getByLabel('Name').fill('Open day')
  await page.getByLabel('First day').fill(dayFromNow(20))
  await expectAccessible(page, 'the form of a campaign')
  await page.getByRole('button', { name: 'Begin the campaign' }).click()
  await heading(page, 'Open day').waitFor()

  await page.getByRole('link', { name: 'Import posts' }).first().click()
  await see(page, 'Its posts go into “Open day”')
  const lines = [
    `Doors open,Library,${dayFromNow(20)},09:00,Come to the #OpenDay at the library.,sun`,
    `Last chance,@library on Practice,${dayFromNow(22)},17.30,The #openday ends. Come and see us.,rain`,
    `Nowhere,Somewhere else,${dayFromNow(22)},25:00,Words,rain`,
  ]
  await page.getByLabel('Spreadsheet of posts').setInputFiles(file(lines))
  await heading(page, 'open-day.csv').waitFor()
  await page.getByRole('button', { name: 'Make 2 drafts' }).waitFor()
  await see(page, '“Weather”')
  await see(page, /No account here is called “Somewhere else”/)
  await see(page, /“25:00” is no time/)
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `the dry run, ${size}`)
    await shoot(page, `campaign-import-${size.replace(' ', '-')}`)
  })
  await page.getByLabel('Show').selectOption('mend')
  await page.getByRole('heading', { name: 'Nowhere' }).waitFor()
  await page.getByRole('heading', { name: 'Doors open' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Make 2 drafts' }).click()
  await page.getByRole('link', { name: 'See the campaign' }).click()
  await page.getByRole('link', { name: 'Last chance' }).waitFor()
  await see(page, /to finish it and ask for approval/)
  await expectAccessible(page, 'the campaign')
  await shoot(page, 'campaign')

  await page.getByRole('link', { name: 'Change a hashtag' }).click()
  await page.getByRole('textbox', { name: 'Hashtag', exact: true }).fill('#OpenDay')
  await page.getByLabel('New hashtag').fill('#VisitUs')
  await page.getByRole('button', { name: 'Show what would change' }).click()
  await see(page, 'Come to the #VisitUs at the library.')
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `the change of a hashtag, ${size}`)
    await shoot(page, `campaign-hashtags-${size.replace(' ', '-')}`)
  })
  await page.getByRole('button', { name: 'Change it in 2 drafts' }).click()
  await see(page, /^Changed in 2 drafts/)
  const { posts: drafts } = await contributor.api.get('/posts', posts)
  expect(drafts.map(({ excerpt, status }) => [status, excerpt]).toSorted()).toEqual([
    ['draft', 'Come to the #VisitUs at the library.'],
    ['draft', 'The #VisitUs ends. Come and see us.'],
  ])

  await page.goto('/campaigns')
  await page.getByRole('link', { name: 'Open day' }).click()
  await page.getByRole('link', { name: 'Duplicate' }).click()
  await page.getByLabel('Name').fill('Open day again')
  await page.getByLabel('First day').fill(dayFromNow(27))
  await page.getByRole('button', { name: 'Show the copies' }).click()
  await page.getByRole('checkbox', { name: 'Copy “Last chance”' }).uncheck()
  await expectAccessible(page, 'the copies')
  await shoot(page, 'campaign-copy')
  await page.getByRole('button', { name: 'Make it with 1 draft' }).click()
  await heading(page, 'Open day again').waitFor()
  await page.getByRole('link', { name: 'Doors open' }).click()
  await page.getByRole('link', { name: 'See the post that this is a copy of' }).waitFor()
  await page.getByLabel('Campaign').selectOption({ label: 'Open day' })
  await eventually(
    () => contributor.api.get('/posts', z.object({ posts: z.array(z.object({ campaignId: z.string() })) })),
    ({ posts: all }) => new Set(all.map(({ campaignId }) => campaignId)).size === 1,
  )
  await shoot(page, 'campaign-post')
})
