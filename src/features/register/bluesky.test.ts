import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBluesky, type Bluesky, type BlueskyAccount } from '../../../e2e/peers/bluesky.ts'
import { freePort } from '../../../e2e/peers/child.ts'
import { launchBrowser } from '../../../e2e/peers/chromium.ts'
import { authorizeOnBluesky } from '../../../e2e/peers/sign-in-pages.ts'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import { createBluesky } from '#networks/bluesky/index.ts'
import { ReconnectNeeded } from '#networks/contract.ts'
import { part } from '#networks/test-parts.ts'
import { newId } from '#platform/db/index.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { addAccount } from './add-account.ts'
import type { RegisterDeps } from './connections.ts'
import { AccountDetail, ConnectAnswer, type Account } from './contract.ts'
import { registerRoutes } from './http.ts'
import { createNetworkLock } from './network-lock.ts'
import { openSession } from './open-session.ts'
import { createSealedStore } from './sealed-store.ts'
import { accountView } from './views.ts'

let peer: Bluesky
let press: BlueskyAccount
let other: BlueskyAccount
let services: TestServices
let deps: RegisterDeps
let app: ApiApp
let browser: Browser
let officer: SignedIn
let account: Account

beforeAll(async () => {
  peer = await startBluesky()
  press = await peer.createAccount({ handle: 'press-office.test', password: 'a password for tests' })
  other = await peer.createAccount({ handle: 'somebody.test', password: 'another for tests' })
  browser = await launchBrowser()
  // Tokens of a real server are judged by real time.
  services = await testServices({ now: new Date().toISOString() })
  const port = await freePort()
  services.config = { ...services.config, publicUrl: `http://127.0.0.1:${port}` }
  services.fetch = createGuardedFetch({
    allowPrivate: [new URL(peer.url).host, new URL(peer.plcUrl).host],
    userAgent: 'Rostrum test',
  })
  const { clock, log, fetch, db, sealer } = services
  const network = createBluesky(
    {
      clock,
      log,
      fetch,
      store: createSealedStore(db, sealer, clock),
      lock: createNetworkLock({ db, log }),
      publicUrl: services.config.publicUrl,
      appName: 'Rostrum',
      app: () => Promise.resolve(undefined),
    },
    { plcUrl: peer.plcUrl, resolverUrl: peer.url },
  )
  deps = { services, networks: new Map([['bluesky', network]]) }
  app = await testApp(services, (on) => registerRoutes(on, deps))
  await app.listen({ port, host: '127.0.0.1' })
  officer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  const unitId = newId()
  await db
    .insertInto('unit')
    .values({
      id: unitId,
      name: 'Press Office',
      kind: 'service',
      parent_id: null,
      affiliate: false,
      example: false,
    })
    .execute()
  account = await addAccount(services, officer.actor, {
    network: 'bluesky',
    handle: press.handle,
    displayName: 'Press Office',
    unitId,
    purpose: 'News of the university for the media.',
    audiences: ['media'],
    hoursPerWeek: 4,
    administrators: [officer.actor.personId],
  })
}, 90_000)
afterAll(async () => {
  await browser.close()
  await app.close()
  await services.close()
  await peer.stop()
})

const methodOfKind = (kind: 'form' | 'redirect') =>
  deps.networks.get('bluesky')?.connectMethods.find((method) => method.kind === kind)?.id

const detail = async () => {
  const answer = await app.inject({ url: `/api/accounts/${account.id}`, headers: officer.headers })
  return AccountDetail.parse(answer.json())
}

const connect = async (payload: object) => {
  const url = `/api/accounts/${account.id}/connection`
  return app.inject({ method: 'POST', url, headers: officer.headers, payload })
}

/** Goes the way of a person: from Rostrum to the server's pages, and back to Rostrum. */
async function throughTheBrowser(password: string, decision: 'allow' | 'deny'): Promise<string> {
  const begun = ConnectAnswer.parse((await connect({ method: methodOfKind('redirect') })).json())
  if (begun.kind !== 'redirect') throw new Error('Bluesky did not send the browser anywhere.')
  const context = await browser.newContext()
  try {
    const [name = '', value = ''] = officer.headers.cookie.split('=')
    await context.addCookies([
      { name, value, url: services.config.publicUrl, sameSite: 'Lax', httpOnly: true },
    ])
    const page = await context.newPage()
    await page.goto(begun.url)
    await authorizeOnBluesky(page, password, decision)
    await page.waitForURL(/\/accounts\//)
    return new URL(page.url()).search
  } finally {
    await context.close()
  }
}

test('a permission that is not given connects nothing, and the page says so', async () => {
  expect(await throughTheBrowser('a password for tests', 'deny')).toBe('?connect-problem=refused')
  expect(await detail()).toMatchObject({
    connection: { state: 'none' },
    connectProblem: expect.stringContaining('permission was not given'),
  })
})

test('the real server’s own pages connect the account, and it can send', async () => {
  expect(await throughTheBrowser('a password for tests', 'allow')).toBe('?connected=yes')
  expect(await detail()).toMatchObject({
    connection: { state: 'connected', grantedBy: 'Digital Marketing Officer', server: peer.url },
    remoteId: press.did,
    connectProblem: null,
  })
  const session = await openSession(deps, account.id)
  const sent = part('The prospectus is out.')
  expect(await session.publish(sent)).toMatchObject({ kind: 'published' })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  expect(await peer.listPosts(press.did)).toHaveLength(1)
})

test('disconnecting ends the access at the server too', async () => {
  const url = `/api/accounts/${account.id}/connection`
  const answer = await app.inject({ method: 'DELETE', url, headers: officer.headers })
  expect(answer.json()).toMatchObject({ toldNetwork: true, account: { connection: { state: 'none' } } })
  await expect(openSession(deps, account.id)).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('an app password connects; a wrong one or another account’s does not', async () => {
  const method = methodOfKind('form')
  const fields = deps.networks.get('bluesky')?.connectMethods.find((each) => each.id === method)?.fields ?? []
  const secret = fields.find((field) => field.secret)?.name ?? ''
  const values = Object.fromEntries(fields.map((field) => [field.name, field.required ? peer.url : '']))
  const by = (password: string) => connect({ method, values: { ...values, [secret]: password } })
  for (const wrong of ['abcd-efgh-ijkl-mnop', other.appPassword]) {
    const refused = await by(wrong)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).not.toContain(wrong)
  }
  const connected = await by(press.appPassword)
  expect(connected.statusCode).toBe(201)
  expect(connected.body).not.toContain(press.appPassword)
  expect(await (await openSession(deps, account.id)).publish(part('Again.'))).toMatchObject({
    kind: 'published',
  })
})

test('a password that is revoked in mid-flight is noticed, shown and said', async () => {
  await peer.revokeAppPassword(press)
  services.clock.advance({ hours: 3 })
  const session = await openSession(deps, account.id).catch((error: unknown) => error)
  if (!(session instanceof ReconnectNeeded)) {
    const outcome = await (await openSession(deps, account.id)).publish(part('Too late.'))
    expect(outcome.kind).toBe('reconnect')
  }
  // Read past the sign-in, whose own time is over by now.
  const { connection } = await accountView(services.db, account.id, nowOf(services))
  expect(connection).toMatchObject({ state: 'reconnect', trouble: expect.any(String) })
})
