import type { Page } from 'playwright-core'
import type { Person } from '../api.ts'
import { journeys } from '../journey.ts'
import { beAt, expectRing, pressByKeys, tabTo } from '../keys.ts'
import { eventually, inside, postId, publicationStates, see } from '../steps.ts'

const test = journeys()

async function signInByKeys(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await tabTo(page, /^E-mail address/)
  await page.keyboard.type(person.email)
  await tabTo(page, /^Password/)
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await page.getByLabel('The six digits of your authenticator app').waitFor()
  await beAt(page, /^The six digits/)
  await page.keyboard.type(await person.nextCode())
  await page.keyboard.press('Enter')
  await inside(page)
}

test('from sign-in to a published post with the keyboard alone, by two people', async ({
  institution,
  visit,
}) => {
  const { contributor, officer } = institution
  const { page } = await visit()
  await signInByKeys(page, contributor)
  await tabTo(page, /^Skip to the page$/)
  await expectRing(page)
  await tabTo(page, /^Posts/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Posts', level: 1 }).waitFor()
  await pressByKeys(page, /^New post/)
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/)
  await tabTo(page, /^Name of this post/)
  await page.keyboard.type('By keys')
  await pressByKeys(page, /^Choose accounts/)
  await page.getByRole('dialog', { name: 'Where does this go?' }).waitFor()
  await tabTo(page, /^Library on Practice/)
  await page.keyboard.press('Space')
  await pressByKeys(page, /^Choose these/)
  await tabTo(page, /^Words of the post/)
  await page.keyboard.type('The reading room opens at eight from Monday.')
  await see(page, /No check speaks against it/)
  await pressByKeys(page, /^Ask for approval/)
  await see(page, 'Reviewers have been told.')
  const id = postId(page)

  const { page: reviewing } = await visit()
  await signInByKeys(reviewing, officer)
  await pressByKeys(reviewing, /By keys/)
  await reviewing.getByRole('button', { name: 'Approve what I have read' }).waitFor()
  await pressByKeys(reviewing, /^Approve what I have read/)
  await see(reviewing, /^Approved\./)
  await eventually(
    () => publicationStates(contributor, id),
    (states) => states.join() === 'verified',
  )
})
