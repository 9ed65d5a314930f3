import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'

const kept = new Map<string, Buffer>()

/**
 * A WOFF file as the plain font within it (https://www.w3.org/TR/WOFF/, 4 and 5). fontkit reads WOFF too, but
 * decompresses with a program in JavaScript each time: half the time of a PDF went there.
 */
export function plainFont(path: string): Buffer {
  const known = kept.get(path)
  if (known) return known
  const made = unpack(readFileSync(path))
  kept.set(path, made)
  return made
}

function unpack(woff: Buffer): Buffer {
  const tables = woff.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * tables)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(tables, 4)
  const bodies: Buffer[] = []
  let at = head.length
  for (let nth = 0; nth < tables; nth++) {
    const entry = 44 + 20 * nth
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field)) as [
      number,
      number,
      number,
    ]
    const stored = woff.subarray(offset, offset + packed)
    const body = packed < length ? inflateSync(stored) : stored
    const record = 12 + 16 * nth
    woff.copy(head, record, entry, entry + 4)
    woff.copy(head, record + 4, entry + 16, entry + 20)
    head.writeUInt32BE(at, record + 8)
    head.writeUInt32BE(length, record + 12)
    bodies.push(body, Buffer.alloc((4 - (length % 4)) % 4))
    at += length + ((4 - (length % 4)) % 4)
  }
  return Buffer.concat([head, ...bodies])
}
