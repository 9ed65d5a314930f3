import { expect } from 'vitest'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { identified, type Person } from '../api.ts'
import { dragTo, eventually, see, shoot } from '../steps.ts'

const test = journeys()

/** The middle of next month: all its neighbours are in the same view. */
const middle = Temporal.Now.plainDateISO('Europe/London').add({ months: 1 }).with({ day: 14 })
const on = (days: number) => middle.add({ days }).toString()
async function planned(person: Person, accountId: string, title: string): Promise<string> {
  const content = { parts: [{ text: title, media: [], link: null }], variants: {} }
  const schedule = { local: `${on(0)}T09:15` }
  const { id } = await person.api.post(
    '/posts',
    { title, content, accountIds: [accountId], schedule },
    identified,
  )
  return id
}

test('a post is moved by dragging it to another day, at the same hour', async ({
  asContributor,
  institution,
}) => {
  const { contributor, accountId } = institution
  const id = await planned(contributor, accountId, 'Dragged')
  const page = asContributor
  await page.goto('/calendar')
  await page.getByRole('button', { name: 'Next month' }).click()
  const item = page.getByRole('link', { name: /Dragged/ })
  const target = page.getByRole('cell').filter({ has: page.locator(`time[datetime="${on(1)}"]`) })
  await dragTo(page, item, target)
  await see(page, 'Moved.')
  await shoot(page, 'calendar')
  await expectAt(contributor, id, `${on(1)}T09:15`)
})

test('a post is moved with M and the arrow keys, and Escape leaves it', async ({
  asContributor,
  institution,
}) => {
  const { contributor, accountId } = institution
  const id = await planned(contributor, accountId, 'By keys')
  const page = asContributor
  await page.goto('/calendar')
  await page.getByRole('button', { name: 'Next month' }).click()
  await page.getByRole('link', { name: /By keys/ }).focus()
  await page.keyboard.press('m')
  await see(page, /Moving “By keys”/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await see(page, 'Left where it was.')
  await expectAt(contributor, id, `${on(0)}T09:15`)
  await page.getByRole('link', { name: /By keys/ }).focus()
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await shoot(page, 'calendar-keys')
  await page.keyboard.press('Enter')
  await see(page, 'Moved.')
  await expectAt(contributor, id, `${on(2)}T09:15`)
})

test('the dialog moves one too, and the week and the list show it', async ({
  asContributor,
  institution,
}) => {
  const { contributor, accountId } = institution
  const id = await planned(contributor, accountId, 'By dialog')
  const page = asContributor
  await page.goto('/calendar')
  await page.getByRole('button', { name: 'Next month' }).click()
  await page.getByRole('button', { name: 'Move “By dialog”' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move “By dialog”' })
  await dialog.getByLabel('Day').fill(on(3))
  await dialog.getByLabel('Time').fill('14:45')
  await dialog.getByRole('button', { name: 'Move it' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expectAt(contributor, id, `${on(3)}T14:45`)
  await page.getByText('List', { exact: true }).click()
  await see(page, 'By dialog')
  await shoot(page, 'calendar-list')
  await page.getByText('Week', { exact: true }).click()
  await shoot(page, 'calendar-week')
  await page.getByRole('region', { name: 'The week, by hours' }).waitFor()
  await atEverySize(page, () => expectAccessible(page))
})

async function expectAt(person: Person, id: string, local: string): Promise<void> {
  const answer = await eventually(
    async () => (await person.api.send('GET', `/posts/${id}`)).body,
    (body) => JSON.stringify(body).includes(`"publishLocal":"${local}"`),
  )
  expect(answer).toMatchObject({ publishLocal: local })
}
