import type { Page } from 'playwright-core'

/**
 * Does what a person does on the Bluesky server's own pages: signs in, and presses the button. The page must stand at
 * the address that the client's `authorize` gave, with the handle filled in from its hint.
 */
export async function authorizeOnBluesky(page: Page, password: string, decision: 'allow' | 'deny' = 'allow') {
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: decision === 'allow' ? 'Authorize' : 'Deny access' }).click()
}

/** The same on the Mastodon stand-in's pages. */
export async function authorizeOnMastodon(
  page: Page,
  person: { username: string; password: string },
  decision: 'allow' | 'deny' = 'allow',
) {
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('button', { name: decision === 'allow' ? 'Authorize' : 'Deny' }).click()
}
