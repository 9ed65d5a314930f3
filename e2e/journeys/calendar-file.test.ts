import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { journeys } from '../journey.ts'
import { pressByKeys } from '../keys.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { heading, see, shoot } from '../steps.ts'

const test = journeys()

const year = Temporal.Now.plainDateISO('Europe/London').year + 1
const event = (summary: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `SUMMARY:${summary}`, ...lines, 'END:VEVENT'].join('\r\n')
const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  event('Spring term', `DTSTART;VALUE=DATE:${year}0111`, `DTEND;VALUE=DATE:${year}0327`),
  event('University closed', `DTSTART;VALUE=DATE:${year}1224`, `DTEND;VALUE=DATE:${year}1231`),
  event('Open day', `DTSTART:${year}0601T090000`, `DTEND:${year}0601T160000`),
  'END:VCALENDAR',
].join('\r\n')

const choose = (page: Page, text: string) =>
  page
    .getByLabel('Calendar file')
    .setInputFiles({ name: 'dates.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) })

test('terms and closures from a calendar file: looked at, said what they are, brought in once', async ({
  visit,
  institution,
}) => {
  const { page } = await visit({ as: institution.administrator, expectFault: /422/ })
  await page.goto('/institution')
  await see(page, 'Queues and series may keep to term time')
  await pressByKeys(page, page.getByRole('link', { name: 'Read terms and closures from a calendar file' }))
  await heading(page, 'Terms and closures from a calendar file').waitFor()
  await choose(page, 'Name,From,Until')
  await see(page, 'This file is no calendar.')
  await choose(page, calendar)
  await see(page, '3 events are new.')
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await pressByKeys(page, page.getByRole('button', { name: 'Bring in 1 term and 1 closure' }))
  await see(page, 'One event is new. 2 stand in the settings already.')
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `calendar file, ${size}`)
    await shoot(page, `calendar-file-${size.replace(' ', '-')}`)
  })
  await page.reload()
  await heading(page, 'Terms and closures from a calendar file').waitFor()
  await choose(page, calendar)
  await see(page, 'One event is new. 2 stand in the settings already.')
  await page.getByLabel(/^What “Open day”/).selectOption('closure')
  await page.getByRole('button', { name: 'Bring in 1 closure' }).click()
  await see(page, 'Everything in this file stands in the settings already.')
  expect(await page.getByRole('button', { name: /^Bring in/ }).count()).toBe(0)
  await page.getByRole('link', { name: 'Terms and closures as they stand' }).click()
  await page.getByRole('list', { name: 'Terms' }).getByText('Spring term').first().waitFor()
  await page.getByRole('list', { name: 'Closures' }).getByText('Open day').first().waitFor()
})
