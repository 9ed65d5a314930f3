// Run where X's published description is at hand: it is large, not ours, and not kept in this repository.
// Give its place in X_DESCRIPTION, or keep it in a folder "shared/contracts" beside the repository.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { GuardedFetch } from '../../src/platform/fetch/index.ts'
import { throughThePages } from '../../src/networks/stand-ins.test-helper.ts'
import { testContext } from '../../src/networks/test-context.ts'
import { captions, clip, madeReady, part, picture, refOf } from '../../src/networks/test-parts.ts'
import { createX } from '../../src/networks/x/index.ts'
import { readDescription, type Exchange } from './described.ts'
import { startX } from './x.ts'

const beside = fileURLToPath(new URL('../../../shared/contracts/x.openapi.json', import.meta.url))
const description = process.env['X_DESCRIPTION'] ?? beside

function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined || text === '' ? undefined : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Everything that Rostrum does with X, and every exchange that came of it. */
async function theRound(): Promise<Exchange[]> {
  const peer = await startX({ processing: 1 })
  const context = testContext([peer.host], [], peer.app)
  const exchanges: Exchange[] = []
  const recorded = async (url: string | URL, request: Parameters<GuardedFetch>[1] = {}) => {
    const answer = await context.fetch(url, request)
    const { pathname, search } = new URL(url)
    const sent = typeof request.body === 'string' ? jsonOf(request.body) : undefined
    const method = request.method ?? 'GET'
    exchanges.push({
      method,
      url: pathname + search,
      sent,
      status: answer.status,
      answered: jsonOf(answer.text()),
    })
    return answer
  }
  const fetch = Object.assign(recorded, { standard: context.fetch.standard, connect: context.fetch.connect })
  const options = { api: peer.url, pages: peer.url, part: 600_000, pollEvery: 5, settle: 0 }
  const network = createX({ ...context, fetch }, options)
  const who = peer.addAccount('office')
  const connected = await throughThePages(network.connectMethods[0], 'office', who)
  const connection = { accountId: randomUUID(), ...connected }
  const session = await network.open(connection, () => Promise.resolve())

  const media = [await picture('The library at dusk'), await picture('Its reading room', '#f3b562')]
  const first = await madeReady(session, part('Open day https://example.ac.uk/a #Open & <more>', { media }))
  const root = refOf(await session.publish(first))
  const film = [clip('', [captions('Welcome')])]
  const second = await madeReady(session, part('The film', { media: film, root, parent: root }))
  const reply = refOf(await session.publish(second))
  await session.find(first, null)
  await session.find(second, reply)
  await session.own?.(new Date(Date.now() - 60_000).toISOString())
  await session.publish({ ...first, key: 'another' })
  await session.publish(part('To nobody', { root, parent: { remoteId: '1', url: '' } }))
  await session.knows?.('office')
  await session.knows?.('nobody_at_all')
  await session.remove?.(reply)
  await session.find(second, reply)
  await network.disconnect?.(connection)
  await peer.stop()
  return exchanges
}

test('the round meets every call that Rostrum makes', async () => {
  const calls = (await theRound()).map(
    ({ method, url }) => `${method} ${url.replace(/\?.*/, '').replace(/\d{6,}/, '0')}`,
  )
  expect(new Set(calls)).toEqual(
    new Set([
      'POST /2/oauth2/token',
      'GET /2/users/me',
      'POST /2/media/upload/initialize',
      'POST /2/media/upload/0/append',
      'POST /2/media/upload/0/finalize',
      'GET /2/media/upload',
      'POST /2/media/metadata',
      'POST /2/media/subtitles',
      'POST /2/tweets',
      'GET /2/users/1000/tweets',
      'GET /2/tweets/0',
      'DELETE /2/tweets/0',
      'GET /2/users/by/username/office',
      'GET /2/users/by/username/nobody_at_all',
      'POST /2/oauth2/revoke',
    ]),
  )
})

if (existsSync(description)) {
  test('what is sent and what is answered is as X publishes it', async () => {
    const faultsOf = readDescription(description)
    const wrong: Exchange = {
      method: 'POST',
      url: '/2/tweets?a=1',
      sent: { txt: 1 },
      status: 201,
      answered: { data: {} },
    }
    expect(faultsOf(wrong).length, 'the check itself can fail').toBeGreaterThanOrEqual(3)
    // Signing in is described in words only, and refusals by `about:blank` stand in the guides, not in the description.
    const checked = (await theRound()).filter(
      ({ url, status }) => !url.startsWith('/2/oauth2/') && status !== 403,
    )
    for (const exchange of checked)
      expect(faultsOf(exchange), `${exchange.method} ${exchange.url}`).toEqual([])
    expect(checked.length).toBeGreaterThan(20)
  })
} else {
  console.warn('The X stand-in and adapter were not checked: the published description is not at hand.')
}
