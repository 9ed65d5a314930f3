import { signXml } from '@node-saml/node-saml/lib/xml.js'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyPair } from './saml-keys.ts'
import { samlInput, ssoHouse, visitor, withService, type SsoHouse } from './testing.ts'

const entityId = 'https://idp.example.ac.uk/idp'
const provider = newKeyPair('idp.example.ac.uk', Temporal.Now.instant())
const next = newKeyPair('idp.example.ac.uk', Temporal.Now.instant())
const stranger = newKeyPair('elsewhere.example', Temporal.Now.instant())
const metadataXml = `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${[
  provider,
  next,
]
  .map(
    ({ certificate }) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  )
  .join(
    '',
  )}<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.ac.uk/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`

let house: SsoHouse
let id: string
let acs: string
let audience: string

beforeAll(async () => {
  house = await ssoHouse()
  id = await withService(house, samlInput({ metadataXml }))
  acs = `http://localhost:3000/api/sso/saml/${id}/acs`
  audience = `http://localhost:3000/api/sso/saml/${id}/metadata`
})
afterAll(() => house.close())

interface Said {
  inResponseTo?: string | null
  nameId?: string
  audience?: string
  recipient?: string
  issuer?: string
  /** Minutes from now. */
  until?: number
  assertionId?: string
  sign?: 'both' | 'assertion' | 'response' | 'none'
  key?: { privateKey: string }
  algorithm?: 'sha1' | 'sha256'
  /** What is done to the message before it is signed, and after. */
  before?: (xml: string) => string
  after?: (xml: string) => string
}

const instant = (minutes: number): string =>
  Temporal.Now.instant()
    .add({ seconds: minutes * 60 })
    .toString({ smallestUnit: 'second' })
let made = 0

function assertionXml(said: Said, inResponseTo: string | null): string {
  const asked = inResponseTo ? ` InResponseTo="${inResponseTo}"` : ''
  const until = instant(said.until ?? 5)
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0" ID="${said.assertionId ?? `_a${++made}`}" IssueInstant="${instant(0)}"><saml:Issuer>${said.issuer ?? entityId}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${said.nameId ?? 'person-1'}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${said.recipient ?? acs}"${asked}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${instant(-20)}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${said.audience ?? audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${instant(0)}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>https://refeds.org/profile/mfa</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>person@example.ac.uk</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`
}

const digest = { sha1: 'sha1', sha256: 'sha256' } as const

function signed(xml: string, name: 'Assertion' | 'Response', said: Said): string {
  const path = name === 'Response' ? "/*[local-name(.)='Response']" : "//*[local-name(.)='Assertion']"
  return signXml(
    xml,
    path,
    { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
    {
      privateKey: (said.key ?? provider).privateKey,
      signatureAlgorithm: said.algorithm ?? 'sha256',
      digestAlgorithm: digest[said.algorithm ?? 'sha256'],
    },
  )
}

/** An answer as the provider makes it, but for what is said. */
function answer(said: Said, inResponseTo: string | null): string {
  const asked = inResponseTo ? ` InResponseTo="${inResponseTo}"` : ''
  let xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r${++made}" Version="2.0" IssueInstant="${instant(0)}" Destination="${acs}"${asked}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertionXml(said, inResponseTo)}</samlp:Response>`
  xml = said.before?.(xml) ?? xml
  const sign = said.sign ?? 'both'
  if (sign === 'both' || sign === 'assertion') xml = signed(xml, 'Assertion', said)
  if (sign === 'both' || sign === 'response') xml = signed(xml, 'Response', said)
  return said.after?.(xml) ?? xml
}

async function asked(back = '/calendar') {
  const browser = visitor(house)
  const address = await browser.begin(id, back)
  const request = inflateRawSync(
    Buffer.from(address.searchParams.get('SAMLRequest') ?? '', 'base64'),
  ).toString()
  return { browser, inResponseTo: /ID="([^"]+)"/.exec(request)?.[1] ?? '' }
}

async function post(browser: ReturnType<typeof visitor>, xml: string, more: Record<string, string> = {}) {
  const form = { SAMLResponse: Buffer.from(xml).toString('base64'), ...more }
  const answered = await browser.send({ method: 'POST', url: acs, form, cookies: false })
  const to = String(answered.headers.location)
  return to.startsWith('/api/sso/finish') ? browser.get(to) : answered
}

/** Sends it as the browser would, and answers the refusal; nobody may be in after it. */
async function refusedFor(said: Said): Promise<{ code: string; says: string }> {
  const { browser, inResponseTo } = await asked()
  const finished = await post(
    browser,
    answer(said, said.inResponseTo === undefined ? inResponseTo : said.inResponseTo),
  )
  const refusal = await browser.refusal(finished.headers.location)
  expect((await browser.session()).signedIn).toBe(false)
  expect(browser.jar.has('rostrum_session')).toBe(false)
  return { code: refusal.code, says: refusal.says }
}

test('the answer that all the others are changed from is taken', async () => {
  for (const key of [provider, next]) {
    const { browser, inResponseTo } = await asked('/posts?show=mine')
    const finished = await post(browser, answer({ key }, inResponseTo))
    expect(finished.headers.location).toBe('/posts?show=mine')
    expect(await browser.session()).toMatchObject({
      signedIn: true,
      person: { email: 'person@example.ac.uk' },
    })
  }
})

test.for<[string, Said, string, RegExp]>([
  ['unsigned', { sign: 'none' }, 'signature', /does not carry a valid signature/],
  ['only the answer signed, not the assertion', { sign: 'response' }, 'signature', /valid signature/],
  ['only the assertion signed, not the answer', { sign: 'assertion' }, 'signature', /valid signature/],
  ['signed with another key', { key: stranger }, 'signature', /valid signature/],
  ['signed with SHA-1', { algorithm: 'sha1' }, 'weak', /a method that is broken/],
  [
    'for another audience',
    { audience: 'https://other.example.ac.uk' },
    'audience',
    /made for another application/,
  ],
  [
    'for another recipient',
    { recipient: 'https://other.example.ac.uk/acs' },
    'recipient',
    /made for another address/,
  ],
  ['over', { until: -10 }, 'expired', /is over, or its clock/],
  ['of another provider', { issuer: 'https://evil.example/idp' }, 'issuer', /another provider/],
  [
    'to a question that nobody asked',
    { inResponseTo: '_nobody-asked-this' },
    'state',
    /not begun in this browser/,
  ],
  ['unasked, while that is switched off', { inResponseTo: null }, 'unasked', /Nobody here asked/],
  [
    'changed after signing',
    { after: (xml) => xml.replace('>person-1<', '>person-2<') },
    'signature',
    /valid signature/,
  ],
  [
    'with a comment in the name, put there before it was signed',
    { nameId: 'administrator<!---->.evil.example' },
    'dtd',
    /so it was not read/,
  ],
  [
    'with a comment in the name, put there after it was signed',
    { after: (xml) => xml.replace('>person-1<', '>person<!-- -->-1<') },
    'dtd',
    /so it was not read/,
  ],
  [
    'with entities that swell',
    {
      after: (xml) =>
        `<!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${xml.replace('person-1', '&b;')}`,
    },
    'dtd',
    /so it was not read/,
  ],
  [
    'with a file of the server in it',
    {
      after: (xml) =>
        `<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>${xml.replace('person-1', '&file;')}`,
    },
    'dtd',
    /so it was not read/,
  ],
  [
    'with an instruction in the name',
    { after: (xml) => xml.replace('>person-1<', '>person<?split?>-1<') },
    'dtd',
    /so it was not read/,
  ],
  [
    'with the method of signing written in other letters',
    {
      algorithm: 'sha1',
      after: (xml) => xml.replaceAll('#rsa-sha1', '#rsa-&#x73;ha1').replaceAll('#sha1', '#&#x73;ha1'),
    },
    'weak',
    /a method that is broken/,
  ],
  ['no XML at all', { after: () => 'Hello.' }, 'wrapped', /tampered with/],
])('an answer %s is refused', async ([, said, reason, words]) => {
  expect(await refusedFor(said)).toEqual({
    code: `people.sso-${reason}`,
    says: expect.stringMatching(words) as string,
  })
})

const assertionIn = (xml: string): string => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
const signatureIn = (xml: string): string => /<Signature [\s\S]*?<\/Signature>/.exec(xml)?.[0] ?? ''
const forged = (xml: string): string =>
  assertionIn(xml)
    .replace(signatureIn(assertionIn(xml)), '')
    .replace('person-1', 'administrator')
    .replace(/ID="_a\d+"/, 'ID="_forged"')

/** The eight places of the study by Somorovsky and others (2012), and two of later libraries. */
const wrappings: Record<string, (xml: string) => string> = {
  'a forged answer around the signed one': (xml) =>
    xml.replace('</samlp:Response>', `${forged(xml)}</samlp:Response>`),
  'a forged assertion before the signed one': (xml) =>
    xml.replace(assertionIn(xml), forged(xml) + assertionIn(xml)),
  'the signed assertion within the forged one': (xml) =>
    xml.replace(
      assertionIn(xml),
      forged(xml).replace('</saml:Assertion>', `${assertionIn(xml)}</saml:Assertion>`),
    ),
  'the signed assertion within the signature of the forged one': (xml) => {
    const signature = signatureIn(assertionIn(xml))
    const holding = signature.replace(
      '</Signature>',
      `<Object>${assertionIn(xml).replace(signature, '')}</Object></Signature>`,
    )
    return xml.replace(assertionIn(xml), forged(xml).replace('</saml:Issuer>', `</saml:Issuer>${holding}`))
  },
  'the signed assertion within extensions': (xml) =>
    xml
      .replace(assertionIn(xml), forged(xml))
      .replace('<samlp:Status>', `<samlp:Extensions>${assertionIn(xml)}</samlp:Extensions><samlp:Status>`),
  'both with the same id': (xml) => {
    const same = forged(xml).replace('_forged', /ID="(_a\d+)"/.exec(xml)?.[1] ?? '')
    return xml.replace(assertionIn(xml), same + assertionIn(xml))
  },
  'the signed answer within a forged one': (xml) =>
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_outer" Version="2.0">${forged(xml)}<samlp:Extensions>${xml}</samlp:Extensions></samlp:Response>`,
  'a second name beside the signed one': (xml) =>
    xml.replace('<saml:Subject>', '<saml:Subject><saml:NameID>administrator</saml:NameID>'),
}

test.for(Object.entries(wrappings))('wrapped: %s', async ([, wrap]) => {
  for (const sign of ['both', 'assertion'] as const) {
    const { code, says } = await refusedFor({ sign, after: wrap })
    expect(code).toBe('people.sso-wrapped')
    expect(says).toBe('This answer of the provider was tampered with.')
  }
  const names = await house.services.db.selectFrom('identity').select('subject').execute()
  expect(names.map(({ subject }) => subject)).not.toContain('administrator')
})

test('an answer that was taken is not taken again, in the same browser or another', async () => {
  const { browser, inResponseTo } = await asked()
  const xml = answer({}, inResponseTo)
  expect((await post(browser, xml)).headers.location).toBe('/calendar')
  const other = visitor(house)
  for (const thief of [browser, other]) {
    const again = await post(thief, xml)
    expect(await thief.refusal(again.headers.location)).toMatchObject({
      code: 'people.sso-used',
      says: 'This answer of the provider was used already.',
    })
  }
  expect((await other.session()).signedIn).toBe(false)
})

test('the same assertion in a new answer is not taken twice either', async () => {
  const first = await asked()
  const assertionId = '_the-same'
  await post(first.browser, answer({ assertionId }, first.inResponseTo))
  expect(await refusedFor({ assertionId })).toMatchObject({ code: 'people.sso-used' })
})

test('a portal of the provider opens Rostrum only where that is switched on, and only a page of ours', async () => {
  const more = { name: 'Portal', unsolicited: true, domains: ['example.ac.uk'] }
  const portal = await withService(house, samlInput({ metadataXml }, more))
  const there = (path: string) => `http://localhost:3000/api/sso/saml/${portal}/${path}`
  for (const [relayState, goesTo] of [
    ['/calendar', '/calendar'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
  ] as const) {
    const browser = visitor(house)
    const said = { recipient: there('acs'), audience: there('metadata') }
    const form = { SAMLResponse: Buffer.from(answer(said, null)).toString('base64'), RelayState: relayState }
    const answered = await browser.send({ method: 'POST', url: there('acs'), form, cookies: false })
    const finished = await browser.get(String(answered.headers.location))
    expect(finished.headers.location, relayState).toBe(goesTo)
    expect((await browser.session()).signedIn).toBe(true)
  }
})

test('a forged request to sign out or in with the cookies of a person counts for nothing', async () => {
  const { browser, inResponseTo } = await asked()
  await post(browser, answer({}, inResponseTo))
  const form = { SAMLResponse: 'bm90aGluZw==' }
  const answered = await browser.send({
    method: 'POST',
    url: acs,
    form,
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(await browser.refusal(answered.headers.location)).toMatchObject({ code: 'people.sso-wrapped' })
  expect((await browser.session()).signedIn).toBe(true)
})

test('what went wrong is there for whoever runs the service, in plain words, and in no record', async () => {
  const list = await house.app.inject({ url: '/api/sign-in-services', headers: house.administrator.headers })
  const [service] = list.json<{
    services: { faults: { says: string; detail: string }[]; certificates: object[] }[]
  }>().services
  expect(service?.faults).toHaveLength(5)
  expect(service?.certificates).toHaveLength(2)
  const kinds = await house.services.db.selectFrom('ledger_entry').select('kind').distinct().execute()
  expect(kinds.map(({ kind }) => kind).filter((kind) => /fault|refus|trial/.test(kind))).toEqual([])
})
