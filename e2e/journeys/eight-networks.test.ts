import { afterAll, expect } from 'vitest'
import { z } from 'zod'
import { anything, type Person } from '../api.ts'
import { connectByApi, type Wanted } from '../connect-by-api.ts'
import { journeys } from '../journey.ts'
import { pressByKeys, tabTo } from '../keys.ts'
import { expectAccessible, expectNoSidewaysScroll } from '../page.ts'
import { startDiscourse } from '../peers/discourse.ts'
import { flickrApp, startFlickr } from '../peers/flickr.ts'
import { startLinkedIn } from '../peers/linkedin.ts'
import { startMastodon } from '../peers/mastodon.ts'
import { startTelegram } from '../peers/telegram.ts'
import { startThreads } from '../peers/threads.ts'
import { startX } from '../peers/x.ts'
import {
  addImage,
  approve,
  askForApproval,
  eventually,
  saved,
  see,
  shoot,
  words,
  writePost,
} from '../steps.ts'

async function startPeers() {
  const [x, linkedin, threads, flickr, telegram, mastodon, discourse] = await Promise.all([
    startX(),
    startLinkedIn(),
    startThreads(),
    startFlickr(),
    startTelegram(),
    startMastodon(),
    startDiscourse(),
  ])
  return { x, linkedin, threads, flickr, telegram, mastodon, discourse }
}
type Peers = Awaited<ReturnType<typeof startPeers>>

let peers: Peers
const test = journeys(async () => {
  peers = await startPeers()
  const { x, linkedin, threads, flickr, telegram } = peers
  const origins = Object.entries({ x, linkedin, threads, flickr, telegram })
  return {
    reach: Object.values(peers).map(({ url }) => url),
    env: { ROSTRUM_NETWORK_ORIGINS: origins.map(([name, { url }]) => `${name}=${url}`).join(',') },
  }
})
afterAll(() => Promise.all(Object.values(peers ?? {}).map((peer) => peer.stop())))

const password = 'a password for tests'

/** Somebody at each network, and how their account is connected. */
function people({ x, linkedin, threads, flickr, telegram, mastodon, discourse }: Peers) {
  const at = {
    x: x.addAccount('library'),
    linkedin: linkedin.addAccount('library'),
    threads: threads.addAccount({ username: 'library', password }),
    flickr: flickr.addAccount({ username: 'library', password, alias: 'example-library' }),
    bot: telegram.addBot('library_bot'),
    channel: telegram.addChannel('example_library'),
    mastodon: mastodon.addAccount({ username: 'library', password }),
    discourse: discourse.addPerson({ username: 'library', password, staff: true }),
  }
  const page = linkedin.addPage('example-library', [at.linkedin])
  telegram.appoint(at.bot, at.channel)
  const redirect = (network: string, handle: string, who: Wanted['who'], values = {}): Wanted => ({
    network,
    handle,
    displayName: 'Library',
    method: 'oauth',
    values,
    ...(who ? { who } : {}),
  })
  const wanted: Wanted[] = [
    redirect('x', 'library', at.x),
    redirect('linkedin', 'example-library', at.linkedin),
    redirect('threads', 'library', at.threads),
    redirect('flickr', 'example-library', at.flickr.person),
    redirect('mastodon', `library@${new URL(mastodon.url).host}`, at.mastodon, { server: mastodon.url }),
    { ...redirect('telegram', 'example_library', undefined), method: 'bot', values: { token: at.bot.token } },
    {
      ...redirect('discourse', `${discourse.host}/u/library`, undefined),
      method: 'api-key',
      values: { category: '5', key: discourse.adminKey(at.discourse) },
    },
  ]
  /** How many posts stand at each network. */
  const counts = () => ({
    x: x.posts(at.x).length,
    linkedin: linkedin.posts(page).length,
    threads: threads.posts(at.threads).length,
    flickr: flickr.photos(at.flickr).length,
    telegram: at.channel.messages.length,
    mastodon: mastodon.posts(at.mastodon).length,
    discourse: discourse.posts(at.discourse).length,
  })
  return { at, wanted, counts }
}

async function registerApps(administrator: Person): Promise<void> {
  const { x, linkedin, threads } = peers
  const apps = {
    x: x.app,
    linkedin: linkedin.app,
    threads: { clientId: threads.clientId, clientSecret: threads.clientSecret },
    flickr: flickrApp,
  }
  for (const [network, values] of Object.entries(apps))
    await administrator.api.put(`/network-apps/${network}`, { version: 0, values }, anything)
}

const publications = z.object({
  publications: z.array(z.object({ network: z.string(), state: z.string(), say: z.string() })),
})
const statesOf = async (person: Person, id: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await person.api.get(`/posts/${id}`, publications)).publications.map(({ network, state }) => [
      network,
      state,
    ]),
  )

const all = { linkedin: 1, threads: 1, flickr: 1, telegram: 1, mastodon: 0, discourse: 1 }

test(
  'eight networks at once: one refuses, one is silent, one asks to wait, and nothing is doubled',
  { timeout: 240_000 },
  async ({ institution, asContributor: page, asOfficer }) => {
    const { administrator, officer, contributor, unitId } = institution
    await registerApps(administrator)
    const { at, wanted, counts } = people(peers)
    for (const one of wanted) await connectByApi(officer, unitId, one, [contributor])

    const names = [
      'X',
      'LinkedIn',
      'Threads',
      'Flickr',
      'Mastodon',
      'Telegram',
      'Discussion forum',
      'Practice',
    ]
    const text = 'The reading rooms are open all night until the exams are over. Bring your card.'
    const id = await writePost(page, {
      title: 'Open all night for the exams',
      text,
      accounts: names.map((name) => `Library on ${name}`),
    })
    await addImage(page, 'night.png')
    const image = page.getByRole('group', { name: 'night.png' })
    await image.getByLabel('Alternative text').fill('The lit windows of the library at night.')
    await image.getByLabel('Why may we use it?').selectOption('own')
    await page.getByRole('tab', { name: /^Telegram/ }).click()
    await page.getByRole('button', { name: 'Make a version for Telegram' }).click()
    await words(page).fill('Open all night from today. Bring your card.')
    await page.getByRole('tab', { name: /^Flickr/ }).click()
    await page.getByText('More for Flickr').click()
    await page.getByLabel('Title').filter({ visible: true }).fill('The library at night')
    await saved(page)
    await expectAccessible(page, 'eight networks, written')
    await shoot(page, 'eight-compose-1280')
    await page.setViewportSize({ width: 320, height: 800 })
    await expectNoSidewaysScroll(page)
    await expectAccessible(page, 'eight networks, written, at 320 px')
    await shoot(page, 'eight-compose-320')
    await page.setViewportSize({ width: 1280, height: 900 })

    const { mastodon, telegram, x } = peers
    const error = 'Validation failed: Text has a word that is not allowed on this server'
    mastodon.faults.fail(/^POST \/api\/v1\/statuses/, {
      kind: 'answer',
      status: 422,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error }),
    })
    telegram.faults.fail(/\/sendPhoto$/, { kind: 'drop-after' })
    await askForApproval(page)
    const reset = Math.ceil(Date.now() / 1000) + 25
    x.faults.fail(/^POST \/2\/tweets/, {
      kind: 'answer',
      status: 429,
      headers: {
        'content-type': 'application/problem+json',
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(reset),
      },
      body: JSON.stringify({ title: 'Too Many Requests', status: 429, detail: 'Too Many Requests' }),
    })
    await approve(asOfficer, id)
    // The limited one says so at once, and when it goes.
    const of = (network: string) =>
      page
        .getByRole('region', { name: 'Did it go out?' })
        .getByRole('listitem')
        .filter({ hasText: `${network} ·` })
    await page.goto(`/posts/${id}`)
    await eventually(
      async () => (await page.reload(), of('X').innerText()),
      (said) => said.includes('This one goes at'),
    )
    const ended = {
      linkedin: 'verified',
      threads: 'verified',
      flickr: 'verified',
      discourse: 'verified',
      practice: 'verified',
    }
    await eventually(
      () => statesOf(contributor, id),
      (states) =>
        Object.entries({ ...ended, mastodon: 'rejected', telegram: 'unknown' }).every(
          ([network, state]) => states[network] === state,
        ),
      40_000,
    )
    const { x: late, ...others } = counts()
    expect([others, late <= 1]).toEqual([all, true])

    // What the page says of each.
    await page.goto(`/posts/${id}`)
    await see(of('Mastodon'), new RegExp(`The network refused it: .*${error}`))
    await see(of('Telegram'), /It was sent and no answer came/)
    for (const name of ['LinkedIn', 'Threads', 'Flickr', 'Discussion forum', 'Practice'])
      await see(of(name), 'Proved')
    await expectAccessible(page, 'a partial failure')
    await shoot(page, 'eight-partial-1280')

    // The refused one, by keyboard alone: mended for that account, approved anew.
    const mend = of('Mastodon').getByRole('button', { name: 'Mend it and send it again' })
    await pressByKeys(page, mend)
    await page.waitForURL((url) => url.pathname.startsWith('/posts/') && !url.pathname.endsWith(id))
    const again = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await words(page).waitFor()
    await tabTo(page, words(page))
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('The reading rooms are open all night. Bring your card.')
    await saved(page)
    await expectAccessible(page, 'the mended one')
    await shoot(page, 'eight-mended')
    await pressByKeys(page, /^Ask for approval/)
    await see(page, 'Reviewers have been told.')
    await approve(asOfficer, again)
    await eventually(
      () => statesOf(contributor, again),
      (states) => states['mastodon'] === 'verified',
    )
    expect(Object.keys(await statesOf(contributor, again))).toEqual(['mastodon'])

    // The silent one: somebody looks, and it is there.
    await asOfficer.goto(`/posts/${id}`)
    await asOfficer.getByRole('button', { name: 'I have looked myself' }).click()
    const dialog = asOfficer.getByRole('dialog', { name: 'What did you find?' })
    await dialog.getByRole('radio', { name: /It is there/ }).check()
    await dialog.getByLabel('Its address').fill(`https://t.me/example_library/${at.channel.lastId}`)
    await dialog.getByRole('button', { name: 'Settle it' }).click()
    await see(asOfficer, 'Posted: somebody looked on the network and found it.')

    // The limited one goes by itself.
    await eventually(
      () => statesOf(contributor, id),
      (states) => states['x'] === 'verified',
      60_000,
    )
    await page.goto(`/posts/${id}`)
    await see(page, 'Open the post as which it goes again')
    await see(page, 'Published')
    await shoot(page, 'eight-settled')
    expect(counts()).toEqual({ ...all, x: 1, mastodon: 1 })
  },
)
