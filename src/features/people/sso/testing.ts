/** For tests of sign-in services: a house that may reach servers on this machine, and a browser without pages. */
import { generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { peopleRoutes } from '../http.ts'
import { signInAs, testApp, type SignedIn } from '../testing.ts'
import type { NewService, Refusal } from './contract.ts'
import { addService, switchService } from './manage.ts'

export interface SsoHouse {
  services: TestServices
  app: ApiApp
  administrator: SignedIn
  close(): Promise<void>
}

/** The clock begins at the present: the libraries of both protocols look at the machine's. */
export async function ssoHouse(reach: string[] = []): Promise<SsoHouse> {
  const plain = await testServices({ now: Temporal.Now.instant().toString() })
  const allowPrivate = reach.map((address) => new URL(address).host)
  const services: TestServices = {
    ...plain,
    config: { ...plain.config, allowPrivate },
    fetch: createGuardedFetch({ allowPrivate, userAgent: 'Rostrum test' }),
  }
  const institution = {
    name: 'Example University',
    nation: 'England',
    timeZone: 'Europe/London',
    example: false,
  }
  const app = await testApp(services, (on) =>
    peopleRoutes(on, { services, institution: () => Promise.resolve(institution) }),
  )
  const administrator = await signInAs(services, { name: 'Head of Digital', roles: ['it'] })
  return {
    services,
    app,
    administrator,
    async close() {
      await app.close()
      await services.close()
    },
  }
}

const usual = {
  name: 'University account',
  secondFactor: { kind: 'always' } as const,
  longestHours: 12,
  domains: [],
  places: { subject: '', email: '', name: '', groups: '' },
  signOutThere: true,
}

export const oidcInput = (
  given: { issuer: string; clientId: string; clientSecret: string },
  more: Partial<Extract<NewService, { kind: 'oidc' }>> = {},
): NewService => ({
  ...usual,
  kind: 'oidc',
  scopes: 'openid profile email',
  prompt: '',
  endsWithToken: false,
  ...given,
  ...more,
})

export const samlInput = (
  given: { metadataUrl?: string; metadataXml?: string },
  more: Partial<Extract<NewService, { kind: 'saml' }>> = {},
): NewService => ({
  ...usual,
  kind: 'saml',
  metadataUrl: '',
  metadataXml: '',
  signed: 'both',
  unsolicited: false,
  signRequests: false,
  ...given,
  ...more,
})

/** Sets a service up and switches it on. */
export async function withService(house: SsoHouse, input: NewService): Promise<string> {
  const { services, administrator } = house
  const id = await addService(services, administrator.actor, input)
  await switchService(services, administrator.actor, id, { enabled: true, required: false })
  return id
}

/** Cookies and redirects, and nothing else of a browser. */
export function visitor({ app }: Pick<SsoHouse, 'app'>) {
  const jar = new Map<string, string>()
  async function send(request: {
    method: 'GET' | 'POST' | 'DELETE'
    url: string
    form?: Record<string, string>
    /** False: as a form of another site, to which the browser brings no cookies. */
    cookies?: boolean
    headers?: Record<string, string>
  }) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      method: request.method,
      url: request.url.replace('http://localhost:3000', ''),
      headers: {
        ...(cookie && request.cookies !== false ? { cookie } : {}),
        ...(request.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...request.headers,
      },
      ...(request.form ? { payload: new URLSearchParams(request.form).toString() } : {}),
    })
    for (const { name, value } of answer.cookies) {
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    return answer
  }
  const get = (url: string) => send({ method: 'GET', url })
  return {
    jar,
    send,
    get,
    /** Where the service wants the browser to go. */
    async begin(serviceId: string, back = '/'): Promise<URL> {
      const answer = await get(`/api/sso/${serviceId}/begin?back=${encodeURIComponent(back)}`)
      return new URL(String(answer.headers.location), 'http://localhost:3000')
    },
    async session() {
      return (await get('/api/session')).json<{
        signedIn: boolean
        stage: string
        person: { id: string; email: string; name: string } | null
      }>()
    },
    /** The words that the sign-in page shows for the address that the browser was sent to. */
    async refusal(location: unknown): Promise<Refusal> {
      const of = new URL(String(location), 'http://localhost:3000').searchParams.get('refused') ?? ''
      return (await get(`/api/sso/refusal?of=${encodeURIComponent(of)}`)).json<Refusal>()
    },
  }
}

export interface StrangeProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** What the next answers are; each is as it should be unless told. */
  next: {
    claims: Record<string, unknown>
    header: Record<string, unknown>
    key: KeyObject | 'none'
    token: { status: number; body: string; type: string } | null
    description: { body: string; type: string } | null
  }
  /** Signs any claims with its key: a logout token. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): string
  stop(): Promise<void>
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An OpenID Connect provider that says whatever a test wants; a well-behaved one stands in e2e/peers. */
export async function startStrangeProvider(): Promise<StrangeProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const usualNext = (): StrangeProvider['next'] => ({
    claims: {},
    header: {},
    key: privateKey,
    token: null,
    description: null,
  })
  const provider = { issuer: '', clientId: 'rostrum', clientSecret: 'known to two houses', next: usualNext() }
  const sign = (claims: object, header: object = {}, key: KeyObject | 'none' = privateKey): string => {
    const text = `${encoded({ alg: key === 'none' ? 'none' : 'RS256', kid: 'one', ...header })}.${encoded(claims)}`
    return `${text}.${key === 'none' ? '' : signBytes('sha256', Buffer.from(text), key).toString('base64url')}`
  }
  let nonce = ''
  const server = createServer((request, response) => {
    const give = (body: string, type = 'application/json', status = 200) => {
      response.writeHead(status, { 'content-type': type }).end(body)
    }
    const { next, issuer } = provider
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/nonce') {
      nonce = url.searchParams.get('is') ?? ''
      return give('{}')
    }
    if (url.pathname === '/jwks')
      return give(
        JSON.stringify({
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
        }),
      )
    if (url.pathname === '/token') {
      if (next.token) return give(next.token.body, next.token.type, next.token.status)
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        iss: issuer,
        aud: 'rostrum',
        sub: 'strange-1',
        iat: now,
        exp: now + 300,
        auth_time: now,
        nonce,
      }
      const person = {
        email: 'strange@example.ac.uk',
        email_verified: true,
        name: 'Strange Person',
        sid: 's-1',
      }
      const idToken = sign({ ...claims, ...person, ...next.claims }, next.header, next.key)
      return give(
        JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: idToken }),
      )
    }
    if (next.description) return give(next.description.body, next.description.type)
    give(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/end`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
        authorization_response_iss_parameter_supported: true,
      }),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(provider, {
    sign,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

/** Begins at a strange provider and comes back with what it says; `query` changes what stands in the address. */
function comingBack(house: SsoHouse, provider: StrangeProvider) {
  return async (
    serviceId: string,
    next: Partial<StrangeProvider['next']>,
    query: Record<string, string> = {},
    back = '/calendar',
  ) => {
    const browser = visitor(house)
    const { issuer, next: usual } = provider
    const address = await browser.begin(serviceId, back)
    await fetch(`${issuer}/nonce?is=${address.searchParams.get('nonce')}`)
    provider.next = { ...usual, claims: {}, header: {}, token: null, description: null, ...next }
    const state = address.searchParams.get('state') ?? ''
    const search = new URLSearchParams({ state, code: 'a-code', iss: issuer, ...query })
    const finished = await browser.get(`/api/sso/oidc/${serviceId}/callback?${search}`)
    provider.next = usual
    return { browser, to: String(finished.headers.location) }
  }
}

/** A house with one sign-in service, of a provider that answers as it is told. */
export async function strangeHouse() {
  const provider = await startStrangeProvider()
  const house = await ssoHouse([provider.issuer])
  return {
    provider,
    house,
    id: await withService(house, oidcInput(provider)),
    comeBack: comingBack(house, provider),
    close: async () => {
      await house.close()
      await provider.stop()
    },
  }
}
