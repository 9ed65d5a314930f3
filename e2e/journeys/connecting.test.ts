import { afterAll, expect } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { anything, identified, type Person } from '../api.ts'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { META_APP, startFacebook } from '../peers/facebook.ts'
import { flickrApp, startFlickr } from '../peers/flickr.ts'
import { authorizeOnMastodon } from '../peers/sign-in-pages.ts'
import { startTelegram } from '../peers/telegram.ts'
import { startX } from '../peers/x.ts'
import { see, shoot } from '../steps.ts'

async function startPeers() {
  const [x, flickr, facebook, telegram] = await Promise.all([
    startX(),
    startFlickr(),
    startFacebook(),
    startTelegram(),
  ])
  return { x, flickr, facebook, telegram }
}
type Peers = Awaited<ReturnType<typeof startPeers>>

let peers: Peers
const test = journeys(async () => {
  peers = await startPeers()
  const { x, flickr, facebook, telegram } = peers
  const origins = Object.entries({ x, flickr, facebook, telegram })
  return {
    reach: Object.values(peers).map(({ url }) => url),
    env: { ROSTRUM_NETWORK_ORIGINS: origins.map(([name, { url }]) => `${name}=${url}`).join(',') },
  }
})
afterAll(() => Promise.all(Object.values(peers ?? {}).map((peer) => peer.stop())))

const password = 'a password for tests'

async function registered(by: Person, unitId: string, network: string, handle: string): Promise<string> {
  const account = {
    network,
    handle,
    displayName: `Library on ${network}`,
    unitId,
    purpose: 'News of the library for its readers.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators: [by.id],
  }
  return (await by.api.post('/accounts', account, identified)).id
}

/** Goes to the network from the account’s page, signs in as this person and answers its question. */
async function signInAt(
  page: Page,
  name: string,
  who: { username: string; password: string },
  answer: 'allow' | 'deny' = 'allow',
): Promise<void> {
  // Whoever was signed in there before has gone home.
  await page.context().clearCookies({ domain: '127.0.0.1' })
  await page.getByRole('button', { name: `Go to ${name} to sign in` }).click()
  await authorizeOnMastodon(page, who, answer)
}
const connected = (page: Page) => see(page, /The network confirmed that/)

const connection = z.object({
  remoteId: z.string(),
  purpose: z.string(),
  members: z.array(z.looseObject({ id: z.string() })),
})

test(
  'accounts are connected at the networks’ own pages, and by a bot; refused and wrong ones are not',
  { timeout: 240_000 },
  async ({ institution, visit }) => {
    const { administrator, officer, contributor, unitId } = institution
    const { x, flickr, facebook, telegram } = peers
    const apps = { x: x.app, flickr: flickrApp, facebook: META_APP }
    for (const [network, values] of Object.entries(apps))
      await administrator.api.put(`/network-apps/${network}`, { version: 0, values }, anything)
    const { page } = await visit({ as: officer, leadsTo: [x.url, flickr.url, facebook.url] })

    // OAuth 2.0 with PKCE: refused at the network, then the wrong account, then the right one.
    const [ours, theirs] = [x.addAccount('library'), x.addAccount('a_reader')]
    const onX = await registered(officer, unitId, 'x', 'library')
    await page.goto(`/accounts/${onX}`)
    await signInAt(page, 'X', ours, 'deny')
    await see(page, 'The account is not connected')
    await expectAccessible(page, 'refused at the network')
    await signInAt(page, 'X', theirs)
    await see(page, 'The account is not connected')
    await see(page, /a_reader/)
    await shoot(page, 'connecting-wrong-account')
    await signInAt(page, 'X', ours)
    await connected(page)

    // OAuth 1.0a.
    const photos = flickr.addAccount({ username: 'library', password, alias: 'example-library' })
    await page.goto(`/accounts/${await registered(officer, unitId, 'flickr', 'example-library')}`)
    await signInAt(page, 'Flickr', photos.person)
    await connected(page)

    // Meta: whoever looks after several Pages connects the one that the register names.
    const person = facebook.addPerson('editor')
    facebook.addPage({ name: 'Alumni', username: 'example.alumni', people: [person] })
    const chosen = facebook.addPage({
      name: 'Example Library',
      username: 'example.library',
      people: [person],
    })
    const onFacebook = await registered(officer, unitId, 'facebook', 'example.library')
    await page.goto(`/accounts/${onFacebook}`)
    await signInAt(page, 'Facebook', person)
    await connected(page)
    const { remoteId } = await officer.api.get(`/accounts/${onFacebook}`, connection)
    expect(remoteId).toBe(chosen.id)
    const unknown = await registered(officer, unitId, 'facebook', 'example.museum')
    await page.goto(`/accounts/${unknown}`)
    await signInAt(page, 'Facebook', person)
    await see(page, /does not look after example\.museum/)
    await shoot(page, 'connecting-no-such-page')

    // A bot's token.
    const bot = telegram.addBot('library_bot')
    telegram.appoint(bot, telegram.addChannel('example_library'))
    await page.goto(`/accounts/${await registered(officer, unitId, 'telegram', 'example_library')}`)
    await page.getByLabel(/^Bot token/).fill('not a token')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await see(page, /This is no bot token/)
    await page.getByLabel(/^Bot token/).fill(bot.token)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await see(page, 'Connect again')

    // Connecting again keeps everything.
    const member = { personId: contributor.id, relation: 'contributor', until: null }
    await officer.api.post(`/accounts/${onX}/members`, member, anything)
    const before = await officer.api.get(`/accounts/${onX}`, connection)
    x.oauth.revoke(ours)
    await page.goto(`/accounts/${onX}`)
    await page.getByRole('button', { name: 'Connect again' }).click()
    await signInAt(page, 'X', theirs)
    await see(page, 'The account was not connected again')
    await page.goto(`/accounts/${onX}`)
    await page.getByRole('button', { name: 'Connect again' }).click()
    await signInAt(page, 'X', ours)
    await connected(page)
    expect(await officer.api.get(`/accounts/${onX}`, connection)).toEqual(before)
  },
)
