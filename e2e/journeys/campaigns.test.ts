import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { journeys } from '../journey.ts'
import { beAt, pressByKeys, tabTo } from '../keys.ts'
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

const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.textContent.trim()')

/** What has the focus says this: it is not lost at the top of the document. */
async function expectFocus(page: Page, says: string): Promise<void> {
  await eventually(
    () => focused(page),
    (text) => text === says,
  )
}

test(
  'by the keyboard a spreadsheet becomes a campaign of drafts and a hashtag is changed in them; then the campaign is done again',
  { timeout: 240_000 },
  async ({ asContributor: page, institution }) => {
    const { contributor } = institution
    await page.goto('/campaigns')
    await page.getByRole('heading', { name: 'Begin the first campaign' }).waitFor()
    await pressByKeys(page, /^New campaign/)
    await page.getByLabel('Name').waitFor()
    await beAt(page, /^Name/)
    await page.keyboard.type('Open day')
    // In which order a day is typed is for the browser's own language to say.
    await page.getByLabel('First day').fill(dayFromNow(20))
    await expectAccessible(page, 'the form of a campaign')
    await pressByKeys(page, /^Begin the campaign/)
    await heading(page, 'Open day').waitFor()
    await expectFocus(page, 'Open day')

    await pressByKeys(page, page.getByRole('link', { name: 'Import posts' }))
    await see(page, 'Its posts go into “Open day”')
    const lines = [
      `Doors open,Library,${dayFromNow(20)},09:00,Come to the #OpenDay at the library.,sun`,
      `Last chance,@library on Practice,${dayFromNow(22)},17.30,The #openday ends. Come and see us.,rain`,
      `Nowhere,Somewhere else,${dayFromNow(22)},25:00,Words,rain`,
    ]
    const chooser = page.waitForEvent('filechooser')
    await pressByKeys(page, /^Choose a file/)
    await (await chooser).setFiles(file(lines))
    await heading(page, 'open-day.csv').waitFor()
    await page.getByRole('button', { name: 'Make 2 drafts' }).waitFor()
    await see(page, '“Weather”')
    await see(page, /No account here is called “Somewhere else”/)
    await see(page, /“25:00” is no time/)
    await atEverySize(page, async (size) => {
      await expectAccessible(page, `the dry run, ${size}`)
      await shoot(page, `campaign-import-${size.replace(' ', '-')}`)
    })
    await tabTo(page, page.getByLabel('Show'))
    await page.keyboard.type('To be')
    await page.getByRole('heading', { name: 'Nowhere' }).waitFor()
    await page.getByRole('heading', { name: 'Doors open' }).waitFor({ state: 'detached' })
    await pressByKeys(page, /^Make 2 drafts/)
    await page.getByRole('link', { name: 'See the campaign' }).waitFor()
    // The button is gone; whoever pressed it is told what came of it, and goes on from there.
    await expectFocus(page, 'What happened')
    await pressByKeys(page, /^See the campaign/)
    await page.getByRole('link', { name: 'Last chance' }).waitFor()
    await see(page, /to finish it and ask for approval/)
    await expectAccessible(page, 'the campaign')
    await shoot(page, 'campaign')

    await pressByKeys(page, /^Change a hashtag/)
    await heading(page, 'Change a hashtag in all drafts').waitFor()
    await tabTo(page, /^Hashtag/)
    await page.keyboard.type('#OpenDay')
    await tabTo(page, /^New hashtag/)
    await page.keyboard.type('#VisitUs')
    await pressByKeys(page, /^Show what would change/)
    await see(page, 'Come to the #VisitUs at the library.')
    await see(page, '2 drafts would change. Nothing has changed yet.')
    await expectFocus(page, 'Show what would change')
    await atEverySize(page, async (size) => {
      await expectAccessible(page, `the change of a hashtag, ${size}`)
      await shoot(page, `campaign-hashtags-${size.replace(' ', '-')}`)
    })
    await pressByKeys(page, /^Change it in 2 drafts/)
    await see(page, /^Changed in 2 drafts/)
    const { posts: drafts } = await contributor.api.get('/posts', posts)
    expect(drafts.map(({ excerpt, status }) => [status, excerpt]).toSorted()).toEqual([
      ['draft', 'Come to the #VisitUs at the library.'],
      ['draft', 'The #VisitUs ends. Come and see us.'],
    ])

    await pressByKeys(page, /^See the campaign/)
    await heading(page, 'Open day').waitFor()
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
  },
)
