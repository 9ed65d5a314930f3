import { expect } from 'vitest'
import { journeys } from '../journey.ts'
import { expectAccessible, expectNoSidewaysScroll, sizes } from '../page.ts'
import { launchBrowser } from '../peers/chromium.ts'
import { shoot } from '../steps.ts'

const test = journeys({ begins: 'example' })
const pages = ['/public/policy', '/public/policy/baseline/1', '/public/policy/baseline/99']

test('anybody reads the policy without signing in, at every size, in light and dark', async ({
  keeper,
  visit,
}) => {
  const { page } = await visit()
  for (const path of pages) {
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
  expect(keeper.name).not.toBe('')
})

test('it needs no script, a clause has its own address, and it prints', async ({ keeper, rostrum }) => {
  const browser = await launchBrowser()
  const context = await browser.newContext({ baseURL: rostrum.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/public/policy/clauses/BASE-3.1')
  expect(new URL(page.url()).hash).toBe('#BASE-3.1')
  await page.getByRole('heading', { name: 'Telephone numbers' }).waitFor()
  await page.getByRole('link', { name: 'Lasting address of this edition' }).click()
  await page.waitForURL(/\/public\/policy\/baseline\/1$/)
  const address = await page.getByRole('link', { name: 'Read as PDF' }).getAttribute('href')
  const pdf = await context.request.get(address ?? '')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const printed = await page.pdf({ preferCSSPageSize: true })
  expect(printed.subarray(0, 5).toString()).toBe('%PDF-')
  await browser.close()
  expect(keeper.name).not.toBe('')
})
