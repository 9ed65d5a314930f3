import { expect } from 'vitest'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { saved, see, shoot, signIn, words, writePost } from '../steps.ts'

const test = journeys()
const account = ['Library on Practice']
const post = (title: string) => ({ title, text: 'The first words.', accounts: account })

test('the line is lost while writing: the words stay, and are saved when it is back', async ({
  asContributor,
  institution,
}) => {
  const page = asContributor
  const id = await writePost(page, post('Line lost'))
  await page.context().setOffline(true)
  await words(page).fill('Words from a train in a tunnel.')
  await see(page, 'What you write is not reaching Rostrum')
  await shoot(page, 'line-lost')
  await page.context().setOffline(false)
  await saved(page)
  const { body } = await institution.contributor.api.send('GET', `/posts/${id}`)
  expect(JSON.stringify(body)).toContain('Words from a train in a tunnel.')
})

test('the window goes while the line is lost: the words come back', async ({ asContributor }) => {
  const page = asContributor
  const id = await writePost(page, post('Window gone'))
  await page.context().setOffline(true)
  await words(page).fill('Words that never left this computer.')
  await see(page, 'What you write is not reaching Rostrum')
  const { context } = { context: page.context() }
  // As when the browser crashes: no question, no chance to save.
  await page.close({ runBeforeUnload: false })
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(`/posts/${id}`)
  await see(again, 'We kept what you wrote')
  await shoot(again, 'kept-words')
  await again.getByRole('button', { name: 'Use it' }).click()
  await saved(again)
  expect(await words(again).inputValue()).toBe('Words that never left this computer.')
})

test('the server dies while somebody writes: the words are saved when it is back', async ({
  asContributor,
  rostrum,
  institution,
}) => {
  const page = asContributor
  const id = await writePost(page, post('Server gone'))
  await rostrum.kill9()
  await words(page).fill('Words for a server that is away.')
  await see(page, 'What you write is not reaching Rostrum')
  await rostrum.start()
  await saved(page)
  const { body } = await institution.contributor.api.send('GET', `/posts/${id}`)
  expect(JSON.stringify(body)).toContain('Words for a server that is away.')
})

test('the session ends while writing: signing in in the dialog loses nothing', async ({
  visit,
  institution,
}) => {
  const { page } = await visit()
  await page.goto('/sign-in')
  await signIn(page, institution.administrator)
  const id = await writePost(page, post('Session ended'))
  await page.context().clearCookies()
  await words(page).fill('Words that were typed after the session had ended.')
  const dialog = page.getByRole('dialog', { name: 'Sign in again to go on' })
  await dialog.waitFor()
  await expectAccessible(page)
  await shoot(page, 'session-ended')
  expect(await dialog.getByLabel('E-mail address').inputValue()).toBe(institution.administrator.email)
  await signIn(page, institution.administrator)
  await dialog.waitFor({ state: 'hidden' })
  await saved(page)
  expect(await words(page).inputValue()).toBe('Words that were typed after the session had ended.')
  const { body } = await institution.administrator.api.send('GET', `/posts/${id}`)
  expect(JSON.stringify(body)).toContain('Words that were typed after the session had ended.')
})

test('two people edit at once: both versions are shown, and nothing is overwritten', async ({
  asContributor,
  asOfficer,
  institution,
}) => {
  const id = await writePost(asContributor, post('Two at once'))
  await asOfficer.goto(`/posts/${id}`)
  await asContributor.context().setOffline(true)
  await words(asContributor).fill('The words of the editor.')
  await see(asContributor, 'What you write is not reaching Rostrum')
  await words(asOfficer).fill('The words of the officer.')
  await saved(asOfficer)
  await asContributor.context().setOffline(false)
  const dialog = asContributor.getByRole('dialog', { name: 'Two versions of this post' })
  await dialog.waitFor()
  await see(dialog, /Digital Marketing Officer saved this post while you were writing/)
  await expectAccessible(asContributor)
  await shoot(asContributor, 'two-versions')
  await dialog
    .getByRole('radio', { name: /Keep mine/ })
    .first()
    .check()
  await dialog.getByRole('button', { name: 'Go on with this' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await saved(asContributor)
  const { body } = await institution.contributor.api.send('GET', `/posts/${id}`)
  expect(JSON.stringify(body)).toContain('The words of the editor.')
  await see(asOfficer, /Library Editor has changed this just now/)
})
