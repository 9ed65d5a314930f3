import { expect } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { anything, identified, type Person } from '../api.ts'
import { joinByApi, setUpByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import {
  atEverySize,
  expectAccessible,
  expectNoSidewaysScroll,
  reportPolicyViolations,
  sizes,
} from '../page.ts'
import { launchBrowser } from '../peers/chromium.ts'
import { shoot } from '../steps.ts'

const test = journeys({ begins: 'empty' }).extend(
  'officer',
  { scope: 'file' },
  async ({ rostrum }): Promise<Person> => {
    const keeper = await setUpByApi(rostrum)
    const known = { name: 'Digital Marketing Officer', email: 'marketing@example.ac.uk' }
    const officer = await joinByApi(keeper, known, ['officer'])
    const unit = await keeper.api.post('/units', { name: 'Library', kind: 'service' }, identified)
    for (const [handle, displayName] of [
      ['library.example.ac.uk', 'University Library'],
      ['exampleuni.example.ac.uk', 'Example University'],
      ['summerschool.bsky.social', 'Summer School'],
    ] as const) {
      const wanted = {
        network: 'bluesky',
        handle,
        displayName,
        unitId: unit.id,
        purpose: 'News and opening hours for everybody who reads here.',
        audiences: ['students'],
        hoursPerWeek: 2,
        administrators: [officer.id],
      }
      const { id } = await officer.api.post('/accounts', wanted, identified)
      if (displayName === 'Summer School')
        await officer.api.post(
          `/accounts/${id}/closing`,
          { version: 1, reason: 'The school is over.' },
          anything,
        )
      if (displayName === 'University Library')
        await officer.api.put(
          `/accounts/${id}/public-page`,
          {
            officeId: null,
            contact: 'The enquiry desk',
            hours: 'Monday to Friday, 9 to 5',
            houseRules: 'Be kind.\n\n- See BASE-1.1',
          },
          anything,
        )
    }
    return officer
  },
)

/** A visitor whose browser runs no scripts. */
async function plainVisit(
  url: string,
): Promise<{ page: Page; context: BrowserContext; close(): Promise<void> }> {
  const browser = await launchBrowser()
  const context = await browser.newContext({ baseURL: url, javaScriptEnabled: false })
  return { page: await context.newPage(), context, close: () => browser.close() }
}

test('without a script: search, an account with its code, four kinds of handle, and a report', async ({
  officer,
  rostrum,
  visit,
}) => {
  const { page, context, close } = await plainVisit(rostrum.url)
  await page.goto('/public/accounts')
  await page.getByLabel('Name, handle, unit or purpose').fill('library')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: 'University Library' }).click()
  await page.getByRole('heading', { name: 'University Library', level: 1 }).waitFor()
  await page.getByText('Monday to Friday, 9 to 5').waitFor()
  const code = page.getByRole('img', { name: /^QR code/ })
  const svg = await context.request.get((await code.getAttribute('src')) ?? '')
  expect(svg.headers()['content-type']).toContain('image/svg+xml')
  await page.getByRole('link', { name: 'BASE-1.1' }).click()
  await page.waitForURL(/\/public\/policy#BASE-1\.1$/)
  await page.getByRole('link', { name: 'Is it official?' }).click()
  for (const [asked, heading] of [
    ['https://bsky.app/profile/library.example.ac.uk', 'Yes, it is ours'],
    ['@summerschool.bsky.social', 'It was ours'],
    ['https://x.com/somebody', 'No, it is not ours'],
    ['https://www.instagram.com/exampIeuni', 'It looks like one of ours'],
  ] as const) {
    await page.getByLabel('Address, handle or name').fill(asked)
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('heading', { name: heading, level: 2 }).waitFor()
  }
  await page.getByRole('link', { name: 'Report it to us' }).click()
  expect(await page.getByLabel('Address or handle of the account').inputValue()).toContain('exampIeuni')
  await page.getByRole('button', { name: 'Send the report' }).click()
  await page.getByText('Say in a sentence what the account does.').waitFor()
  await page.getByLabel('What does it do?').fill('It has our crest and asks for money.')
  await page.getByRole('button', { name: 'Send the report' }).click()
  await page.getByRole('heading', { name: 'Thank you, your report has arrived' }).waitFor()
  await close()
  const { page: desk } = await visit({ as: officer })
  await desk.goto('/impersonations')
  const settle = desk.getByRole('button', { name: /^Settle/ })
  await settle.waitFor()
  await atEverySize(desk, async (size) => {
    await shoot(desk, `impersonations-${size.replace(' ', '-')}`)
    await expectAccessible(desk, `/impersonations at ${size}`)
  })
  await settle.click()
  const dialog = desk.getByRole('dialog', { name: 'What was found?' })
  await dialog.getByRole('radio', { name: /the network was told/ }).check()
  await dialog.getByLabel('What was found and done').fill('Reported to Instagram.')
  await dialog.getByRole('button', { name: 'Settle it' }).click()
  await desk.getByText('Nothing waits').waitFor()
})

test('every public page has no barrier at any size, in light and dark, and keeps its policy', async ({
  officer,
  visit,
}) => {
  const { page } = await visit()
  await page.addInitScript(reportPolicyViolations)
  for (const path of [
    '/public/accounts',
    '/public/accounts?q=nothing-fits',
    '/public/accounts/bluesky-library.example.ac.uk',
    '/public/official',
    '/public/official?account=https://www.instagram.com/exampleuni',
    '/public/impersonations',
  ]) {
    await page.goto(path)
    for (const size of sizes)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme })
        await expectNoSidewaysScroll(page)
        await shoot(page, `public${path.replaceAll(/\W+/g, '-')}-${size.width}-${colorScheme}`)
        await expectAccessible(page, `${path} at ${size.width} ${colorScheme}`)
      }
  }
  expect(officer.name).not.toBe('')
})
