/** For tests: an office with an account at a stand-in of TikTok, and what it posts. */
import { randomUUID } from 'node:crypto'
import { systemClock, type Clock } from '#platform/clock/index.ts'
import { startTikTok, type Person, type TikTok } from '../../../e2e/peers/tiktok.ts'
import type { Json, Network, NetworkSession, OpenConnection, OutgoingPart } from '../contract.ts'
import { startLending } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { clip, part, picture } from '../test-parts.ts'
import { createTikTok } from './index.ts'

/** Smaller than TikTok takes them, so that a short clip has two parts. */
export const chunk = 500_000

export interface Office {
  peer: TikTok
  office: Person
  networkWith(clock?: Clock, settle?: number): Network
  grantFor(expiresAt?: string | null): Json
  connectionWith(grant: Json): OpenConnection
  open(network?: Network, grant?: Json, save?: () => Promise<void>): Promise<NetworkSession>
  film(text: string, more?: Partial<OutgoingPart>): OutgoingPart
  photos(text: string, more?: Partial<OutgoingPart>): Promise<OutgoingPart>
  stop(): Promise<void>
}

export async function openOffice(): Promise<Office> {
  const chunks = { least: chunk, most: 64_000_000, last: 128_000_000 }
  const peer = await startTikTok({ processing: 0, moderation: 0, chunks })
  const { lend, stop } = await startLending()
  const office = peer.addAccount({
    username: 'pressoffice',
    password: 'a password for tests',
    name: 'Press office',
  })
  const context = testContext([peer.host], [], { clientId: peer.clientKey, clientSecret: peer.clientSecret })
  const networkWith = (clock: Clock = systemClock, settle = 0): Network =>
    createTikTok(
      { ...context, clock },
      {
        apiUrl: peer.url,
        authorizeUrl: `${peer.url}/v2/auth/authorize/`,
        timeout: 500,
        uploadTimeout: 500,
        chunk,
        pollEvery: 5,
        looks: 3,
        settle,
      },
    )
  const grantFor = (expiresAt: string | null = null): Json => ({ ...peer.tokens(office), expiresAt })
  const connectionWith = (grant: Json): OpenConnection => ({
    accountId: randomUUID(),
    remoteId: `-000${office.id}`,
    handle: office.username,
    server: peer.url,
    grant,
  })
  return {
    peer,
    office,
    networkWith,
    grantFor,
    connectionWith,
    open: (network = networkWith(), grant = grantFor(), save = () => Promise.resolve()) =>
      network.open(connectionWith(grant), save),
    film: (text, more = {}) => part(text, { media: [clip(text, [], lend)], ...more }),
    photos: async (text, more = {}) =>
      part(text, { media: [await picture('', '#111', lend), await picture('', '#222', lend)], ...more }),
    async stop() {
      await stop()
      await peer.stop()
    },
  }
}

export const answering = (status: number, body: unknown) =>
  ({
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }) as const

export const refusing = (status: number, code: string) =>
  answering(status, { data: {}, error: { code, message: `It was ${code}.`, log_id: '1' } })

export const failing = (fail_reason: string) =>
  answering(200, { data: { status: 'FAILED', fail_reason }, error: { code: 'ok', message: '', log_id: '1' } })
