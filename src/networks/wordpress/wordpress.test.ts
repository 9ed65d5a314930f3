import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { RUBBISH } from '../../../e2e/peers/fault-proxy.ts'
import { startWordPress, type Blog, type BlogPerson, type WordPress } from '../../../e2e/peers/wordpress.ts'
import {
  MediaRefused,
  type PostRefused,
  ReconnectNeeded,
  type Connected,
  type Json,
  type Network,
  type NetworkContext,
  type NetworkSession,
  type OutgoingPart,
} from '../contract.ts'
import {
  connectBy,
  opened,
  postsPassword,
  quick,
  shownText,
} from '../families/wordpress/testing.test-helper.ts'
import { routeUrl } from '../families/wordpress/site.ts'
import { testContext } from '../test-context.ts'
import { clip, madeReady, part, picture, refOf } from '../test-parts.ts'
import { createWordPress } from './index.ts'

let peer: WordPress
let context: NetworkContext
let network: Network
let blog: Blog
let person: BlogPerson

beforeAll(async () => {
  peer = await startWordPress()
}, 60_000)
afterAll(() => peer.stop())
beforeEach(async () => {
  peer.faults.clear()
  // WordPress sends people back to https addresses only.
  context = { ...testContext([peer.host]), publicUrl: 'https://rostrum.example.ac.uk' }
  network = createWordPress(context, quick)
  blog = await peer.addBlog()
  person = await blog.addPerson('author')
})

const open = (connected: Connected): Promise<NetworkSession> =>
  network.open(opened(connected), () => Promise.resolve())
const titled = (text: string, more: Partial<OutgoingPart> = {}) => part(text, { title: 'Open day', ...more })
const session = async (more?: Record<string, string>) => open(await connectBy(network, blog, person, more))

/** What a person does in the browser: signs in, and presses one of the two buttons. */
async function onThePage(url: string, does: 'approve' | 'reject'): Promise<URL> {
  const form = (body: Record<string, string>, cookie: string) => ({
    method: 'POST',
    redirect: 'manual' as const,
    headers: { cookie },
    body: new URLSearchParams(body),
  })
  const entered = await fetch(
    `${blog.url}/wp-login.php`,
    form(
      { log: person.login, pwd: person.password, testcookie: '1' },
      'wordpress_test_cookie=WP+Cookie+check',
    ),
  )
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const page = await (await fetch(url, { headers: { cookie } })).text()
  const fields = [...page.matchAll(/<input type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)]
  const asked = Object.fromEntries(
    fields.map(([, name, value]) => [name, value?.replaceAll('&#038;', '&') ?? '']),
  )
  const { origin, pathname } = new URL(url)
  const body = { ...asked, app_name: new URL(url).searchParams.get('app_name') ?? '', [does]: '1' }
  const answered = await fetch(`${origin}${pathname}`, form(body, cookie))
  return new URL(answered.headers.get('location') ?? '')
}

const byPage = async (does: 'approve' | 'reject') => {
  const method = network.connectMethods.find(({ kind }) => kind === 'redirect')
  const { url, pending } = await method!.start!({ postsPassword }, blog.handle, 'state-of-ours')
  const back = await onThePage(url, does)
  expect(`${back.origin}${back.pathname}`).toBe('https://rostrum.example.ac.uk/oauth/wordpress/callback')
  expect(back.searchParams.get('state')).toBe('state-of-ours')
  return method!.finish!(pending, back.searchParams)
}

test('connects by the blog’s own page, under the name of Rostrum, and gives the password back', async () => {
  const connected = await byPage('approve')
  expect(connected).toMatchObject({ handle: blog.handle, profileUrl: blog.url, displayName: 'Rostrum tests' })
  expect(await blog.appPasswords(person)).toEqual(['Tests', context.appName])
  expect((await (await open(connected)).own!(new Date(0).toISOString())).complete).toBe(true)
  await network.disconnect!(opened(connected))
  expect(await blog.appPasswords(person)).toEqual(['Tests'])
  // Another process, which has not seen it hold a moment ago.
  const elsewhere = createWordPress(context, quick)
  await expect(elsewhere.open(opened(connected), () => Promise.resolve())).rejects.toBeInstanceOf(
    ReconnectNeeded,
  )
  await expect(byPage('reject')).rejects.toThrow('the permission was not given')
})

test('says what is wrong with a connection that can’t be made', async () => {
  const reader = await blog.addPerson('contributor')
  await expect(connectBy(network, blog, reader)).rejects.toThrow('may not publish')
  await expect(connectBy(network, blog, { ...person, appPassword: 'wrong' })).rejects.toThrow(
    'did not accept',
  )
  await expect(connectBy(network, blog, person, { comments: 'perhaps' })).rejects.toThrow(
    '“open” or “closed”',
  )
  const elsewhere = { ...blog, handle: `${blog.handle}/no-blog-here` }
  await expect(connectBy(network, elsewhere, person)).rejects.toThrow(
    /API of WordPress|leads to|says that its address/,
  )
  peer.faults.fail('/wp-json/', RUBBISH)
  await expect(connectBy(network, blog, person)).rejects.toThrow('does not show the API')
  const link = '<https://elsewhere.example/wp-json/>; rel="https://api.w.org/"'
  peer.faults.fail(/^HEAD /, { kind: 'answer', status: 200, headers: { link } })
  await expect(connectBy(network, blog, person)).rejects.toThrow('names another server')
})

test('works where links are plain and the API is a parameter', async () => {
  await blog.option('permalink_structure', '')
  const sent = await madeReady(await session(), titled('Plain links'))
  const ref = refOf(await (await session()).publish(sent))
  expect(ref.url).toContain('?p=')
  expect(routeUrl('https://b.example/?rest_route=/', '/wp/v2/posts', { slug: 'a b' })).toBe(
    'https://b.example/?rest_route=%2Fwp%2Fv2%2Fposts&slug=a+b',
  )
})

test('names the post by its title, and shows a reader the words as they were approved', async () => {
  const own = await session()
  const text = 'It\'s "free" -- really... :) [gallery] <b>&\n\n9x9 👩‍👩‍👧‍👦 مرحبا https://example.ac.uk/a?b=1&c=2'
  const sent = await madeReady(own, titled(text, { title: 'Tea & <cake>' }))
  const ref = refOf(await own.publish(sent))
  expect(ref.url).toMatch(/\/tea-cake\/$/)
  const [post] = await blog.posts()
  expect(shownText(post!.shown)).toBe(text)
  expect(post).toMatchObject({ excerpt: '', comments: 'open' })
  expect(await own.find(sent, ref)).toMatchObject({ kind: 'present', same: true })
})

test('comments are as the connection says', async () => {
  const own = await session({ comments: 'closed' })
  await own.publish(await madeReady(own, titled('Without comments')))
  expect((await blog.posts())[0]?.comments).toBe('closed')
})

test('a draft made by a request that was given up on is used, not made again', async () => {
  const own = await session()
  const sent = titled('Made once')
  peer.faults.fail(/^POST .*\/wp\/v2\/posts$/, { kind: 'drop-after' })
  await expect(own.stage!(sent)).rejects.toThrow()
  const staged = await own.stage!(sent)
  expect(await blog.posts()).toMatchObject([{ status: 'draft', slug: sent.key }])
  refOf(await own.publish({ ...sent, staged }))
  expect((await blog.posts()).map(({ status }) => status)).toEqual(['publish'])
})

test('what comes out is what was approved, whoever has been at the draft', async () => {
  const own = await session()
  const sent = await madeReady(own, titled('As approved'))
  const [draft] = await blog.posts()
  await blog.change(draft!.id, { post_content: 'Something else', post_title: 'Another title' })
  const ref = refOf(await own.publish(sent))
  expect(await own.find(sent, ref)).toMatchObject({ kind: 'present', same: true })
  // And what is changed afterwards is told, and left alone by a repeat.
  await blog.change(draft!.id, { post_title: 'Changed on the blog' })
  expect(await own.find(sent, ref)).toMatchObject({ kind: 'present', same: false })
  expect(await own.publish(sent)).toMatchObject({ kind: 'published', remoteId: ref.remoteId })
  expect((await blog.posts())[0]?.title).toBe('Changed on the blog')
})

test('a draft that somebody threw away is made again, and a post in the bin stays there', async () => {
  const own = await session()
  const sent = await madeReady(own, titled('Thrown away'))
  const [draft] = await blog.posts()
  await blog.trash(draft!.id)
  expect(await own.publish(sent)).toMatchObject({ kind: 'retry', stageAgain: true })
  const again: Json = await own.stage!(sent)
  const ref = refOf(await own.publish({ ...sent, staged: again }))
  await blog.trash(Number(ref.remoteId))
  expect(await own.find({ ...sent, staged: again }, ref)).toEqual({ kind: 'absent' })
  expect(await own.edit!(ref, sent)).toMatchObject({ kind: 'rejected', code: 'gone' })
  expect((await blog.posts()).map(({ status }) => status)).toEqual(['trash', 'trash'])
})

test('media is hidden until its post is out', async () => {
  const own = await session()
  const sent = titled('With a picture', { media: [await picture('A map')] })
  const listed = async () =>
    ((await (await fetch(`${blog.url}/wp-json/wp/v2/media`)).json()) as unknown[]).length
  const prepared = [await own.prepareMedia(sent.media[0]!)]
  expect(await listed()).toBe(0)
  const staged = await own.stage!({ ...sent, prepared })
  expect(await listed()).toBe(0)
  refOf(await own.publish({ ...sent, prepared, staged }))
  expect(await listed()).toBe(1)
})

test('refuses before anything is sent what could not be published', async () => {
  const own = await session({ postsPassword: '' })
  const refused = (sent: OutgoingPart) =>
    own.stage!(sent).then(
      () => null,
      (error: unknown) => (error as PostRefused).code,
    )
  expect(await refused(part('Without a title'))).toBe('title-missing')
  expect(await refused(titled('x', { title: 'x'.repeat(251) }))).toBe('title-too-long')
  expect(await refused(titled('For some', { audience: 'password' }))).toBe('password-missing')
  expect(await refused(titled(' '))).toBe('empty')
  const odd = { ...clip('A film'), type: 'video/quicktime' }
  await expect(own.prepareMedia(odd)).rejects.toBeInstanceOf(MediaRefused)
  expect(await blog.posts()).toEqual([])
})

test('somebody who lost the right to publish is told in the blog’s words', async () => {
  const own = await session()
  const sent = await madeReady(own, titled('Written as an author'))
  await blog.setRole(person, 'contributor')
  expect(await own.publish(sent)).toMatchObject({
    kind: 'rejected',
    say: expect.stringContaining('not allowed'),
  })
  expect((await blog.posts()).map(({ status }) => status)).toEqual(['draft'])
})

test('a refusal that is not WordPress’s own proves nothing, and a limit holds the server', async () => {
  const own = await session()
  const sent = await madeReady(own, titled('Through a firewall'))
  const publish = /^POST .*\/wp\/v2\/posts\/\d+$/
  peer.faults.fail(publish, { kind: 'answer', status: 403, body: '<h1>Blocked</h1>' })
  expect((await own.publish(sent)).kind).toBe('unknown')
  peer.faults.fail(publish, { kind: 'answer', status: 429, headers: { 'retry-after': '7' }, body: '' })
  expect(await own.publish(sent)).toMatchObject({ kind: 'retry', limited: 'server' })
  peer.faults.fail(/^GET .*\/wp\/v2\/posts\/\d+\?/, RUBBISH)
  expect((await own.publish(sent)).kind).toBe('retry')
  expect((await blog.posts()).map(({ status }) => status)).toEqual(['draft'])
})
