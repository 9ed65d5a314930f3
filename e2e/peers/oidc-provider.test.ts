import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  oidcInput,
  ssoHouse,
  visitor,
  withService,
  type SsoHouse,
} from '../../src/features/people/sso/testing.ts'
import { startOidcProvider, type OidcPerson, type OidcProvider } from './oidc-provider.ts'

let provider: OidcProvider
let house: SsoHouse
let id: string
let door: Server
let backChannel: string

const lecturer: OidcPerson = {
  username: 'lec-007',
  password: 'correct horse',
  email: 'lecturer@example.ac.uk',
  name: 'Lecturer in Design',
  groups: ['design', 'social-media'],
  amr: ['pwd', 'otp'],
}

beforeAll(async () => {
  provider = await startOidcProvider([lecturer])
  house = await ssoHouse([provider.issuer])
  const mfa = { secondFactor: { kind: 'amr' as const, values: ['otp', 'mfa'] } }
  id = await withService(house, oidcInput(provider, mfa))
  // The provider's server calls Rostrum, which has no port of its own in these tests.
  door = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const answer = await house.app.inject({
        method: 'POST',
        url: `/api/sso/oidc/${id}/logout`,
        headers: { 'content-type': String(request.headers['content-type']) },
        payload: Buffer.concat(chunks).toString(),
      })
      response.statusCode = answer.statusCode
      response.end(answer.body)
    })()
  }).listen(0, '127.0.0.1')
  await once(door, 'listening')
  backChannel = `http://127.0.0.1:${(door.address() as AddressInfo).port}/logout`
  provider.knows({
    redirectUri: `http://localhost:3000/api/sso/oidc/${id}/callback`,
    signedOutUri: 'http://localhost:3000/sign-in',
    backChannelLogoutUri: backChannel,
  })
})
afterAll(async () => {
  await house.close()
  door.closeAllConnections()
  door.close()
  await provider.stop()
})

/** Walks through the provider's pages as a browser would, to the address of Rostrum that it ends at. */
function atProvider() {
  const jar = new Map<string, string>()
  async function step(url: string, body?: URLSearchParams): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie },
      ...(body ? { body } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  return {
    async signIn(address: URL, person: OidcPerson): Promise<string> {
      let answer = await step(address.href)
      for (let steps = 0; steps < 8; steps++) {
        const next = answer.headers.get('location')
        if (next?.startsWith('http://localhost:3000/')) return next
        if (next) answer = await step(new URL(next, provider.issuer).href)
        else {
          const form = /action="([^"]+)"/.exec(await answer.text())?.[1] ?? ''
          const fields = new URLSearchParams({ username: person.username, password: person.password })
          answer = await step(new URL(form, provider.issuer).href, fields)
        }
      }
      throw new Error('The provider never sent the browser back.')
    },
    async signOut(url: string): Promise<void> {
      const page = await step(url)
      const form = /action="([^"]+)"[\s\S]*name="xsrf" value="([^"]+)"/.exec(await page.text())
      await step(form?.[1] ?? '', new URLSearchParams({ xsrf: form?.[2] ?? '', logout: 'yes' }))
    },
  }
}

test('somebody signs in with a real provider, and is known the second time', async () => {
  for (const time of ['first', 'second']) {
    const browser = visitor(house)
    const address = await browser.begin(id, '/calendar')
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      response_type: 'code',
    })
    const back = await atProvider().signIn(address, lecturer)
    const finished = await browser.get(back)
    expect(await browser.refusal(finished.headers.location), time).toMatchObject({ service: '' })
    expect(finished.headers.location, time).toBe('/calendar')
    expect(await browser.session()).toMatchObject({
      signedIn: true,
      person: { name: 'Lecturer in Design', email: 'lecturer@example.ac.uk' },
    })
  }
  const known = await house.services.db.selectFrom('identity').select(['subject', 'groups']).execute()
  expect(known).toEqual([{ subject: 'lec-007', groups: ['design', 'social-media'] }])
})

test('a code is good once, and an old one not at all', async () => {
  const browser = visitor(house)
  const back = await atProvider().signIn(await browser.begin(id), lecturer)
  await browser.get(back)
  const again = await browser.get(back)
  expect(await browser.refusal(again.headers.location)).toMatchObject({
    code: 'people.sso-used',
    says: 'This answer of the provider was used already.',
  })
  const other = visitor(house)
  const address = await other.begin(id)
  const used = new URL(back)
  used.searchParams.set('state', address.searchParams.get('state') ?? '')
  const replayed = await other.get(used.href)
  expect(await other.refusal(replayed.headers.location)).toMatchObject({ code: 'people.sso-code' })
  expect((await other.session()).signedIn).toBe(false)
})

test('signing out at the provider ends the session here, and no other', async () => {
  const { db } = house.services
  const walk = atProvider()
  const browser = visitor(house)
  await browser.get(await walk.signIn(await browser.begin(id), lecturer))
  const elsewhere = visitor(house)
  await elsewhere.get(await atProvider().signIn(await elsewhere.begin(id), lecturer))
  const signedOut = await browser.send({
    method: 'DELETE',
    url: '/api/session',
    headers: { 'x-rostrum': '1', origin: 'http://localhost:3000' },
  })
  const { goOn } = signedOut.json<{ goOn: string }>()
  expect(goOn).toContain('id_token_hint=')
  expect((await browser.session()).signedIn).toBe(false)
  // Signed in again with the same session at the provider, which then ends it itself.
  await browser.get(await walk.signIn(await browser.begin(id), lecturer))
  expect((await browser.session()).signedIn).toBe(true)
  await walk.signOut(goOn)
  await expect.poll(() => provider.logouts).toEqual([{ url: backChannel, status: 200 }])
  expect((await browser.session()).signedIn).toBe(false)
  expect((await elsewhere.session()).signedIn).toBe(true)
  const faults = await db
    .selectFrom('sign_in_fault')
    .select('detail')
    .where('code', 'like', '%signature')
    .execute()
  expect(faults).toEqual([])
  const left = await db.selectFrom('session').select('id').where('service_id', '=', id).execute()
  expect(left.length).toBeGreaterThan(0)
})

test('a provider that proves no second factor: Rostrum asks for its own', async () => {
  const plain = { ...lecturer, username: 'lec-008', email: 'other@example.ac.uk', amr: ['pwd'] }
  provider.addPerson(plain)
  const browser = visitor(house)
  const finished = await browser.get(await atProvider().signIn(await browser.begin(id, '/posts'), plain))
  expect(finished.headers.location).toBe('/sign-in?step=enrol&back=%2Fposts')
  expect(await browser.session()).toMatchObject({ signedIn: false, stage: 'enrol' })
})

test('an address that was not checked is refused, and so is none at all', async () => {
  const doubtful = { ...lecturer, username: 'lec-009', email: 'doubtful@example.ac.uk', emailVerified: false }
  const nameless = { ...lecturer, username: 'lec-010', email: undefined }
  for (const [person, code] of [
    [doubtful, 'people.sso-unverified-email'],
    [nameless, 'people.sso-no-email'],
  ] as const) {
    provider.addPerson(person)
    const browser = visitor(house)
    const finished = await browser.get(await atProvider().signIn(await browser.begin(id), person))
    expect(await browser.refusal(finished.headers.location)).toMatchObject({ code })
    expect((await browser.session()).signedIn).toBe(false)
  }
})
