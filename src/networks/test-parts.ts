/** For tests: posts and pictures to send. */
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { OutgoingMedia, OutgoingPart, PublishOutcome, RemoteRef } from './contract.ts'

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'
let lastMark = 0n

/** An idempotency mark as the publishing part makes them: a time in microseconds and ten bits more, sortable. */
export function mark(): string {
  const now = BigInt(Date.now()) * 1000n
  lastMark = now > lastMark ? now : lastMark + 1n
  let left = lastMark << 10n
  let key = ''
  for (let at = 0; at < 13; at++, left >>= 5n) key = (alphabet[Number(left & 31n)] ?? '') + key
  return key
}

export function part(text: string, more: Partial<OutgoingPart> = {}): OutgoingPart {
  return {
    key: mark(),
    createdAt: new Date().toISOString(),
    sentAt: null,
    text,
    language: 'en-GB',
    media: [],
    prepared: [],
    link: null,
    root: null,
    parent: null,
    ...more,
  }
}

export async function picture(alt: string, colour = '#1f565c'): Promise<OutgoingMedia> {
  const bytes = await sharp({ create: { width: 32, height: 24, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { sha256, type: 'image/jpeg', width: 32, height: 24, alt, bytes: () => Promise.resolve(bytes) }
}

export function refOf(outcome: PublishOutcome): RemoteRef {
  if (outcome.kind !== 'published') throw new Error(`Not published: ${JSON.stringify(outcome)}`)
  const { remoteId, url, extra } = outcome
  return { remoteId, url, ...(extra === undefined ? {} : { extra }) }
}
