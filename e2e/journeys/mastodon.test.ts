import { afterAll, expect } from 'vitest'
import { journeys } from '../journey.ts'
import { startMastodon, type Mastodon } from '../peers/mastodon.ts'
import { authorizeOnMastodon } from '../peers/sign-in-pages.ts'
import {
  addAccount,
  approve,
  askForApproval,
  eventually,
  pickPerson,
  publicationStates,
  see,
  shoot,
  writePost,
} from '../steps.ts'

let mastodon: Mastodon
const test = journeys(async () => {
  mastodon = await startMastodon()
  return { reach: [mastodon.url] }
})
afterAll(() => mastodon?.stop())

test('an account on a Mastodon server is connected on the server’s own page, and a post goes out there', async ({
  institution,
  visit,
}) => {
  const { contributor, officer } = institution
  const person = mastodon.addAccount({ username: 'library', password: 'correct horse battery' })
  const { page } = await visit({ as: officer, leadsTo: [mastodon.url] })
  const handle = `library@${new URL(mastodon.url).host}`
  const entry = { network: 'mastodon', handle, name: 'Library on a server of its own' }
  await addAccount(page, { ...entry, unit: 'Library', administrator: officer.name })
  await page.getByLabel('Server').fill(mastodon.url)
  await page.getByRole('button', { name: 'Go to Mastodon to sign in' }).click()
  await authorizeOnMastodon(page, person, 'deny')
  await see(page, 'The account is not connected')
  await shoot(page, 'mastodon-denied')
  await page.getByLabel('Server').fill(mastodon.url)
  await page.getByRole('button', { name: 'Go to Mastodon to sign in' }).click()
  // Their server still knows them.
  await page.getByRole('button', { name: 'Authorize' }).click()
  await see(page, /The network confirmed that/)
  await pickPerson(page, contributor.name)

  const { page: writing } = await visit({ as: contributor })
  const text = 'The map collection is open again.'
  const id = await writePost(writing, { title: 'Maps', text, accounts: [`${entry.name} on Mastodon`] })
  await askForApproval(writing)
  await approve(page, id)
  await eventually(
    () => publicationStates(contributor, id),
    (states) => states.join() === 'verified',
  )
  expect(mastodon.posts(person).map((post) => post.text)).toEqual([text])

  // Somebody pins it, and somebody else changes it on the server: it is noticed, and a person says what becomes of it.
  await page.goto(`/posts/${id}`)
  await page.getByRole('button', { name: 'Pin it to the account' }).click()
  await see(page, 'Pinned on Mastodon.')
  const [posted] = mastodon.posts(person)
  if (!posted) expect.fail('Nothing stands on the server.')
  expect(posted.pinned).toBe(true)
  posted.text = 'The map collection is closed again.'
  await page.getByRole('button', { name: 'Look again' }).click()
  await see(page, 'Changed on Mastodon')
  await shoot(page, 'mastodon-changed')
  await page.goto('/')
  await see(page, '“Maps” was changed on Mastodon')
  await page.getByRole('link', { name: 'Compare “Maps”' }).click()
  await page.getByRole('button', { name: 'Accept it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Accept what stands there?' })
  await dialog.getByLabel('Reason').fill('The library closed it for today.')
  await dialog.getByRole('button', { name: 'Accept it' }).click()
  await see(page, 'Accepted, and recorded.')
})
