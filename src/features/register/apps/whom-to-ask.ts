import { holdersOf, namesOf } from '#features/people/index.ts'
import type { Network } from '#networks/contract.ts'
import type { Services } from '#platform/services.ts'
import { Conflict } from '#platform/errors.ts'
import { appReady } from './store.ts'

const most = 3

/**
 * Who can register the app that this network wants, when nobody has yet; null when nothing is lacking. An empty list
 * is nobody that is here.
 */
export async function whomToAsk(services: Services, network: Network): Promise<string[] | null> {
  if (await appReady(services, network)) return null
  const names = await namesOf(services.db, await holdersOf(services.db, 'it'))
  return [...names.values()].toSorted((a, b) => a.localeCompare(b, 'en-GB')).slice(0, most)
}

/** Throws `Conflict` with whom to ask, while accounts of this network can't be connected for want of an app. */
export async function requireApp(services: Services, network: Network): Promise<void> {
  const names = await whomToAsk(services, network)
  if (names === null) return
  const { name } = network.profile
  throw new Conflict(
    'register.no-app',
    `Nobody has registered an app with ${name} yet, so no account there can be connected.`,
    {
      fix:
        names.length > 0
          ? `System administration does that once, on the page “Networks”. Ask: ${names.join(', ')}.`
          : 'System administration does that once, on the page “Networks”.',
    },
  )
}
