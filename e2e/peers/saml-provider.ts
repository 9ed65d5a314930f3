import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import samlp, { type SamlpOptions } from 'samlp'
import { newKeyPair, pemOf } from '../../src/features/people/sso/saml-keys.ts'

export interface SamlPerson {
  username: string
  password: string
  /** What is sent, by the attribute's name. */
  attributes: Record<string, string | string[]>
  /** How strongly they sign in; the profile of research and education for a second factor, unless told. */
  acr?: string
}

export interface SamlProvider {
  entityId: string
  metadataUrl: string
  addPerson(person: SamlPerson): void
  /** What is sent next differs from usual in this; `{}` is usual again. */
  behave(options: Partial<SamlpOptions>): void
  /** A finished answer as the browser would carry it, without a browser. */
  answer(
    person: SamlPerson,
    to: { acsUrl: string; audience: string; inResponseTo?: string },
    options?: Partial<SamlpOptions>,
  ): Promise<string>
  stop(): Promise<void>
}

export const mfa = 'https://refeds.org/profile/mfa'
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

/** A key with a certificate over itself. */
export function newCertificate(name: string): { key: string; cert: string } {
  const pair = newKeyPair(name, Temporal.Now.instant())
  return { key: pair.privateKey, cert: pemOf(pair.certificate) }
}

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found] ?? found,
  )

function mapperOf(person: SamlPerson) {
  const mapper = () => ({
    getClaims: () => person.attributes,
    getNameIdentifier: () => ({ nameIdentifier: person.username, nameIdentifierFormat: persistent }),
  })
  return mapper
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

/** A real SAML 2.0 identity provider: the `samlp` middleware with a sign-in page and people that the test names. */
export async function startSamlProvider(people: SamlPerson[] = []): Promise<SamlProvider> {
  const known = new Map(people.map((person) => [person.username, person]))
  const sessions = new Map<string, SamlPerson>()
  const pair = newCertificate('Example Identity Provider')
  let behaviour: Partial<SamlpOptions> = {}
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://localhost:${(server.address() as AddressInfo).port}`
  const entityId = `${base}/idp`

  const usual = (person: SamlPerson): SamlpOptions => ({
    issuer: entityId,
    cert: pair.cert,
    key: pair.key,
    lifetimeInSeconds: 300,
    signResponse: true,
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    sessionIndex: `_${randomBytes(16).toString('hex')}`,
    authnContextClassRef: person.acr ?? mfa,
    profileMapper: mapperOf(person),
  })

  /** The shape of Express that the middleware asks for. */
  function dress(request: IncomingMessage, response: ServerResponse, url: URL) {
    const query = Object.fromEntries(url.searchParams)
    const dressed = {
      set: (name: string, value: string) => response.setHeader(name, value),
      send: (first: number | string, second?: string) => {
        if (typeof first === 'number') response.statusCode = first
        response.end(String(second ?? first))
      },
    }
    return {
      request: Object.assign(request, { query, body: {}, originalUrl: request.url, protocol: 'http' }),
      response: Object.assign(response, dressed),
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', base)
    const dressed = dress(request, response, url)
    const fail = (error?: unknown) => {
      response.statusCode = 400
      response.end(String(error))
    }
    if (url.pathname === '/metadata') {
      const paths = {
        redirectEndpointPath: '/saml',
        postEndpointPath: '/saml',
        logoutEndpointPaths: { redirect: '/logout' },
      }
      return samlp.metadata({ issuer: entityId, cert: pair.cert, ...paths })(
        dressed.request,
        dressed.response,
        fail,
      )
    }
    if (url.pathname === '/logout') {
      response.setHeader('set-cookie', 'idp=; Path=/; Max-Age=0')
      response.setHeader('content-type', 'text/html; charset=utf-8')
      return void response.end('<!doctype html><html lang="en"><title>Out</title><h1>You are signed out</h1>')
    }
    const person = sessions.get(/idp=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '')
    if (request.method === 'POST') return signIn(request, response, url)
    const asked = await parse(dressed.request)
    if (!person || asked.forceAuthn === 'true') return signInPage(response, url, '')
    return reply(person, asked, dressed, fail)
  }

  function reply(
    person: SamlPerson,
    asked: { assertionConsumerServiceURL?: string },
    dressed: ReturnType<typeof dress>,
    fail: (error?: unknown) => void,
  ): void {
    const recipient = asked.assertionConsumerServiceURL ?? ''
    samlp.auth({
      ...usual(person),
      recipient,
      destination: recipient,
      getUserFromRequest: () => person,
      getPostURL: (_audience, _dom, _request, done) => done(null, recipient),
      ...behaviour,
    })(dressed.request, dressed.response, fail)
  }

  function parse(request: object): Promise<{ assertionConsumerServiceURL?: string; forceAuthn?: string }> {
    return new Promise((resolve, reject) => {
      samlp.parseRequest(request, (error, data) => (error ? reject(error) : resolve(data ?? {})))
    })
  }

  function signInPage(response: ServerResponse, url: URL, says: string): void {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Example Identity Provider</title></head><body><main><h1>Example Identity Provider</h1>${says}
      <form method="post" action="${escape(url.pathname + url.search)}">
      <label>Username <input name="username" autocomplete="username"></label>
      <label>Password <input name="password" type="password"></label><button>Continue</button></form></main></body></html>`)
  }

  async function signIn(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const form = await formOf(request)
    const person = known.get(form.get('username') ?? '')
    if (!person || person.password !== form.get('password'))
      return signInPage(response, url, '<p role="alert">That was not right.</p>')
    const id = randomBytes(16).toString('hex')
    sessions.set(id, person)
    response.setHeader('set-cookie', `idp=${id}; Path=/; HttpOnly`)
    const dressed = dress(request, response, url)
    reply(person, await parse(dressed.request), dressed, (error) => void response.end(String(error)))
  }

  return {
    entityId,
    metadataUrl: `${base}/metadata`,
    addPerson: (person) => void known.set(person.username, person),
    behave: (options) => void (behaviour = options),
    answer(person, { acsUrl, audience, inResponseTo }, options = {}) {
      const to = {
        recipient: acsUrl,
        destination: acsUrl,
        audience,
        ...(inResponseTo ? { inResponseTo } : {}),
      }
      return new Promise((resolve, reject) => {
        samlp.getSamlResponse({ ...usual(person), ...to, ...options }, person, (error, xml) =>
          error ? reject(error) : resolve(xml),
        )
      })
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
