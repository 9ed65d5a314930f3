import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  samlInput,
  ssoHouse,
  visitor,
  withService,
  type SsoHouse,
} from '../../src/features/people/sso/testing.ts'
import { mfa, startSamlProvider, type SamlPerson, type SamlProvider } from './saml-provider.ts'

let provider: SamlProvider
let house: SsoHouse
let id: string

const librarian: SamlPerson = {
  username: 'lib-001',
  password: 'correct horse',
  attributes: {
    mail: 'subject.librarian@example.ac.uk',
    displayName: 'Subject Librarian',
    isMemberOf: ['library', 'social-media'],
  },
}

beforeAll(async () => {
  provider = await startSamlProvider([librarian])
  house = await ssoHouse([provider.metadataUrl])
  id = await withService(house, samlInput({ metadataUrl: provider.metadataUrl }))
})
afterAll(async () => {
  await house.close()
  await provider.stop()
})

const ours = () => {
  const base = `http://localhost:3000/api/sso/saml/${id}`
  return { acsUrl: `${base}/acs`, audience: `${base}/metadata` }
}

/** Begins in a browser and answers with what the provider asks for. */
async function begun() {
  const browser = visitor(house)
  const address = await browser.begin(id, '/calendar?week=3')
  const request = inflateRawSync(
    Buffer.from(address.searchParams.get('SAMLRequest') ?? '', 'base64'),
  ).toString()
  return { browser, address, request, inResponseTo: /ID="([^"]+)"/.exec(request)?.[1] ?? '' }
}

async function deliver(browser: ReturnType<typeof visitor>, xml: string, relayState?: string) {
  const form = {
    SAMLResponse: Buffer.from(xml).toString('base64'),
    ...(relayState ? { RelayState: relayState } : {}),
  }
  return browser.send({ method: 'POST', url: ours().acsUrl, form, cookies: false })
}

test('somebody signs in with a real identity provider: made at the first time, known at the second', async () => {
  for (const made of [true, false]) {
    const { browser, address, inResponseTo } = await begun()
    expect(address.origin).toBe(new URL(provider.metadataUrl).origin)
    const answered = await deliver(browser, await provider.answer(librarian, { ...ours(), inResponseTo }))
    expect(answered.headers.location).toMatch(/^\/api\/sso\/finish\?ticket=/)
    expect((await browser.session()).signedIn).toBe(false)
    const finished = await browser.get(String(answered.headers.location))
    expect(finished.headers.location).toBe('/calendar?week=3')
    expect(await browser.session()).toMatchObject({
      signedIn: true,
      stage: 'full',
      person: { email: 'subject.librarian@example.ac.uk', name: 'Subject Librarian' },
    })
    const arrived = await house.services.db
      .selectFrom('ledger_entry')
      .select('id')
      .where('kind', '=', 'people.arrived')
      .execute()
    expect(arrived, made ? 'first' : 'second').toHaveLength(1)
  }
  const known = await house.services.db.selectFrom('identity').select(['subject', 'groups']).execute()
  expect(known).toEqual([{ subject: 'lib-001', groups: ['library', 'social-media'] }])
  const signedIn = await house.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'people.signed-in')
    .execute()
  expect(signedIn.map(({ body }) => body.facts)).toContainEqual({
    method: 'saml',
    secondFactor: 'provider',
    service: id,
  })
})

test('an answer in another browser than the one that asked opens nothing', async () => {
  const { inResponseTo, browser } = await begun()
  const answered = await deliver(browser, await provider.answer(librarian, { ...ours(), inResponseTo }))
  const other = visitor(house)
  const finished = await other.get(String(answered.headers.location))
  expect(await other.refusal(finished.headers.location)).toMatchObject({ code: 'people.sso-state' })
  expect((await other.session()).signedIn).toBe(false)
})

test('an encrypted assertion is read with our own key', async () => {
  const row = await house.services.db
    .selectFrom('sign_in_service')
    .select('settings')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const certificate = row.settings.kind === 'saml' ? row.settings.certificate : ''
  const encryptionCert = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`
  const { X509Certificate } = await import('node:crypto')
  const encryptionPublicKey = new X509Certificate(encryptionCert).publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString()
  const { browser, inResponseTo } = await begun()
  const xml = await provider.answer(
    librarian,
    { ...ours(), inResponseTo },
    {
      encryptionCert,
      encryptionPublicKey,
      encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    },
  )
  expect(xml).toContain('EncryptedAssertion')
  expect(xml).not.toContain('subject.librarian@')
  const answered = await deliver(browser, xml)
  const finished = await browser.get(String(answered.headers.location))
  expect(finished.headers.location).toBe('/calendar?week=3')
})

test('a provider that proves no second factor: Rostrum asks for its own', async () => {
  const { services, administrator } = house
  const { changeService } = await import('../../src/features/people/sso/manage.ts')
  const input = samlInput(
    { metadataUrl: provider.metadataUrl },
    { secondFactor: { kind: 'acr', values: [mfa] } },
  )
  await changeService(services, administrator.actor, id, input)
  const weak = { ...librarian, acr: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' }
  const { browser, inResponseTo } = await begun()
  const answered = await deliver(browser, await provider.answer(weak, { ...ours(), inResponseTo }))
  const finished = await browser.get(String(answered.headers.location))
  expect(finished.headers.location).toBe('/sign-in?step=enrol&back=%2Fcalendar%3Fweek%3D3')
  expect(await browser.session()).toMatchObject({ signedIn: false, stage: 'enrol' })
  const strong = await begun()
  const again = await deliver(
    strong.browser,
    await provider.answer(librarian, { ...ours(), inResponseTo: strong.inResponseTo }),
  )
  expect((await strong.browser.get(String(again.headers.location))).headers.location).toBe('/calendar?week=3')
})
