import type { Browser, BrowserContext, Page } from 'playwright-core'
import { test } from 'vitest'
import type { Person } from './api.ts'
import { startRostrum, type Rostrum, type RostrumOptions } from './harness.ts'
import { foundInstitution, type Institution } from './institution.ts'
import { reportPolicyViolations, watchPages } from './page.ts'
import { launchBrowser } from './peers/chromium.ts'
import { shoot, signIn } from './steps.ts'

export interface Visit {
  page: Page
  context: BrowserContext
}

export interface VisitOptions {
  /** Other servers that this visit legitimately leads to, such as a network's sign-in page. */
  leadsTo?: string[]
  /** Somebody who has signed in before in this file, by the pages. */
  as?: Person
  /** What is expected to go wrong in this visit: matching faults are not held against it. */
  expectFault?: RegExp
}

const waitAtMost = 15_000
const states = new WeakMap<Person, Promise<Awaited<ReturnType<BrowserContext['storageState']>>>>()

/** What a person keeps of one sign-in by the pages with password and authenticator. */
function signedIn(browser: Browser, rostrum: Rostrum, person: Person) {
  const known = states.get(person)
  if (known) return known
  const made = (async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${rostrum.url}/sign-in`)
    await signIn(page, person)
    const state = await context.storageState()
    await context.close()
    return state
  })()
  states.set(person, made)
  return made
}

/**
 * The tests of one file: one real server and one browser for the file; every visit has cookies of its own, and none
 * ends well when a page threw, broke its policy, or called a third party.
 */
export function journeys(options: RostrumOptions | (() => Promise<RostrumOptions>) = {}) {
  return test
    .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
      const browser = await launchBrowser()
      onCleanup(() => browser.close())
      return browser
    })
    .extend('rostrum', { scope: 'file' }, async ({}, { onCleanup }) => {
      const rostrum = await startRostrum(typeof options === 'function' ? await options() : options)
      onCleanup(() => rostrum.end())
      return rostrum
    })
    .extend('institution', { scope: 'file' }, ({ rostrum }): Promise<Institution> =>
      foundInstitution(rostrum),
    )
    .extend('visit', async ({ browser, rostrum, task }, { onCleanup }) => {
      const open: { context: BrowserContext; faults: string[]; expected: RegExp | undefined }[] = []
      onCleanup(async () => {
        const faults = open.flatMap((one) => one.faults.filter((fault) => !one.expected?.test(fault)))
        for (const [index, { context }] of open.entries()) {
          const [page] = context.pages()
          if (page && task.result?.state !== 'pass')
            await shoot(page, `failed-${task.name.slice(0, 50).replaceAll(/\W+/g, '-')}-${index}`)
          await context.close()
        }
        if (faults.length > 0) throw new Error(faults.join('\n'))
      })
      return async ({ leadsTo = [], as: person, expectFault }: VisitOptions = {}): Promise<Visit> => {
        const context = await browser.newContext({
          baseURL: rostrum.url,
          viewport: { width: 1280, height: 900 },
          locale: 'en-GB',
          timezoneId: 'Europe/London',
          reducedMotion: 'reduce',
          ...(person ? { storageState: await signedIn(browser, rostrum, person) } : {}),
        })
        context.setDefaultTimeout(waitAtMost)
        await context.addInitScript(reportPolicyViolations)
        open.push({ context, faults: watchPages(context, rostrum.url, leadsTo), expected: expectFault })
        return { context, page: await context.newPage() }
      }
    })
    .extend(
      'asAdministrator',
      async ({ visit, institution }) => (await visit({ as: institution.administrator })).page,
    )
    .extend('asOfficer', async ({ visit, institution }) => (await visit({ as: institution.officer })).page)
    .extend(
      'asContributor',
      async ({ visit, institution }) => (await visit({ as: institution.contributor })).page,
    )
}
