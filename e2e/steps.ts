import sharp from 'sharp'
import { z } from 'zod'
import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { authenticatorApp, type Known, type Person } from './api.ts'

/** Signs in with the password and the authenticator app, from the sign-in page or its dialog. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in with password' }).click()
  await page.getByLabel('The six digits of your authenticator app').fill(await person.nextCode())
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByLabel('The six digits of your authenticator app').waitFor({ state: 'detached' })
}

/** Waits until something is to be seen. */
export async function see(page: Page | Locator, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor()
}

/** Waits until something is true, as a person who looks now and then. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  atMost = 60_000,
): Promise<T> {
  const until = Date.now() + atMost
  for (;;) {
    const answer = await ask()
    if (wanted(answer)) return answer
    if (Date.now() > until) expect.fail(`It never came: the last answer was ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

export const words = (page: Page): Locator => page.getByLabel('Words of the post')
export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name, level: 1 })

/** Begins a post, names it, chooses accounts by the names that the dialog shows, and writes. */
export async function writePost(
  page: Page,
  post: { title: string; text: string; accounts: string[] },
): Promise<string> {
  await page.goto('/posts/new')
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/)
  await page.getByLabel('Name of this post').fill(post.title)
  await chooseAccounts(page, post.accounts)
  await words(page).fill(post.text)
  await saved(page)
  return postId(page)
}

export const postId = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

export async function chooseAccounts(page: Page, accounts: string[]): Promise<void> {
  await page.getByRole('button', { name: /^(Choose accounts|account)$/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Where does this go?' })
  for (const account of accounts) await dialog.getByRole('checkbox', { name: account }).check()
  await dialog.getByRole('button', { name: 'Choose these' }).click()
}

/** Until everything on the page has reached the server. */
export async function saved(page: Page): Promise<void> {
  await see(page, /saved (just now|\d+ seconds? ago|a minute ago)/)
}

export async function askForApproval(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  await see(page, 'Reviewers have been told.')
}

export async function approve(page: Page, id: string): Promise<void> {
  await page.goto(`/posts/${id}`)
  await page.getByRole('button', { name: 'Approve what I have read' }).click()
  await see(page, /^Approved\./)
}

/** Sets the day and the time of a post, on the clocks of the institution. */
export async function setTime(page: Page, local: string): Promise<void> {
  const [day = '', time = ''] = local.split('T')
  await page.getByRole('radio', { name: 'At a day and time' }).check()
  const when = page.getByRole('group', { name: 'Goes out' })
  await when.getByLabel('Day').fill(day)
  await when.getByLabel('Time').fill(time)
}

/** A day on the clocks of the institution, some days from now: `2026-11-28`. */
export function dayFromNow(days: number): string {
  return Temporal.Now.plainDateISO('Europe/London').add({ days }).toString()
}

export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['JOURNEY_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** Password and authenticator on the pages of enrolment. Answers what the person carries from then on. */
export async function enrolWithPassword(
  page: Page,
  person: Known,
): Promise<Pick<Person, 'nextCode' | 'recoveryCodes'>> {
  await page.getByRole('radio', { name: 'With a password and an authenticator app' }).check()
  await page.getByLabel('New password').fill(person.password)
  await page.getByRole('button', { name: 'Go on to the authenticator' }).click()
  const secret = await page.getByLabel('Or type this into the app').inputValue()
  const nextCode = authenticatorApp(secret)
  await page.getByLabel('The six digits that the app shows').fill(await nextCode())
  await shoot(page, 'enrol-authenticator')
  await page.getByRole('button', { name: 'Confirm the authenticator' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.first().waitFor()
  const recoveryCodes = await codes.allTextContents()
  await page.getByRole('checkbox', { name: 'I have kept them' }).check()
  await shoot(page, 'recovery-codes')
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await inside(page)
  return { nextCode, recoveryCodes }
}

/** Until somebody is signed in and sees the pages of the product. */
export const inside = (page: Page): Promise<void> => page.getByRole('navigation', { name: 'Main' }).waitFor()

interface NewAccount {
  network: string
  handle: string
  name: string
  unit: string
  administrator: string
}

/** Puts an account into the register; ends on its page, not connected yet. */
export async function addAccount(page: Page, account: NewAccount): Promise<void> {
  await page.goto('/accounts/new')
  await page.getByLabel('Network').selectOption(account.network)
  await page.getByLabel('Handle').fill(account.handle)
  await page.getByRole('textbox', { name: 'Name' }).fill(account.name)
  await choose(page, 'Unit', account.unit)
  await page.getByLabel('Purpose').fill('News and opening hours for everybody who reads here.')
  await page.getByRole('checkbox', { name: 'Students' }).check()
  await page.getByLabel('Hours a week').fill('2.5')
  await choose(page, 'Administrators', account.administrator)
  await page.getByRole('button', { name: 'Add the account' }).click()
  await heading(page, account.name).waitFor()
}

/** One of many in a field that is searched by typing. */
async function choose(page: Page | Locator, label: string, wanted: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label })
  await field.click()
  await field.pressSequentially(wanted.slice(0, 6))
  await page.getByRole('option', { name: wanted }).click()
}

export async function connectByAppPassword(page: Page, server: string, password: string): Promise<void> {
  await page.getByRole('radio', { name: 'Use an app password' }).check()
  await page.getByLabel(/^App password/).fill(password)
  await page.getByLabel('Server').fill(server)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

/** Makes somebody a contributor of the account whose page is open. */
export async function pickPerson(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add somebody' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add somebody' })
  await choose(dialog, 'Person', name)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const publicationsOf = z.object({ publications: z.array(z.object({ state: z.string() })) })

/** What the server says of each sending of a post. */
export async function publicationStates(person: Person, id: string): Promise<string[]> {
  const { publications } = await person.api.get(`/posts/${id}`, publicationsOf)
  return publications.map(({ state }) => state)
}

/** A small picture of its own, through the file field of the page. */
export async function addImage(page: Page, name: string): Promise<void> {
  const colour = { r: name.length * 9, g: 120, b: 90 }
  const buffer = await sharp({ create: { width: 640, height: 400, channels: 3, background: colour } })
    .png()
    .toBuffer()
  await page.getByLabel('Image files').setInputFiles({ name, mimeType: 'image/png', buffer })
  await page.getByRole('group', { name }).waitFor()
}

/** With the mouse itself, in small steps, as a hand does. */
export async function dragTo(page: Page, item: Locator, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded()
  await item.scrollIntoViewIfNeeded()
  const [from, to] = [await item.boundingBox(), await target.boundingBox()]
  if (!from || !to) expect.fail('There is nothing to drag, or nowhere to drop it.')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 5 })
  await page.mouse.up()
}
