import { AtpAgent } from '@atproto/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBluesky, type Bluesky, type BlueskyAccount } from './bluesky.ts'

let server: Bluesky
let account: BlueskyAccount
beforeAll(async () => {
  server = await startBluesky({ faults: true, rateLimits: true })
  account = await server.createAccount({ handle: 'press-office.test', password: 'a password for tests' })
}, 60_000)
afterAll(() => server.stop())

async function signedIn(password: string): Promise<AtpAgent> {
  const agent = new AtpAgent({ service: server.url })
  await agent.login({ identifier: account.handle, password })
  return agent
}

function post(agent: AtpAgent, rkey: string, text: string) {
  const record = { $type: 'app.bsky.feed.post', text, createdAt: '2026-09-01T09:00:00.000Z' }
  const collection = 'app.bsky.feed.post'
  return agent.com.atproto.repo.putRecord({ repo: account.did, collection, rkey, record, swapRecord: null })
}

test('an app password posts once under a key of our own', async () => {
  const agent = await signedIn(account.appPassword)
  const { data } = await post(agent, '3mjtest2222aa', 'Open day on Saturday')
  await expect(post(agent, '3mjtest2222aa', 'Something else')).rejects.toMatchObject({ error: 'InvalidSwap' })
  expect(await server.listPosts(account.did)).toMatchObject([
    { cid: data.cid, value: { text: 'Open day on Saturday' } },
  ])
  expect(await server.getRecord(account.did, 'app.bsky.feed.post', 'absent')).toBeUndefined()
})

test('an answer that is lost leaves the post there', async () => {
  const agent = await signedIn(account.appPassword)
  server.faults?.fail('com.atproto.repo.putRecord', { kind: 'drop-after' })
  await expect(post(agent, '3mjtest3333bb', 'Was it sent?')).rejects.toThrow()
  expect(await server.getRecord(account.did, 'app.bsky.feed.post', '3mjtest3333bb')).toBeDefined()
})

test('a revoked app password signs nobody in', async () => {
  const password = await server.createAppPassword(account, 'second')
  await signedIn(password)
  await server.revokeAppPassword(account, 'second')
  await expect(signedIn(password)).rejects.toMatchObject({ status: 401 })
})

test('its own rate limit answers 429 with its headers', async () => {
  const attempt = () =>
    fetch(`${server.url}/xrpc/com.atproto.server.resetPassword`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'wrong', password: 'another password' }),
    })
  for (let attempts = 0; attempts < 60; attempts += 1) {
    const response = await attempt()
    await response.arrayBuffer()
    if (response.status !== 429) continue
    expect(response.headers.get('ratelimit-remaining')).toBe('0')
    expect(response.headers.get('ratelimit-reset')).toMatch(/^\d+$/)
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    return
  }
  expect.unreachable('60 attempts, and no limit')
})
