/** Whether a network knows an app, found out by asking for a token of the app's own. */
import { z } from 'zod'
import { unreachable } from '../answers.ts'
import type { AppCheck, NetworkContext } from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from './call.ts'
import { appKeys } from './oauth2.ts'

const given = z.object({ access_token: z.string().min(1) })
const refusal = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error_message: z.string() }).transform((answer) => answer.error_message),
])
const notTheApp =
  /^(?:invalid|unauthorized)_client$|client secret|validating application|invalid (?:app|client|platform)/i

export const refusedApp = (name: string): AppCheck => ({
  kind: 'refused',
  say: `${name} does not take this id and secret. Copy both again from its console.`,
})
export const unsureApp = (name: string): AppCheck => ({
  kind: 'unsure',
  say: `${name} did not say whether it knows the app. Connecting the first account shows it.`,
})

/** Calls as the app. Throws `NetworkTrouble`, and `ConnectRefused` while no app is registered. */
export function asApp(context: NetworkContext, call: ApiCall): Promise<ApiAnswer> {
  return callApi(context, call).catch(unreachable)
}

interface AppTokens {
  name: string
  /** Where the network gives tokens to apps for their own sake (`client_credentials`, RFC 6749, section 4.4). */
  url: string
  method: 'GET' | 'POST'
  idName?: string
}

/** The token is thrown away: that it was given is the answer. */
export async function checkByAppToken(
  context: NetworkContext,
  { name, url, method, idName = 'client_id' }: AppTokens,
): Promise<AppCheck> {
  const { clientId, clientSecret } = await appKeys(context, name)
  const fields = { [idName]: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }
  const answer = await asApp(
    context,
    method === 'GET' ? { method, url, query: fields } : { method, url, form: fields },
  )
  if (answer.status === 200 && given.safeParse(answer.body).success) return { kind: 'works' }
  const said = refusal.safeParse(answer.body).data ?? ''
  return notTheApp.test(said) ? refusedApp(name) : unsureApp(name)
}
