import { expect } from 'vitest'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { eventually, see, shoot } from '../steps.ts'

const test = journeys()

test('an account is handed over by keyboard, with notes, and its successor confirms it', async ({
  institution,
  visit,
}) => {
  const { officer, administrator, accountId } = institution
  const known = { name: 'Next Librarian', email: 'next@example.ac.uk' }
  const successor = await joinByApi(administrator, known, [])
  const { page } = await visit({ as: officer })
  await page.goto('/leaving')
  await see(page, 'Nobody else answers')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Hand over Library' }).press('Enter')
  await page.getByRole('heading', { name: 'Who takes over', level: 2 }).waitFor()
  const takesOver = page.getByRole('combobox', { name: 'Who takes over' })
  await takesOver.focus()
  await page.keyboard.type('Next')
  const options = page.getByRole('option').filter({ visible: true })
  await eventually(
    () => options.allTextContents(),
    (found) => found.length === 1,
  )
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await takesOver.inputValue()).toContain('Next Librarian')
  const look = (name: string) =>
    atEverySize(page, async (size) => {
      await shoot(page, `hand-over-${name}-${size.replace(' ', '-')}`)
      await expectAccessible(page, `${name} at ${size}`)
    })
  await look('who')
  await page.getByRole('button', { name: 'Go on' }).press('Enter')
  await see(page, 'Digital Marketing Officer connected it on')
  await look('what')
  await page.getByRole('button', { name: 'Go on' }).press('Enter')
  await page.getByLabel('Notes for the successor').fill('Opening hours change in June; ask the front desk.')
  await page.getByRole('button', { name: 'Go on' }).press('Enter')
  await see(page, 'Nothing: their part ends')
  await look('check')
  await page.getByRole('button', { name: 'Hand it over' }).press('Enter')
  await see(page, 'Handed over. They are asked to confirm it.')

  const { page: theirs } = await visit({ as: successor })
  await theirs.goto('/')
  await theirs.getByRole('link', { name: 'Confirm that you have taken over Library' }).click()
  await see(theirs, 'Opening hours change in June')
  await expectAccessible(theirs)
  await shoot(theirs, 'hand-over-take')
  await theirs.getByRole('button', { name: 'I have taken over' }).click()
  await see(theirs, 'It is in your hands.')
  await theirs.waitForURL(`**/accounts/${accountId}`)
  await see(theirs, 'Somebody else has to connect it')
  await theirs.getByRole('link', { name: 'Hand over' }).click()
  await see(theirs, 'From Digital Marketing Officer to Next Librarian')
})

test('a sealed password is opened by two people, once', async ({ institution, visit }) => {
  const { officer, administrator, accountId } = institution
  const { page } = await visit({ as: officer })
  await page.goto(`/accounts/${accountId}/secrets`)
  await page.getByRole('button', { name: 'Put something under seal' }).click()
  const dialog = page.getByRole('dialog', { name: 'Put something under seal' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Password of the network')
  await dialog.getByLabel(/^Password/).fill('quiet harbour lantern')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Put it under seal' }).click()
  await see(page, 'It is under seal.')
  await page.getByRole('button', { name: 'Ask to open Password of the network' }).click()
  await page.getByLabel('Why it has to be opened').fill('The network locked us out during Clearing.')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await see(page, 'Digital Marketing Officer asks to open it')
  expect(await page.getByRole('button', { name: 'Agree' }).count()).toBe(0)

  const { page: second } = await visit({ as: administrator })
  await second.goto('/')
  await second.getByRole('link', { name: /^Decide/ }).click()
  await atEverySize(second, async (size) => {
    await shoot(second, `secrets-${size.replace(' ', '-')}`)
    await expectAccessible(second, `secrets at ${size}`)
  })
  await second.getByRole('button', { name: 'Agree' }).click()
  await see(second, /agreed that Digital Marketing Officer reads it/)
  expect(await second.getByText('quiet harbour lantern').count()).toBe(0)

  await page.getByRole('button', { name: 'Read it, once' }).click()
  await see(page, 'quiet harbour lantern')
  await page.getByRole('button', { name: 'I have what I need' }).click()
  await see(page, 'To be renewed')
  await see(page, 'Its seal was opened')
  expect(await page.getByText('quiet harbour lantern').count()).toBe(0)
})
