import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  id: string
  help: string
  nodes: { html: string; failureSummary?: string }[]
}

/** The rules that ask for colours and places, so for more than what stands on the page and who sees it. */
const ofTheLook = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

/**
 * Runs axe. What stands on a page is often the same in light and dark, wide and narrow, to the letter and to what is
 * visible of it; then all other rules have been asked, and only those of the look are asked again.
 */
const runAxe = `(async () => {
  const root = document.documentElement
  const stands = JSON.stringify([
    root.lang,
    root.innerHTML,
    [...root.querySelectorAll('*')].map((one) => Number(one.checkVisibility({ visibilityProperty: true }))).join(''),
  ])
  const again = window.axeHasSeen === stands
  const rules = again ? { type: 'rule', values: ${JSON.stringify(ofTheLook)} } : ${JSON.stringify(standard)}
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
  if (violations.length === 0) window.axeHasSeen = stands
  return violations
})()`

/** Throws with every violation of WCAG 2.2 AA that axe finds on the page as it stands. */
export async function expectAccessible(page: Page, where = new URL(page.url()).pathname): Promise<void> {
  // A page that is still being fetched has no heading yet.
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  // Evaluated, not added as a script: the policy of the page stays as strict as it is.
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axe)
  const violations = (await page.evaluate(runAxe)) as Violation[]
  if (violations.length === 0) return
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes
        .slice(0, 5)
        .map((node) => `    ${node.html.slice(0, 200)}\n    ${node.failureSummary ?? ''}`)
        .join('\n')}`,
  )
  throw new Error(`${where} has ${violations.length} kinds of barrier:\n${told.join('\n')}`)
}

export const sizes = [
  { width: 1280, height: 900 },
  { width: 320, height: 640 },
] as const

/** Does something with the page in light and dark, wide and narrow, and leaves it as it was found. */
export async function atEverySize(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  const before = page.viewportSize()
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // The page hears of it a moment later.
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' })
      await expectNoSidewaysScroll(page)
      await look(`${size.width} ${colorScheme}`)
    }
  }
  await page.emulateMedia({ colorScheme: null })
  if (before) await page.setViewportSize(before)
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = (await page.evaluate(
    `[document.documentElement.scrollWidth, document.documentElement.clientWidth]`,
  )) as [number, number]
  if (content > window)
    throw new Error(`${new URL(page.url()).pathname} is ${content} px wide in a window of ${window} px.`)
}

/** Collects what no page may do, whatever the journey: throw, break its own policy, or call somebody else. */
export function watchPages(context: BrowserContext, home: string, others: string[]): string[] {
  const faults: string[] = []
  const allowed = new Set([home, ...others].map((url) => new URL(url).origin))
  const ours = (page: Page | null) => page === null || page.url().startsWith(home)
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (['data:', 'blob:', 'about:'].includes(url.protocol) || allowed.has(url.origin)) return
    faults.push(`A request went to ${url.href}`)
  })
  context.on('response', (response) => {
    if (response.status() >= 500 && response.url().startsWith(home))
      faults.push(`${response.request().method()} ${response.url()} answered ${response.status()}`)
  })
  context.on('weberror', (error) => {
    if (ours(error.page())) faults.push(`The page threw ${error.error().stack ?? error.error().message}`)
  })
  context.on('console', (message) => {
    // A refusal that the server meant is no fault of the page; what it answers is watched above.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    if (ours(message.page())) faults.push(`The console says: ${message.text()}`)
  })
  return faults
}

/** Runs in every page before its own scripts. */
export const reportPolicyViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('Content-Security-Policy: ' + event.violatedDirective + ' ' + event.blockedURI))`
