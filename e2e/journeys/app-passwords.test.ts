import { afterAll, expect } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { anything, identified, type Person } from '../api.ts'
import { journeys } from '../journey.ts'
import { pressByKeys, tabTo } from '../keys.ts'
import { expectAccessible } from '../page.ts'
import { tooManyRequests } from '../peers/fault-proxy.ts'
import { startBluesky, type Bluesky, type BlueskyAccount } from '../peers/bluesky.ts'
import { startWordPress, type WordPress } from '../peers/wordpress.ts'
import { connectByAppPassword, postId, saved, see, shoot, words } from '../steps.ts'

/** Passwords for programs, typed in here and proved at the real servers; and whom a post there mentions. */

let bluesky: Bluesky
let wordpress: WordPress
const test = journeys(async () => {
  ;[bluesky, wordpress] = await Promise.all([startBluesky({ faults: true }), startWordPress()])
  return { bluesky, reach: [wordpress.url] }
})
afterAll(() => Promise.all([bluesky?.stop(), wordpress?.stop()]))

const password = 'a password for tests'
const person = (name: string): Promise<BlueskyAccount> =>
  bluesky.createAccount({ handle: `${name}.test`, password })

async function registered(
  by: Person,
  unitId: string,
  what: { network: string; handle: string; displayName: string },
  writer: Person,
): Promise<string> {
  const account = {
    ...what,
    unitId,
    purpose: 'News of the library for its readers.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators: [by.id],
  }
  const { id } = await by.api.post('/accounts', account, identified)
  const member = { personId: writer.id, relation: 'contributor', until: null }
  await by.api.post(`/accounts/${id}/members`, member, anything)
  return id
}

const connection = z.object({
  remoteId: z.string().nullable(),
  url: z.string().nullable(),
  purpose: z.string(),
  members: z.array(z.looseObject({ id: z.string() })),
  connection: z.object({ state: z.string(), grantedBy: z.string().nullable() }),
})
const records = z.object({
  records: z.array(z.object({ kind: z.string(), who: z.string() })),
})

/** The account as the register has it, and who is on record for each time that it was connected. */
async function asKept(by: Person, id: string) {
  const account = await by.api.get(`/accounts/${id}`, connection)
  const found = await by.api.get(`/records?account=${id}&kind=register.account-connected`, records)
  return { account, connectedBy: found.records.map(({ who }) => who) }
}

async function connectBlog(page: Page, user: string, typed: string): Promise<void> {
  await page.getByRole('radio', { name: 'Application password' }).check()
  await page.getByLabel('User name').fill(user)
  await page
    .getByLabel(/^Application password/, { exact: false })
    .last()
    .fill(typed)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

test('a blog and an account on Bluesky are connected by passwords for programs: wrong, right, and again', async ({
  institution,
  visit,
}) => {
  const { officer, contributor, unitId } = institution
  const [blog, library, alumni] = await Promise.all([
    wordpress.addBlog(),
    person('library'),
    person('alumni'),
  ])
  const { page } = await visit({ as: officer })

  const onBluesky = await registered(
    officer,
    unitId,
    { network: 'bluesky', handle: library.handle, displayName: 'Library on Bluesky' },
    contributor,
  )
  await page.goto(`/accounts/${onBluesky}`)
  await connectByAppPassword(page, bluesky.url, alumni.appPassword)
  await see(page, /does not know library\.test with this app password/)
  await expectAccessible(page, 'a wrong app password')
  await shoot(page, 'app-password-wrong')
  expect((await asKept(officer, onBluesky)).connectedBy).toEqual([])
  await page.getByLabel(/^App password/).fill(library.appPassword)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await see(page, /Connected as @library\.test/)
  await see(page, new RegExp(`permission given by ${officer.name}`))
  const before = await asKept(officer, onBluesky)
  expect(before).toMatchObject({ account: { remoteId: library.did }, connectedBy: [officer.name] })

  // Taken back there, and given anew: nothing of the account is lost.
  await bluesky.revokeAppPassword(library)
  await page.getByRole('button', { name: 'Connect again' }).click()
  await connectByAppPassword(page, bluesky.url, library.appPassword)
  await see(page, /does not know library\.test with this app password/)
  expect((await asKept(officer, onBluesky)).account).toEqual(before.account)
  await page.getByLabel(/^App password/).fill(await bluesky.createAppPassword(library, 'again'))
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('button', { name: 'Connect again' }).waitFor()
  expect(await asKept(officer, onBluesky)).toEqual({
    account: before.account,
    connectedBy: [officer.name, officer.name],
  })

  const onBlog = await registered(
    officer,
    unitId,
    { network: 'wordpress', handle: blog.handle, displayName: 'Library blog' },
    contributor,
  )
  const editor = await blog.addPerson()
  await page.goto(`/accounts/${onBlog}`)
  // The password that people sign in with is none for programs.
  await connectBlog(page, editor.login, editor.password)
  await see(page, /did not accept the user name and application password/)
  await expectAccessible(page, 'a wrong application password')
  await shoot(page, 'application-password-wrong')
  await connectBlog(page, editor.login, editor.appPassword)
  await see(page, /Connected as @/)
  const kept = await asKept(officer, onBlog)
  expect(kept).toMatchObject({ account: { remoteId: blog.url }, connectedBy: [officer.name] })
  await page.getByRole('button', { name: 'Connect again' }).click()
  const another = await blog.addPerson('author')
  await connectBlog(page, another.login, another.appPassword)
  await page.getByRole('button', { name: 'Connect again' }).waitFor()
  expect(await asKept(officer, onBlog)).toEqual({
    account: kept.account,
    connectedBy: [officer.name, officer.name],
  })
})

/** How often the server was asked who has a handle, by handle. */
function askedFor(): Record<string, number> {
  const times: Record<string, number> = {}
  for (const { url } of bluesky.faults?.log ?? []) {
    if (!url.includes('resolveHandle')) continue
    const handle = new URL(url, bluesky.url).searchParams.get('handle') ?? ''
    times[handle] = (times[handle] ?? 0) + 1
  }
  return times
}

/** A new post for an account at the real Bluesky that can publish, the cursor in its words. */
async function atAPost(
  { officer, contributor, unitId }: { officer: Person; contributor: Person; unitId: string },
  visit: (as: { as: Person }) => Promise<{ page: Page }>,
  name: string,
): Promise<Page> {
  const { handle, appPassword } = await person(name.toLowerCase())
  const account = { network: 'bluesky', handle, displayName: name }
  const id = await registered(officer, unitId, account, contributor)
  const values = { password: appPassword, server: bluesky.url }
  await officer.api.post(`/accounts/${id}/connection`, { method: 'app-password', values }, anything)

  const { page } = await visit({ as: contributor })
  await page.goto('/posts/new')
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/)
  await page.getByLabel('Name of this post').waitFor()
  await pressByKeys(page, /^Choose accounts/)
  await page.getByRole('dialog', { name: 'Where does this go?' }).waitFor()
  await tabTo(page, new RegExp(`^${name} on Bluesky`))
  await page.keyboard.press('Space')
  await pressByKeys(page, /^Choose these/)
  await tabTo(page, /^Words of the post/)
  return page
}

test('a mention of nobody is pointed out before approval, and repaired, by keyboard', async ({
  institution,
  visit,
}) => {
  const { contributor } = institution
  await person('observatory')
  const page = await atAPost(institution, visit, 'Herbarium')
  const [thanks, rest] = ['Photographs lent by @observatory.test and @librry', '.test are on show.']
  bluesky.faults!.log.length = 0
  await page.keyboard.type(thanks + rest)
  const told = 'Bluesky knows nobody called @librry.test.'
  await see(page, told)
  await see(page, /Check the spelling, or keep the name as plain words/)
  expect(await page.getByText(/knows nobody called @observatory/).count()).toBe(0)
  await expectAccessible(page, 'a mention of nobody')
  await shoot(page, 'mention-of-nobody')
  // Not for every key, and not again because it is looked at again.
  await saved(page)
  await page.reload()
  await see(page, told)
  // Where the machine is so slow that a name looks finished half-way, that is asked for too, and once.
  expect(askedFor()).toMatchObject({ 'observatory.test': 1, 'librry.test': 1 })
  expect(new Set(Object.values(askedFor()))).toEqual(new Set([1]))

  await tabTo(page, words(page))
  await page.keyboard.press('Control+End')
  for (let left = 0; left < rest.length + 2; left += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('a')
  await see(page, /No check speaks against it/)
  await saved(page)
  await shoot(page, 'mention-repaired')
  await pressByKeys(page, /^Ask for approval/)
  await see(page, 'Reviewers have been told.')
  const post = z.object({ content: z.object({ parts: z.array(z.object({ text: z.string() })) }) })
  const { content } = await contributor.api.get(`/posts/${postId(page)}`, post)
  expect(content.parts[0]?.text).toContain('@library.test are on show')
})

test('whom a network will not look up just now is said, and from when it can be asked', async ({
  institution,
  visit,
}) => {
  await person('readingroom')
  const page = await atAPost(institution, visit, 'Arboretum')
  bluesky.faults!.fail(/resolveHandle/, tooManyRequests({ 'retry-after': '600' }), Infinity)
  await page.keyboard.type('The oaks were planted with @readingroom.test and friends.')
  await see(
    page,
    /^@readingroom\.test could not be looked up on Bluesky\. Bluesky can be asked again from .*\d\d:\d\d/,
  )
  await expectAccessible(page, 'a mention that could not be looked up')
  await shoot(page, 'mention-not-looked-up')
  // It holds no post.
  await saved(page)
  bluesky.faults!.clear()
  await pressByKeys(page, /^Ask for approval/)
  await see(page, 'Reviewers have been told.')
})
