import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface OidcPerson {
  username: string
  password: string
  email?: string
  emailVerified?: boolean
  name: string
  groups: string[]
  /** How they sign in: `['pwd']`, or `['pwd', 'otp']` for somebody who shows a second factor. */
  amr: string[]
}

export interface OidcProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Tells the provider where Rostrum is: redirect, signing out, back-channel logout. */
  knows(addresses: { redirectUri: string; signedOutUri: string; backChannelLogoutUri: string }): void
  people: Map<string, OidcPerson>
  addPerson(person: OidcPerson): void
  /** What the provider's server sent to Rostrum's back channel, and what was answered. */
  logouts: { url: string; status: number }[]
  stop(): Promise<void>
}

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found] ?? found,
  )

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>`

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

const signingKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })

const clientId = 'rostrum'
const clientSecret = 'a secret of the two houses, and of no other'

function configuration(people: Map<string, OidcPerson>, logouts: OidcProvider['logouts']) {
  const nowhere = 'http://localhost:1/not-told-yet'
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [nowhere],
        post_logout_redirect_uris: [nowhere],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        backchannel_logout_uri: nowhere,
        backchannel_logout_session_required: true,
      },
    ],
    claims: {
      openid: ['sub', 'amr', 'acr', 'auth_time', 'sid'],
      email: ['email', 'email_verified'],
      profile: ['name', 'groups'],
    },
    cookies: { keys: ['one key for tests'] },
    jwks: { keys: [{ ...signingKey(), use: 'sig', alg: 'RS256', kid: 'first' }] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 600,
      Interaction: 600,
      Session: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: { body: string }, form: string) => {
          context.body = page(
            'Sign out of Example Sign-in?',
            `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Yes, sign out</button>`,
          )
        },
      },
    },
    pkce: { required: () => true },
    fetch: async (url: URL, { dispatcher: _guard, ...options }: RequestInit & { dispatcher?: unknown }) => {
      // Its guard lets it call no machine of its own; here there is no other.
      const answer = await fetch(url, options)
      logouts.push({ url: String(url), status: answer.status })
      return answer
    },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, id: string) => {
      const person = people.get(id)
      if (!person) return undefined
      const { name, groups, email, emailVerified } = person
      return {
        accountId: id,
        claims: () => ({
          sub: id,
          name,
          groups,
          ...(email ? { email, email_verified: emailVerified ?? true } : {}),
        }),
      }
    },
    // The university's own applications: nobody is asked whether the university may tell itself who they are.
    async loadExistingGrant(context: LoadContext) {
      const { client, session, provider } = context.oidc
      const known = session.grantIdFor(client.clientId)
      if (known) return provider.Grant.find(known)
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}

interface LoadContext {
  oidc: {
    client: { clientId: string }
    session: { accountId: string; grantIdFor(client: string): string | undefined }
    provider: {
      Grant: {
        new (values: { clientId: string; accountId: string }): {
          addOIDCScope(scope: string): void
          save(): Promise<string>
        }
        find(id: string): Promise<unknown>
      }
    }
  }
}

/** A real OpenID Connect provider (certified), with a sign-in page of its own and people that the test names. */
export async function startOidcProvider(people: OidcPerson[] = []): Promise<OidcProvider> {
  const known = new Map(people.map((person) => [person.username, person]))
  const logouts: OidcProvider['logouts'] = []
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const settings = configuration(known, logouts)
  let provider = new Provider(issuer, settings)

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const details = await provider.interactionDetails(request, response)
    const form = request.method === 'POST' ? await formOf(request) : null
    const person = known.get(form?.get('username') ?? '')
    if (form?.has('cancel'))
      return provider.interactionFinished(request, response, {
        error: 'access_denied',
        error_description: 'The person went back.',
      })
    if (person && person.password === form?.get('password'))
      return provider.interactionFinished(request, response, {
        login: { accountId: person.username, amr: person.amr, remember: true },
      })
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      page(
        'Example Sign-in',
        `${form ? '<p role="alert">That was not right.</p>' : ''}<form method="post" action="/interaction/${escape(details.uid)}">
        <label>Username <input name="username" autocomplete="username"></label>
        <label>Password <input name="password" type="password"></label>
        <button>Continue</button> <button name="cancel" value="1">Go back</button></form>`,
      ),
    )
  }

  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/'))
      void interact(request, response).catch((error: unknown) => {
        response.statusCode = 500
        response.end(String(error))
      })
    else void provider.callback()(request, response)
  })

  return {
    issuer,
    clientId,
    clientSecret,
    people: known,
    logouts,
    addPerson: (person) => void known.set(person.username, person),
    knows({ redirectUri, signedOutUri, backChannelLogoutUri }) {
      const [client] = settings.clients
      Object.assign(client ?? {}, {
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [signedOutUri],
        backchannel_logout_uri: backChannelLogoutUri,
      })
      // Its keys and sessions belong to it; nobody has signed in yet.
      provider = new Provider(issuer, settings)
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
