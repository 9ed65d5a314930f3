/** For tests: an account at the stand-in, connected without the pages. */
import { randomUUID } from 'node:crypto'
import type { Clock } from '#platform/clock/index.ts'
import { flickrApp, startFlickr, type Account, type Flickr } from '../../../e2e/peers/flickr.ts'
import type { Network, NetworkContext, NetworkSession, OpenConnection, OutgoingPart } from '../contract.ts'
import { testContext } from '../test-context.ts'
import { clip, madeReady, part, picture } from '../test-parts.ts'
import type { FlickrOptions } from './api.ts'
import { createFlickr } from './index.ts'

export interface Setup {
  peer: Flickr
  context: NetworkContext
  network: Network
  account: Account
  connection: OpenConnection
  open(): Promise<NetworkSession>
  /** Another process with the same store, as after this one was killed. */
  anew(options?: FlickrOptions): Promise<NetworkSession>
}

const usual: FlickrOptions = { timeout: 400, uploadTimeout: 800, pollEvery: 5, looks: 20, settle: 0 }

export const shiftedClock = (milliseconds: number): Clock => ({
  now: () => Temporal.Now.instant().add({ milliseconds }),
})

export async function setUp(
  { clock, ...options }: FlickrOptions & { clock?: Clock } = {},
  settings: Partial<Flickr['settings']> = {},
): Promise<Setup> {
  const peer = await startFlickr(settings)
  const plain = testContext([peer.host], [], flickrApp)
  const context = clock ? { ...plain, clock } : plain
  const here = { ...usual, api: peer.url, up: peer.url, www: peer.url, ...options }
  const network = createFlickr(context, here)
  const account = peer.addAccount({ username: 'library', password: 'a password', alias: 'example-library' })
  const connection = connectionTo(peer, account)
  const open = (made: Network) => made.open(connection, () => Promise.resolve())
  return {
    peer,
    context,
    network,
    account,
    connection,
    open: () => open(network),
    anew: (more) => open(createFlickr(context, { ...here, ...more })),
  }
}

export function connectionTo(peer: Flickr, account: Account, perms?: string): OpenConnection {
  const grant = peer.grant(account, perms)
  return { accountId: randomUUID(), remoteId: account.nsid, handle: account.alias, server: peer.url, grant }
}

export async function photo(text: string, more: Partial<OutgoingPart> = {}): Promise<OutgoingPart> {
  return part(text, { media: [await picture('The library at dusk')], ...more })
}

export const film = (text: string): OutgoingPart => part(text, { media: [clip('A walk')] })

/** Made ready and published; throws when it is not. */
export async function publish(session: NetworkSession, wanted: OutgoingPart): Promise<OutgoingPart> {
  const sent = await madeReady(session, wanted)
  const outcome = await session.publish(sent)
  if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome))
  return sent
}
