import { randomInt } from 'node:crypto'

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'
let last = 0n

/**
 * A mark for one part of a post: 13 characters that sort by time, made as the AT Protocol makes its record keys
 * (microseconds since 1970 and ten random bits), so that they serve there unchanged.
 * https://atproto.com/specs/tid, read 2026-11.
 */
export function newMark(now: Temporal.Instant): string {
  const micros = now.epochNanoseconds / 1000n
  // Never twice the same in this process, whatever the clock does.
  last = micros > last ? micros : last + 1n
  let value = ((last & 0x1f_ffff_ffff_ffffn) << 10n) | BigInt(randomInt(1024))
  let text = ''
  for (let i = 0; i < 13; i++) {
    text = alphabet[Number(value & 31n)]! + text
    value >>= 5n
  }
  return text
}
