/** Tokens: of a person who has signed in, or of the integration itself. Both end after an hour. */
import { z } from 'zod'
import { unreachable } from '../answers.ts'
import {
  NetworkTrouble,
  ReconnectNeeded,
  type Json,
  type NetworkContext,
  type OpenConnection,
} from '../contract.ts'
import { createBearer, type Bearer } from '../families/bearer.ts'
import type { ApiAnswer } from '../families/call.ts'
import { callApi } from '../families/call.ts'
import { appKeys, refreshOAuth2, type OAuth2Service } from '../families/oauth2.ts'
import { openGrant, type Renewing } from '../families/renew.ts'
import type { Settings } from './api.ts'

export const personGrant = z.object({
  kind: z.literal('person'),
  /** The server's own identifier of the course; null for announcements to everybody. */
  course: z.string().nullable(),
  accessToken: z.string().min(1),
  refreshToken: z.string().nullable(),
  expiresAt: z.string().nullable(),
  refreshExpiresAt: z.string().nullable().optional(),
})
export type PersonGrant = z.infer<typeof personGrant>

/** Holds nothing: its tokens are asked for with the app's key whenever one is wanted. */
export const integrationGrant = z.object({ kind: z.literal('integration'), course: z.string().nullable() })

export function serviceAt(server: string): OAuth2Service {
  const path = '/learn/api/public/v1/oauth2'
  return {
    id: 'blackboard',
    name: 'Blackboard',
    authorizeUrl: `${server}${path}/authorizationcode`,
    tokenUrl: `${server}${path}/token`,
    // It has no finer ones; `offline` gives the token that renews.
    scopes: ['read', 'write', 'delete', 'offline'],
    pkce: true,
    secretIn: 'basic',
  }
}

/** An hour is short: what has less than five minutes left is renewed before it is used. */
const ahead = 300_000

export async function openPerson(
  context: NetworkContext,
  connection: OpenConnection,
  save: (grant: Json, expiresAt: string | null) => Promise<void>,
): Promise<Bearer> {
  const renewing: Renewing<PersonGrant> = {
    id: 'blackboard',
    name: 'Blackboard',
    shape: personGrant,
    ahead,
    async renew({ refreshToken }) {
      return refreshToken === null
        ? { kind: 'ended' }
        : refreshOAuth2(context, serviceAt(connection.server), refreshToken)
    },
  }
  const grant = await openGrant(context, renewing, connection, save)
  return createBearer(context, renewing, connection, grant, save)
}

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

interface Held {
  token: string
  until: number
}

/** The integration's tokens, by server, in this process only; every process may ask for its own. */
export interface IntegrationTokens {
  bearer(server: string, handle: string): Bearer
}

export function integrationTokens(context: NetworkContext, settings: Settings): IntegrationTokens {
  const held = new Map<string, Held>()
  const now = () => context.clock.now().epochMilliseconds

  async function ask(server: string, handle: string): Promise<Held> {
    const { clientId, clientSecret } = await appKeys(context, 'Blackboard')
    const basic = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
    const answer = await callApi(context, {
      method: 'POST',
      url: serviceAt(server).tokenUrl,
      form: { grant_type: 'client_credentials' },
      headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
      timeout: settings.timeout,
    }).catch(unreachable)
    const given = tokenShape.safeParse(answer.body)
    if (answer.status === 200 && given.success) {
      const { access_token, expires_in } = given.data
      return { token: access_token, until: now() + expires_in * 1000 }
    }
    if ([400, 401, 403].includes(answer.status))
      throw new ReconnectNeeded(
        `${new URL(server).host} does not know Rostrum’s integration any more, so it can’t act for ${handle}. Check the application’s key, and that it is registered there under “REST API Integrations”.`,
      )
    throw new NetworkTrouble('Blackboard could not hand out a token just now.')
  }

  return {
    bearer(server, handle) {
      const fresh = async (refused?: string): Promise<string> => {
        const known = held.get(server)
        if (known && known.token !== refused && known.until - now() > ahead) return known.token
        const next = await ask(server, handle)
        held.set(server, next)
        return next.token
      }
      return {
        secrets: () => [held.get(server)?.token ?? ''],
        async call(request: (token: string) => Promise<ApiAnswer>) {
          const token = await fresh()
          const answer = await request(token)
          if (answer.status !== 401) return answer
          return request(await fresh(token))
        },
      }
    },
  }
}
