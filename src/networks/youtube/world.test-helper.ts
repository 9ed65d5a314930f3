/** For tests: a channel at the stand-in, connected without the pages. */
import { randomUUID } from 'node:crypto'
import type { Clock } from '#platform/clock/index.ts'
import { startYouTube, youtubeApp, type Channel, type YouTube } from '../../../e2e/peers/youtube.ts'
import type {
  Json,
  Network,
  NetworkContext,
  NetworkSession,
  OpenConnection,
  OutgoingPart,
} from '../contract.ts'
import { testContext } from '../test-context.ts'
import { clip, madeReady, part } from '../test-parts.ts'
import type { YouTubeOptions } from './api.ts'
import { createYouTube } from './index.ts'

export interface Setup {
  peer: YouTube
  context: NetworkContext
  network: Network
  lines: string[]
  channel: Channel
  connection: OpenConnection
  saved: Json[]
  open(): Promise<NetworkSession>
  /** Another process with the same store, as after this one was killed. */
  anew(options?: YouTubeOptions): Promise<NetworkSession>
}

const usual: YouTubeOptions = {
  timeout: 400,
  uploadTimeout: 400,
  part: 524_288,
  pollEvery: 5,
  looks: 30,
  settle: 0,
}

export const shiftedClock = (milliseconds: number): Clock => ({
  now: () => Temporal.Now.instant().add({ milliseconds }),
})

export async function setUp(
  { clock, ...options }: YouTubeOptions & { clock?: Clock } = {},
  settings: Partial<YouTube['settings']> = {},
): Promise<Setup> {
  const peer = await startYouTube({ units: 1_000_000, uploads: 10_000, ...settings })
  const lines: string[] = []
  const plain = testContext([peer.host], lines, youtubeApp)
  const context = clock ? { ...plain, clock } : plain
  const here = { ...usual, api: peer.url, pages: peer.url, tokens: peer.url, ...options }
  const network = createYouTube(context, here)
  const channel = peer.addChannel({ username: 'library', password: 'a password', handle: 'example-library' })
  const connection = connectionTo(peer, channel, context)
  const saved: Json[] = []
  const save = async (grant: Json) => void saved.push(grant)
  return {
    peer,
    context,
    network,
    lines,
    channel,
    connection,
    saved,
    open: () => network.open(connection, save),
    anew: (more) => createYouTube(context, { ...here, ...more }).open(connection, save),
  }
}

export function connectionTo(peer: YouTube, channel: Channel, context: NetworkContext): OpenConnection {
  const { value, refresh } = peer.grant(channel)
  const expiresAt = context.clock.now().add({ hours: 1 }).toString({ fractionalSecondDigits: 3 })
  const grant = { accessToken: value, refreshToken: refresh, expiresAt, uploads: channel.uploads }
  return { accountId: randomUUID(), remoteId: channel.id, handle: channel.handle, server: peer.url, grant }
}

export const film = (text: string, more: Partial<OutgoingPart> = {}): OutgoingPart =>
  part(text, { title: `About: ${text.slice(0, 40)}`, media: [clip(text)], ...more })

/** Made ready and published; throws when it is not. */
export async function publish(session: NetworkSession, wanted: OutgoingPart): Promise<OutgoingPart> {
  const sent = await madeReady(session, wanted)
  const outcome = await session.publish(sent)
  if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome))
  return sent
}
