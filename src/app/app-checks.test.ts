import { afterEach, expect, test } from 'vitest'
import { startStandIn, type Answer, type StandIn } from '../../e2e/peers/stand-in/server.ts'
import { NetworkTrouble } from '#networks/contract.ts'
import { createFacebook } from '#networks/facebook/index.ts'
import { createInstagram } from '#networks/instagram/index.ts'
import { createLinkedIn } from '#networks/linkedin/index.ts'
import { testContext } from '#networks/test-context.ts'
import { createThreads } from '#networks/threads/index.ts'
import { createTikTok } from '#networks/tiktok/index.ts'

let peer: StandIn
let asked: { path: string; fields: Record<string, unknown> }[] = []
afterEach(() => peer.stop())

async function answering(answer: Answer) {
  asked = []
  peer = await startStandIn({
    routes: (['GET', 'POST'] as const).map((method) => [
      method,
      /./,
      ({ path, query, fields }) => {
        asked.push({ path, fields: method === 'GET' ? Object.fromEntries(query) : fields })
        return answer
      },
    ]),
  })
  const { url } = peer
  const context = testContext([peer.host], [], { clientId: 'our-app', clientSecret: 'its-secret' })
  return {
    facebook: createFacebook(context, { wwwUrl: url, graphUrl: url, uploadUrl: url }),
    instagram: createInstagram(context, { wwwUrl: url, graphUrl: url }),
    threads: createThreads(context, { graphUrl: url }),
    tiktok: createTikTok(context, { apiUrl: url }),
    linkedin: createLinkedIn(context, { api: url, pages: url }),
  }
}
const all = ['facebook', 'instagram', 'threads', 'tiktok'] as const

test('a token of the app’s own says that the network knows it', async () => {
  const networks = await answering({ status: 200, body: { access_token: 'made', token_type: 'bearer' } })
  for (const id of all) expect(await networks[id].checkApp?.(), id).toEqual({ kind: 'works' })
  for (const { fields } of asked)
    expect(Object.values(fields).toSorted()).toEqual(['client_credentials', 'its-secret', 'our-app'])
  expect(
    asked.map(({ path }) => path.replace(/^\/v[\d.]+\/oauth\/access/, '/<version>/oauth/access')),
  ).toEqual([
    '/<version>/oauth/access_token',
    '/<version>/oauth/access_token',
    '/oauth/access_token',
    '/v2/oauth/token/',
  ])
})

test.each([
  ['Meta, of the secret', 400, { error: { message: 'Error validating client secret.', code: 1 } }],
  ['Meta, of the app', 400, { error: { message: 'Error validating application.', code: 101 } }],
  ['TikTok', 400, { error: 'invalid_client', error_description: 'Client key or secret is incorrect.' }],
  ['TikTok, with a 200', 200, { error: 'invalid_client' }],
])('a refusal of the app is one: %s', async (_of, status, body) => {
  const networks = await answering({ status, body })
  for (const id of all) expect(await networks[id].checkApp?.(), id).toMatchObject({ kind: 'refused' })
})

test.each([
  ['an error of another kind', 400, { error: { message: 'An unknown error occurred', code: 1 } }],
  ['a server in trouble', 500, ''],
  ['a page instead of an answer', 200, '<!doctype html><title>Welcome</title>'],
])('nothing is said of the app by %s', async (_what, status, body) => {
  const networks = await answering({ status, body })
  for (const id of [...all, 'linkedin'] as const)
    expect(await networks[id].checkApp?.(), id).toMatchObject({ kind: 'unsure' })
})

test('LinkedIn is asked about a token that nobody has', async () => {
  const { linkedin } = await answering({ status: 200, body: { active: false } })
  expect(await linkedin.checkApp?.()).toEqual({ kind: 'works' })
  expect(asked[0]).toMatchObject({ path: '/oauth/v2/introspectToken', fields: { client_id: 'our-app' } })
  await peer.stop()
  const wrong = await answering({ status: 401, body: { error: 'invalid_client' } })
  expect(await wrong.linkedin.checkApp?.()).toMatchObject({ kind: 'refused' })
})

test('a network that does not answer is trouble, and no word about the app', async () => {
  const networks = await answering({ status: 200, body: {} })
  await peer.stop()
  await expect(networks.threads.checkApp?.()).rejects.toBeInstanceOf(NetworkTrouble)
  peer = await startStandIn({ routes: [] })
})
