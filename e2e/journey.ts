import type { BrowserContext, Page } from 'playwright-core'
import { inject, test } from 'vitest'
import { signInByApi, type Api, type Person } from './api.ts'
import { startRostrum, type Rostrum, type RostrumOptions } from './harness.ts'
import type { Institution } from './institution.ts'
import { reportPolicyViolations, watchPages } from './page.ts'
import { launchBrowser } from './peers/chromium.ts'
import { exampleKeeper, foundedPeople, preparedData, type Beginning } from './prepared.ts'
import { shoot } from './steps.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of this run for what is prepared once. */
    prepared: string
  }
}

export interface JourneyOptions extends Omit<RostrumOptions, 'data'> {
  /** What the server begins with: `founded` unless said otherwise; `anew` is a first start with no data at all. */
  begins?: Beginning | 'anew'
}

export interface Visit {
  page: Page
  context: BrowserContext
}

export interface VisitOptions {
  /** Other servers that this visit legitimately leads to, such as a network's sign-in page. */
  leadsTo?: string[]
  /** Somebody who has signed in before in this file. */
  as?: Person
  /** What is expected to go wrong in this visit: matching faults are not held against it. */
  expectFault?: RegExp
}

/** A wait ends as soon as it may: how long it may last only tells how slow a machine can be. */
const waitAtMost = 40_000
const sessions = new WeakMap<Person, Promise<Api>>()

/** One session of a person for all visits of a file, beside the one that their API calls use. */
function sessionOf(rostrum: Rostrum, person: Person): Promise<Api> {
  const made = sessions.get(person) ?? signInByApi(rostrum.url, person)
  sessions.set(person, made)
  return made
}

/**
 * The tests of one file: one real server for the file, one browser for all files of a worker; every visit has cookies
 * of its own, and none ends well when a page threw, broke its policy, or called a third party.
 */
export function journeys(options: JourneyOptions | (() => Promise<JourneyOptions>) = {}) {
  return (
    test
      .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
        const browser = await launchBrowser()
        onCleanup(() => browser.close())
        return browser
      })
      .extend('rostrum', { scope: 'file' }, async ({}, { onCleanup }) => {
        const { begins = 'founded', ...how } = typeof options === 'function' ? await options() : options
        const data = begins === 'anew' ? {} : { data: await preparedData(inject('prepared'), begins) }
        const rostrum = await startRostrum({ ...how, ...data })
        onCleanup(() => rostrum.end())
        return rostrum
      })
      .extend('institution', { scope: 'file' }, ({ rostrum }): Promise<Institution> =>
        foundedPeople(inject('prepared'), rostrum),
      )
      // The administrator where the server begins with the example.
      .extend('keeper', { scope: 'file' }, ({ rostrum }): Promise<Person> =>
        exampleKeeper(inject('prepared'), rostrum),
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
          })
          if (person) await context.addCookies((await sessionOf(rostrum, person)).cookies())
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
  )
}
