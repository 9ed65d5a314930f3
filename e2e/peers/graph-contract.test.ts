// Run where Meta's published description is at hand: it is large, not ours, and not kept in this repository.
// Give its folder in META_DESCRIPTION, or keep it in a folder "shared/contracts/meta" beside the repository.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Network, NetworkContext, OutgoingPart } from '../../src/networks/contract.ts'
import { createFacebook } from '../../src/networks/facebook/index.ts'
import { createInstagram } from '../../src/networks/instagram/index.ts'
import { startLending, throughThePages } from '../../src/networks/stand-ins.test-helper.ts'
import { testContext } from '../../src/networks/test-context.ts'
import { captions, clip, madeReady, part, picture } from '../../src/networks/test-parts.ts'
import { META_APP, PASSWORD, startFacebook } from './facebook.ts'
import { Description, type Exchange } from './graph/description.ts'
import { startInstagram } from './instagram.ts'

const beside = fileURLToPath(new URL('../../../shared/contracts/meta', import.meta.url))
const description = process.env['META_DESCRIPTION'] ?? beside

interface Call {
  method: string
  url: URL
  params: Record<string, string | true>
  answer: unknown
}

/** The context of a network, which keeps every request and its answer. */
function keeping(context: NetworkContext, calls: Call[]): NetworkContext {
  const through = context.fetch
  const fetch = async (...[address, request]: Parameters<typeof through>) => {
    const answer = await through(address, request)
    const url = new URL(address)
    const type = request?.headers?.['content-type'] ?? ''
    const body = request?.body
    const params: Call['params'] = Object.fromEntries(url.searchParams)
    if (/^multipart|urlencoded/.test(type) && (typeof body === 'string' || body instanceof Uint8Array)) {
      const bytes = typeof body === 'string' ? body : Uint8Array.from(body)
      const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
      for (const [name, value] of form) params[name] = typeof value === 'string' ? value : true
    }
    calls.push({ method: request?.method ?? 'GET', url, params, answer: answer.json() })
    return answer
  }
  return { ...context, fetch: Object.assign(fetch, through) }
}

interface Round {
  calls: Call[]
  /** What a number in a path stands for. */
  nodeOf(id: string): string
}

async function through(network: Network, handle: string, parts: OutgoingPart[]): Promise<void> {
  const who = { username: 'officer', password: PASSWORD }
  const connected = await throughThePages(network.connectMethods[0], handle, who)
  const connection = { accountId: 'one', ...connected }
  const session = await network.open(connection, () => Promise.resolve())
  for (const [at, wanted] of parts.entries()) {
    const ready = await madeReady(session, wanted)
    const outcome = await session.publish(ready)
    if (outcome.kind !== 'published' && outcome.kind !== 'processing')
      throw new Error(JSON.stringify(outcome))
    await session.find(ready, null)
    const found = await session.find(ready, outcome)
    if (at > 1 || found.kind !== 'present') continue
    await session.edit?.(found, { ...ready, text: 'Changed' })
    await session.pin?.(found, true)
    await session.own?.(new Date(0).toISOString())
    await session.remove?.(found)
  }
}

async function facebookRound(): Promise<Round> {
  const calls: Call[] = []
  const peer = await startFacebook({ processing: 0 })
  const person = peer.addPerson('officer')
  const page = peer.addPage({ name: 'Example University', username: 'exampleuniversity', people: [person] })
  const here = { wwwUrl: peer.url, graphUrl: peer.url, uploadUrl: peer.url, pollEvery: 5, settle: 0 }
  const network = createFacebook(keeping(testContext([peer.host], [], META_APP), calls), here)
  const videos = new Set<string>()
  const link = { url: 'https://example.ac.uk/', title: '', description: '', image: null }
  await through(network, 'exampleuniversity', [
    part('Two pictures', { media: [await picture('One'), await picture('Two')], firstComment: 'Book' }),
    part('A clip', { media: [clip('A walk', [captions('Welcome.')])], firstComment: 'Book' }),
    part('A link', { link }),
    part('A reel', { format: 'short', media: [clip('Tall')] }),
    part('', { format: 'story', media: [clip('Tall story')] }),
    part('', { format: 'story', media: [await picture('A story')] }),
  ])
  for (const { answer } of calls) {
    const { video_id } = answer as { video_id?: string }
    if (video_id) videos.add(video_id)
  }
  await peer.stop()
  const nodeOf = (id: string) =>
    id === 'me' ? 'User' : id === page.id ? 'Page' : videos.has(id) ? 'AdVideo' : 'PagePost'
  return { calls, nodeOf }
}

async function instagramRound(): Promise<Round> {
  const calls: Call[] = []
  const peer = await startInstagram({ processing: 0 })
  const { lend, stop } = await startLending()
  const person = peer.addPerson('officer')
  const page = peer.addAccount({ username: 'example.university', people: [person] })
  const here = { wwwUrl: peer.url, graphUrl: peer.url, pollEvery: 5, settle: 0 }
  const network = createInstagram(keeping(testContext([peer.host], [], META_APP), calls), here)
  const [one, two] = [await picture('One', '#1f565c', lend), clip('Two', [], lend)]
  await through(network, 'example.university', [
    part('A picture', { media: [one], firstComment: 'Book' }),
    part('A carousel', { media: [one, two] }),
    part('A reel', { format: 'short', media: [two] }),
    part('', { format: 'story', media: [one] }),
  ])
  const containers = new Set(peer.world.containers.map(({ id }) => id))
  await Promise.all([peer.stop(), stop()])
  const nodeOf = (id: string) =>
    id === 'me'
      ? 'User'
      : id === page.instagram?.id
        ? 'IGUser'
        : containers.has(id)
          ? 'IGContainer'
          : 'IGMedia'
  return { calls, nodeOf }
}

/** What the two do when somebody signs in stands in no description of a node. */
function exchangesOf({ calls, nodeOf }: Round): Exchange[] {
  return calls.flatMap(({ method, url, params, answer }) => {
    const found = /^\/v[\d.]+\/(me|[\d_]+)(?:\/(\w+))?$/.exec(url.pathname)
    if (!found) return []
    return [{ method, params, answer, node: nodeOf(found[1] ?? ''), edge: found[2] ?? '' }]
  })
}

test('the rounds come to their ends, and ask for all that they should', async () => {
  const all = [...exchangesOf(await facebookRound()), ...exchangesOf(await instagramRound())]
  const asked = new Set(all.map(({ method, node, edge }) => `${method} ${node}/${edge}`))
  for (const call of [
    'POST Page/feed',
    'POST Page/photos',
    'POST Page/videos',
    'POST Page/video_reels',
    'POST Page/video_stories',
    'POST Page/photo_stories',
    'POST AdVideo/captions',
    'POST PagePost/',
    'DELETE PagePost/',
    'GET Page/published_posts',
    'POST IGUser/media',
    'POST IGUser/media_publish',
    'GET IGUser/content_publishing_limit',
    'POST IGMedia/comments',
    'DELETE IGMedia/',
  ])
    expect([...asked], call).toContain(call)
})

if (existsSync(description)) {
  test('every request and every answer is as the network publishes it', async () => {
    const meta = new Description(description)
    const wrong: Exchange = {
      method: 'POST',
      node: 'Page',
      edge: 'feed',
      params: { massage: 'x' },
      answer: {},
    }
    expect(meta.faultsOf(wrong), 'the check itself can fail').toHaveLength(1)
    const all = [...exchangesOf(await facebookRound()), ...exchangesOf(await instagramRound())]
    expect(all.flatMap((exchange) => meta.faultsOf(exchange))).toEqual([])
    expect(all.filter(({ node }) => meta.knows(node)).length).toBeGreaterThan(50)
  })
} else {
  console.warn(
    'The stand-ins for Facebook and Instagram were not checked: no published description is at hand.',
  )
}
