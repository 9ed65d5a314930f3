import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterAll, expect } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { openServices } from '../../src/app/open-services.ts'
import { ensureDuty } from '../../src/features/duties/index.ts'
import { remindOfDuties } from '../../src/features/duties/remind.ts'
import { gatherLetters } from '../../src/features/notices/letters/gather.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import type { Services } from '../../src/platform/services.ts'
import { anything, identified, type Person } from '../api.ts'
import type { Rostrum } from '../harness.ts'
import { addPracticeAccount, joinByApi, setUpByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { startMail, type MailServer } from '../peers/mail.ts'
import { heading, see, shoot } from '../steps.ts'

let mail: MailServer
const settings = () => ({
  ROSTRUM_MAIL_URL: mail.url,
  ROSTRUM_MAIL_FROM: 'Rostrum <social@example.ac.uk>',
})
const test = journeys(async () => {
  mail = await startMail()
  return { env: settings(), begins: 'empty' as const }
}).extend('people', { scope: 'file' }, ({ rostrum }) => peopleOf(rostrum))

afterAll(() => mail.stop())

/** Does something to the data while the server is down, as the same version of Rostrum would. */
async function whileDown(rostrum: Rostrum, work: (services: Services) => Promise<void>): Promise<void> {
  await rostrum.stop()
  const env = { ROSTRUM_DATA: join(rostrum.folder, 'data'), ROSTRUM_LOG: 'silent', ROSTRUM_URL: rostrum.url }
  const opened = await openServices(readConfig({ ...env, ...settings() }))
  await work(opened.services)
  await opened.close()
  await rostrum.start()
}

const linkTo = async (email: string): Promise<string> => {
  const letter = await mail.waitFor(({ envelope }) => envelope.to.includes(email), 20_000)
  return /http\S+#token=\S+/.exec(letter.text ?? '')?.[0] ?? ''
}

/** An officer who holds an office, and an editor of an account. */
async function peopleOf(rostrum: Rostrum): Promise<{ officer: Person; editor: Person; accountId: string }> {
  const keeper = await setUpByApi(rostrum)
  const officer = await joinByApi(
    keeper,
    { name: 'Digital Marketing Officer', email: 'marketing@example.ac.uk' },
    ['officer'],
    linkTo,
  )
  const editor = await joinByApi(
    keeper,
    { name: 'Library Editor', email: 'library@example.ac.uk' },
    [],
    linkTo,
  )
  const { id: unitId } = await keeper.api.post('/units', { name: 'Library', kind: 'service' }, identified)
  const library = { handle: 'library', displayName: 'Library' }
  const accountId = await addPracticeAccount(officer, unitId, library, [editor])
  const office = { id: 'digital-team', name: 'Digital team', about: '' }
  await keeper.api.post('/offices', office, anything)
  await keeper.api.post('/offices/digital-team/holdings', { personId: officer.id }, anything)
  return { officer, editor, accountId }
}

async function askForApproval(editor: Person, accountId: string, title: string): Promise<void> {
  const content = { parts: [{ text: 'We open late this week.', media: [], link: null }], variants: {} }
  const draft = { title, content, accountIds: [accountId], audiences: ['students'] }
  const { id } = await editor.api.post('/posts', draft, identified)
  await editor.api.post(`/posts/${id}/submit`, { version: 1 }, anything)
}

const made = z.object({ address: z.string() })

/** Makes an address and reads it as a calendar program does, without signing in. */
async function calendarOf(rostrum: Rostrum, person: Person) {
  const { address } = await person.api.post('/me/calendar-feeds/duties', {}, made)
  expect(address.startsWith(`${rostrum.url}/calendar-feeds/`)).toBe(true)
  const answer = await fetch(address)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

const look = (page: Page, name: string) =>
  atEverySize(page, async (size) => {
    await shoot(page, `notices-${name}-${size.replace(' ', '-')}`)
    await expectAccessible(page, `${name} at ${size}`)
  })

const unread = z.object({ unread: z.number() })

test('an officer chooses how to be told, and is told: at the bell, on the page, by letter', async ({
  rostrum,
  people,
  visit,
}) => {
  const { officer, editor, accountId } = people
  const { page } = await visit({ as: officer })

  // How to be told: quiet hours that are not now, and one kind in the digest.
  await page.goto('/profile')
  await page.getByRole('main').getByRole('link', { name: 'Your notices and calendars' }).click()
  await heading(page, 'How you are told').waitFor()
  const soon = Temporal.Now.zonedDateTimeISO('Europe/London').add({ hours: 2 })
  const [from, until] = [soon, soon.add({ hours: 1 })].map((at) => at.toPlainTime().toString().slice(0, 5))
  await page.getByLabel('Quiet from').fill(from ?? '')
  await page.getByLabel('Quiet until').fill(from ?? '')
  await page.getByLabel('Weekends are quiet').uncheck()
  await page.getByRole('button', { name: 'Save' }).click()
  await see(page, /cover the whole day/)
  await page.getByLabel('Quiet until').fill(until ?? '')
  await page.getByLabel('At what time').fill(soon.subtract({ hours: 3 }).toPlainTime().toString().slice(0, 5))
  await page.getByLabel('A duty is overdue').selectOption('digest')
  await page.getByRole('button', { name: 'Save' }).click()
  await see(page, 'Kept.')

  // Something happens: it stands at the bell, on the page, and in a letter.
  await askForApproval(editor, accountId, 'Late opening')
  const letter = await mail.waitFor(
    ({ subject }) => subject === 'Waits for your approval: Late opening',
    20_000,
  )
  expect(letter.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBe(
    `<${rostrum.url}/profile/notices>`,
  )
  await page.goto('/')
  const bell = page.getByRole('link', { name: 'Notices 1 not read' })
  await bell.focus()
  await page.keyboard.press('Enter')
  await heading(page, 'Notices').waitFor()
  await look(page, 'list')
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await see(page, 'You have read everything.')
  expect((await officer.api.get('/me/notices/unread', unread)).unread).toBe(0)
})

test('a duty comes in the digest, once; it is taken and done, and stands in a calendar until then', async ({
  rostrum,
  people: { officer },
  visit,
}) => {
  // A duty that is overdue, told in a digest that was gathered when the server went down.
  await whileDown(rostrum, async (services) => {
    const yesterday = services.clock.now().subtract({ hours: 24 }).toString({ fractionalSecondDigits: 3 })
    await services.db.transaction().execute((tx) =>
      ensureDuty(services, tx, yesterday, {
        key: 'task:passwords',
        kind: 'policy.task',
        title: 'Change the shared passwords',
        why: 'They are changed twice a year.',
        clause: 'BASE-1.1',
        office: 'digital-team',
        link: '/accounts',
        due: yesterday,
      }),
    )
    await remindOfDuties(services)
    await services.db
      .updateTable('notice_recipient')
      .set({ at: yesterday })
      .where('mail', '=', 'digest')
      .execute()
    await gatherLetters(services)
    await gatherLetters(services)
  })
  const digest = await mail.waitFor(({ subject }) => subject?.startsWith('Your digest of') ?? false, 20_000)
  expect(digest.text).toContain('Overdue: Change the shared passwords')
  const { page } = await visit({ as: officer })
  await page.goto('/')
  await page
    .getByRole('region', { name: 'Duties' })
    .getByText('Change the shared passwords')
    .first()
    .waitFor()
  await page.goto('/duties')
  await heading(page, 'Your duties').waitFor()
  await see(page, 'They are changed twice a year.')
  await look(page, 'duties')
  await page.getByRole('button', { name: 'I take it Change the shared passwords' }).click()
  await see(page, 'It is yours now.')
  await page.getByRole('button', { name: 'Done Change the shared passwords' }).click()

  const dialog = page.getByRole('dialog', { name: 'Is this done?' })
  await dialog.getByLabel('What was done').fill('All four were changed.')
  await look(page, 'done')
  const feed = await calendarOf(rostrum, officer)
  expect(feed.map(({ summary }) => summary)).toEqual(['Change the shared passwords'])
  await dialog.getByRole('button', { name: 'It is done' }).click()
  await see(page, 'Nothing to do by a date')
  expect(mail.messages().filter(({ subject }) => subject?.startsWith('Your digest of'))).toHaveLength(1)
})

test('a channel on a private network is refused with the reason', async ({ people, visit }) => {
  const { page } = await visit({ as: people.officer })
  await page.goto('/notices/channels')
  await page.getByRole('button', { name: 'Add a channel' }).click()
  await page.getByLabel('Name of the channel').fill('Digital team')
  await page.getByLabel('Address of its webhook').fill('https://10.0.0.1/hook')
  await page.getByRole('button', { name: 'Send a test and add it' }).click()
  await see(page, /on a private network/)
  await look(page, 'channel')
})
