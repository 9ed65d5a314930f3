import { afterAll, expect } from 'vitest'
import { z } from 'zod'
import type { Known } from '../api.ts'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { startBluesky, type Bluesky } from '../peers/bluesky.ts'
import { authorizeOnBluesky } from '../peers/sign-in-pages.ts'
import {
  addAccount,
  approve,
  askForApproval,
  connectByAppPassword,
  enrolWithPassword,
  eventually,
  pickPerson,
  see,
  shoot,
  writePost,
} from '../steps.ts'

let bluesky: Bluesky
const test = journeys(async () => {
  bluesky = await startBluesky()
  return { host: '127.0.0.1', bluesky, begins: 'anew' }
})
afterAll(() => bluesky?.stop())

const password = 'four unrelated words walking'
const officer: Known = { name: 'Digital Marketing Officer', email: 'marketing@example.ac.uk', password }
const editor: Known = { name: 'Library Editor', email: 'library@example.ac.uk', password }
const words = 'Doors open at ten on Saturday. Come and see the new reading room!'
const publications = z.object({
  publications: z.array(z.object({ network: z.string(), state: z.string(), url: z.string().nullable() })),
})

test('from an empty Rostrum to a post on Practice and on Bluesky, by two people', async ({
  rostrum,
  visit,
}) => {
  const library = await bluesky.createAccount({ handle: 'library.test', password: 'correct horse battery' })
  const alumni = await bluesky.createAccount({ handle: 'alumni.test', password: 'correct horse battery' })

  const { page } = await visit({ leadsTo: [bluesky.url] })
  await page.goto(rostrum.setupLink())
  await page.getByLabel('Name of the institution').fill('Example University')
  await shoot(page, 'setup-1')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByLabel('Your name').fill(officer.name)
  await page.getByLabel('Your e-mail address').fill(officer.email)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('radio', { name: 'Nothing' }).check()
  await shoot(page, 'setup-3')
  await page.getByRole('button', { name: 'Go on to how you sign in' }).click()
  await enrolWithPassword(page, officer)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shoot(page, 'today-empty')
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Units' }).click()
  await page.getByRole('button', { name: 'Add a unit' }).first().click()
  const unit = page.getByRole('dialog')
  await unit.getByLabel('Name').fill('Library')
  await unit.getByRole('button', { name: /^Add/ }).click()
  await unit.waitFor({ state: 'hidden' })

  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('button', { name: 'Invite' }).first().click()
  const invitation = page.getByRole('dialog', { name: 'Invite a person' })
  await invitation.getByLabel('Name').fill(editor.name)
  await invitation.getByLabel('E-mail address').fill(editor.email)
  await invitation.getByRole('button', { name: 'Invite' }).click()
  const link = await invitation.getByLabel('Link for this person').inputValue()
  await shoot(page, 'invited')
  await invitation.getByRole('button', { name: 'Done' }).click()

  const { page: editing } = await visit()
  await editing.goto(link)
  await editing.getByRole('button', { name: 'Choose how to sign in' }).click()
  await enrolWithPassword(editing, editor)

  const common = { unit: 'Library', administrator: officer.name }
  await addAccount(page, { ...common, network: 'practice', handle: 'library', name: 'Library practice' })
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await see(page, /Connected as @library/)
  await pickPerson(page, editor.name)

  await addAccount(page, { ...common, network: 'bluesky', handle: library.handle, name: 'Library' })
  await connectByAppPassword(page, bluesky.url, library.appPassword)
  await see(page, /Connected as @library\.test/)
  await shoot(page, 'account-connected')
  await pickPerson(page, editor.name)

  await addAccount(page, { ...common, network: 'bluesky', handle: alumni.handle, name: 'Alumni' })
  await page.getByRole('radio', { name: 'Sign in to Bluesky' }).check()
  await page.getByRole('button', { name: 'Go to Bluesky to sign in' }).click()
  await authorizeOnBluesky(page, alumni.password)
  await see(page, /The network confirmed that @alumni\.test is ours/)
  await pickPerson(page, editor.name)

  const id = await writePost(editing, {
    title: 'Open day',
    text: words,
    accounts: ['Library practice on Practice', 'Library on Bluesky', 'Alumni on Bluesky'],
  })
  await see(editing, /No check speaks against it/)
  await shoot(editing, 'written')
  await askForApproval(editing)
  await shoot(editing, 'asked')

  await page.goto('/')
  await shoot(page, 'today-waiting')
  await approve(page, id)
  const found = await eventually(
    async () => publications.parse(await (await page.request.get(`/api/posts/${id}`)).json()).publications,
    (all) => all.every(({ state }) => state === 'verified'),
  )
  expect(found).toHaveLength(3)
  await see(page, 'and read back')
  await page.getByRole('tab', { name: 'History' }).click()
  await see(page, /Record \d+ of \d+/)
  await shoot(page, 'published')
  for (const account of [library, alumni])
    expect((await bluesky.listPosts(account.did)).map((post) => post.value['text'])).toEqual([words])
  const practice = found.find(({ network }) => network === 'practice')
  await page.goto(practice?.url ?? '')
  await see(page, words)
  await shoot(page, 'practice-page')

  const verified = await rostrum.command('records', 'verify')
  expect([verified.code, verified.output]).toEqual([0, expect.stringMatching(/\d+ (records|entries)/)])
})
