import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import type { Person } from '../api.ts'
import { journeys } from '../journey.ts'
import { eventually, inside, postId, publicationStates, see } from '../steps.ts'

const test = journeys()

/** Goes on with Tab until the wanted thing has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp, back = false): Promise<void> {
  const passed: string[] = []
  for (let pressed = 0; pressed < 120; pressed += 1) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
    const at = await focused(page)
    if (name.test(at)) return
    passed.push(at)
  }
  expect.fail(`Tab never came to ${name}; it passed ${[...new Set(passed)].join(' | ')}`)
}

/** What a screen reader would say of the thing with the focus, roughly. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const at = document.activeElement
    const labelled = at.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ')
    return (at.getAttribute('aria-label') || labelled || at.labels?.[0]?.textContent || at.textContent || '').trim().slice(0, 80)
  })()`)

/** The thing with the focus has to be seen to have it. */
async function expectRing(page: Page): Promise<void> {
  const ring = await page.evaluate(`(() => {
    for (let at = document.activeElement; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at)
      if ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none') return true
    }
    return false
  })()`)
  expect(ring, `No focus ring on “${await focused(page)}”`).toBe(true)
}

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name)
  await expectRing(page)
  await page.keyboard.press('Enter')
}

async function signInByKeys(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await tabTo(page, /^E-mail address/)
  await page.keyboard.type(person.email)
  await tabTo(page, /^Password/)
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await page.getByLabel('The six digits of your authenticator app').waitFor()
  if (!(await focused(page)).startsWith('The six digits')) await tabTo(page, /^The six digits/)
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
  await press(page, /^New post/)
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/)
  await tabTo(page, /^Name of this post/)
  await page.keyboard.type('By keys')
  await press(page, /^Choose accounts/)
  await page.getByRole('dialog', { name: 'Where does this go?' }).waitFor()
  await tabTo(page, /^Library on Practice/)
  await page.keyboard.press('Space')
  await press(page, /^Choose these/)
  await tabTo(page, /^Words of the post/)
  await page.keyboard.type('The reading room opens at eight from Monday.')
  await see(page, /No check speaks against it/)
  await press(page, /^Ask for approval/)
  await see(page, 'Reviewers have been told.')
  const id = postId(page)

  const { page: reviewing } = await visit()
  await signInByKeys(reviewing, officer)
  await press(reviewing, /By keys/)
  await reviewing.getByRole('button', { name: 'Approve what I have read' }).waitFor()
  await press(reviewing, /^Approve what I have read/)
  await see(reviewing, /^Approved\./)
  await eventually(
    () => publicationStates(contributor, id),
    (states) => states.join() === 'verified',
  )
})
