import { expect } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { enrolWithPassword, inside, see, shoot } from '../steps.ts'
import { invitation, type Known } from '../api.ts'

const test = journeys({ host: 'localhost' })

const code = (page: Page) => page.getByLabel('The six digits of your authenticator app')
const finish = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true }).click()

async function givePassword(page: Page, person: Pick<Known, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in with password' }).click()
}

/** The browser's own pretended device that holds passkeys and always agrees. */
async function withDevice(context: BrowserContext, page: Page): Promise<void> {
  const browser = await context.newCDPSession(page)
  await browser.send('WebAuthn.enable')
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('an authenticator app is enrolled, and its code is asked for; wrong and used codes do not count', async ({
  institution,
  visit,
}) => {
  const { administrator } = institution
  const known: Known = {
    name: 'Reading Room Supervisor',
    email: 'reading-room@example.ac.uk',
    password: 'quiet chairs 19 windows',
  }
  const { link } = await administrator.api.post(
    '/people',
    { name: known.name, email: known.email, roles: [] },
    invitation,
  )
  const { page } = await visit()
  await page.goto(link)
  await page.getByRole('button', { name: 'Choose how to sign in' }).click()
  const { nextCode, recoveryCodes } = await enrolWithPassword(page, known)
  expect(recoveryCodes).toHaveLength(10)

  const { page: again } = await visit()
  await givePassword(again, known)
  await code(again).fill('000000')
  await finish(again)
  await see(again.getByRole('alert'), /code/)
  await shoot(again, 'wrong-code')
  await expectAccessible(again)
  const used = await nextCode()
  await code(again).fill(used)
  await finish(again)
  await inside(again)

  const { page: replay } = await visit()
  await givePassword(replay, known)
  await code(replay).fill(used)
  await finish(replay)
  await see(replay.getByRole('alert'), /code/)
  await replay.getByRole('button', { name: 'I don’t have my telephone' }).click()
  await replay.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
  await finish(replay)
  await inside(replay)

  const { page: spent } = await visit()
  await givePassword(spent, known)
  await spent.getByRole('button', { name: 'I don’t have my telephone' }).click()
  await spent.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
  await finish(spent)
  await see(spent.getByRole('alert'), /code/)
})

test('a passkey is made on a device and signs in by itself', async ({ institution, visit }) => {
  const { administrator } = institution
  const person = { name: 'Digital Skills Trainer', email: 'skills@example.ac.uk', roles: [] }
  const { link } = await administrator.api.post('/people', person, invitation)
  const { page, context } = await visit()
  await withDevice(context, page)
  await page.goto(link)
  await page.getByRole('button', { name: 'Choose how to sign in' }).click()
  await page.getByRole('radio', { name: 'With a passkey' }).check()
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('checkbox', { name: 'I have kept them' }).check()
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await inside(page)
  await page.getByRole('button', { name: person.name }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await inside(page)
  await see(page, person.name)
  await page.goto('/profile')
  await shoot(page, 'profile-passkey')
})

test('too many wrong passwords, and one has to wait', async ({ institution, visit }) => {
  const { page } = await visit()
  const { email } = institution.officer
  for (let time = 0; time < 6; time += 1) {
    await givePassword(page, { email, password: `wrong guess number ${time}` })
    await page.getByRole('alert').first().waitFor()
  }
  await see(page.getByRole('alert'), /Wait \d+ seconds?, then try again/)
  await shoot(page, 'wait')
})
