import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { comeBackAt } from '../answers.ts'
import { NetworkTrouble, type NetworkContext, type OpenConnection } from '../contract.ts'
import { callServer, type Settings } from './api.ts'

const account = z.object({ id: z.string().min(1), acct: z.string() })

/**
 * Does the account's server know whom a mention names? It knows all of its own people for certain; somebody elsewhere
 * whom nobody there has ever met is not known to it and may exist all the same. Asked without our token: signing in
 * asks for no right to read accounts.
 */
export async function knowsAccount(
  context: NetworkContext,
  settings: Settings,
  { server, handle }: OpenConnection,
  mention: string,
): Promise<boolean | null> {
  const [name = '', host = ''] = mention.replace(/^@/, '').toLowerCase().split('@')
  const atHome = host === '' || host === new URL(server).host || host === handle.split('@')[1]
  const query = { acct: atHome ? name : `${name}@${host}` }
  try {
    const answer = await callServer(context, settings, server, {
      method: 'GET',
      path: '/api/v1/accounts/lookup',
      query,
    })
    if (answer.status === 200 && account.safeParse(answer.body).success) return true
    if (answer.status === 404 && atHome) return false
    if (answer.status === 429)
      throw new NetworkTrouble(
        'The server asks us to wait.',
        comeBackAt(answer.headers, context.clock),
        'server',
      )
    return null
  } catch (error) {
    if (error instanceof FetchError) return null
    throw error
  }
}
