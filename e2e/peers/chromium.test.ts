import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
})

test('a real browser reads a page, and keeps its security on', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.setHeader('content-security-policy', "default-src 'none'")
    response.end('<h1>Official accounts</h1><script>document.title = "script ran"</script>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  expect(await page.getByRole('heading').textContent()).toBe('Official accounts')
  expect(await page.title()).toBe('')
  await page.close()
  server.closeAllConnections()
  server.close()
})

test('it has a virtual authenticator, makes PDF and finds a typeface', async () => {
  const page = await browser.newPage()
  await page.setContent('<p style="font: 40px sans-serif; display: inline-block">Typeface</p>')
  const width = await page.locator('p').evaluate((element) => element.getBoundingClientRect().width)
  expect(width).toBeGreaterThan(80)
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-')
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal' },
  })
  expect(authenticatorId).toBeTruthy()
  await page.close()
})
