import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { identified } from '../api.ts'
import { addPracticeAccount } from '../institution.ts'
import { journeys } from '../journey.ts'
import { pressByKeys } from '../keys.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { chooseAccounts, dragTo, eventually, saved, see, shoot, words, writePost } from '../steps.ts'

const test = journeys()

const press = (page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> =>
  pressByKeys(page, page.getByRole(role, { name }))

const titlesIn = (page: Page): Promise<string[]> =>
  page.getByRole('list', { name: 'Slots' }).getByRole('link').allTextContents()

test('a queue by the keyboard: set up, filled from the page of a post, put in another order, looked at in the calendar', async ({
  asContributor,
  asOfficer,
  institution,
}) => {
  const page = asOfficer
  await page.goto('/plans')
  await see(page, /A queue holds posts of one kind/)
  await press(page, 'Set up a queue', 'link')
  await page.getByLabel('Name').focus()
  await page.keyboard.type('Reading tips')
  await page.getByRole('combobox', { name: 'Accounts' }).focus()
  await page.keyboard.type('Libr')
  await page
    .getByRole('option', { name: /Library/ })
    .first()
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Accounts: chosen' }).waitFor()
  await press(page, 'Add a slot')
  await press(page, 'Set up the queue')
  await page.getByRole('heading', { level: 1, name: 'Reading tips' }).waitFor()
  await see(page, /Nothing is in it; 2 empty slots within a week/)

  for (const title of ['First tip', 'Second tip']) {
    await writePost(asContributor, {
      title,
      text: `${title}: a book that is worth your evening.`,
      accounts: ['Library on Practice'],
    })
    await press(asContributor, 'Add to queue')
    await asContributor.getByRole('heading', { name: 'In a queue' }).waitFor()
  }
  await expectAccessible(asContributor)
  await shoot(asContributor, 'queue-on-the-post')

  await page.reload()
  await see(page, 'First tip')
  expect(await titlesIn(page)).toEqual(['First tip', 'Second tip'])
  await press(page, /^Earlier\s*: Second tip/)
  await eventually(
    () => titlesIn(page),
    (titles) => titles.join() === 'Second tip,First tip',
  )
  const focused = await page.evaluate('document.activeElement.textContent')
  expect(focused).toContain('Second tip')
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `queue, ${size}`)
    await shoot(page, `queue-${size.replace(' ', '-')}`)
  })
  // With the mouse itself, onto the slot of the other.
  await dragTo(
    page,
    page.getByRole('link', { name: 'First tip' }),
    page.getByRole('link', { name: 'Second tip' }),
  )
  await eventually(
    () => titlesIn(page),
    (titles) => titles.join() === 'First tip,Second tip',
  )
  await press(page, /^Take out\s*: First tip/)
  await eventually(
    () => titlesIn(page),
    (titles) => titles.join() === 'Second tip',
  )

  const day = Temporal.Now.plainDateISO('Europe/London').add({ days: 1 }).toString()
  const blackouts = [{ name: 'Mourning', from: day, until: day, goes: '' }]
  const kept = await institution.administrator.api.send('PATCH', '/institution', { blackouts })
  expect(kept.status).toBe(200)
  await page.goto('/calendar')
  await see(page, 'Kept free: Mourning')
  await shoot(page, 'calendar-bands')
  await expectAccessible(page)
})

test('an account that the queue is not for goes back to what it was, and the words are saved', async ({
  visit,
  institution,
}) => {
  const { officer, contributor, unitId, accountId } = institution
  await addPracticeAccount(officer, unitId, { handle: 'museum', displayName: 'Museum' }, [contributor])
  const slots = [1, 3].map((weekday) => ({ weekday, time: '11:00', termOnly: false }))
  const queue = { name: 'Of the library', about: '', accountIds: [accountId], slots }
  const { id: queueId } = await officer.api.post('/plan-queues', queue, identified)
  const { page } = await visit({ as: contributor, expectFault: /422/ })
  const id = await writePost(page, {
    title: 'Kept in its queue',
    text: 'A book that is worth your evening.',
    accounts: ['Library on Practice'],
  })
  await page.getByRole('button', { name: 'Add to queue' }).waitFor()
  await page.getByLabel('Queue', { exact: true }).selectOption(queueId)
  await page.getByRole('button', { name: 'Add to queue' }).click()
  await page.getByRole('heading', { name: 'In a queue' }).waitFor()
  await chooseAccounts(page, ['Museum on Practice'])
  await words(page).fill('A museum that is worth your evening.')
  await see(page, '“Of the library” does not post to every account of this post.')
  await see(page, /Take the post out of the queue first/)
  await saved(page)
  await expectAccessible(page)
  const { body } = await contributor.api.send('GET', `/posts/${id}`)
  expect(body).toMatchObject({
    accountIds: [accountId],
    content: { parts: [{ text: 'A museum that is worth your evening.' }] },
  })
})
