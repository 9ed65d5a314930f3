import { readFileSync } from 'node:fs'
import { testHouse } from '#app/testing.ts'
import { composeHouse, buildWeb } from '#app/compose.ts'
import { loadKeys } from '#platform/sealing/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { systemClock } from '#platform/clock/index.ts'
import { launchBrowser } from '../e2e/peers/chromium.ts'
const h = await testHouse({ now: systemClock.now().toString() })
const keys = loadKeys(h.services.config.keyFile, true)
const house = composeHouse(h.services, keys)
const web = await buildWeb(house)
const address = await web.listen({ port: 0, host: '127.0.0.1' })
const it = await signInAs(h.services, { name: 'Systems Administrator', roles: ['it'] })
const [name, value] = it.headers.cookie.split(/=(.*)/s)
const browser = await launchBrowser()
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
for (const scheme of ['light', 'dark'] as const) for (const width of [320, 1280]) {
  const ctx = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme: scheme, bypassCSP: true })
  await ctx.addCookies([{ name: name!, value: value!, url: address }])
  const page = await ctx.newPage()
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()) })
  for (const path of ['system', 'developers']) {
    await page.goto(`${address}/${path}`)
    await page.waitForSelector(path === 'system' ? 'text=What was looked at' : 'text=endpoints')
    if (path === 'developers') { await page.getByText('List posts').click(); await page.getByText('POST', { exact: true }).nth(12).click() }
    await page.evaluate(axe)
    const result = await page.evaluate('axe.run()') as { violations: { id: string; nodes: { html: string }[] }[] }
    console.log(scheme, width, path, result.violations.map((v) => [v.id, v.nodes[0]!.html.slice(0, 200)]), 'overflow', await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
    await page.screenshot({ path: `/tmp/${path}-${scheme}-${width}.png`, fullPage: width === 1280 && path === 'system' })
  }
}
await browser.close(); await web.close(); await h.close(); process.exit(0)
