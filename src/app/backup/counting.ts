import { createHash } from 'node:crypto'

/** Bytes that pass by, and afterwards how many they were and their SHA-256. */
export function counting(from: AsyncIterable<Uint8Array>): {
  bytes: AsyncGenerator<Uint8Array>
  sum(): { bytes: number; sha256: string }
} {
  const hash = createHash('sha256')
  let count = 0
  async function* passing() {
    for await (const part of from) {
      hash.update(part)
      count += part.byteLength
      yield part
    }
  }
  return { bytes: passing(), sum: () => ({ bytes: count, sha256: hash.digest('hex') }) }
}
