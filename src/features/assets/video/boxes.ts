import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'

/** A box of an MP4 or MOV file (ISO/IEC 14496-12, clause 4.2), with the codes of the boxes around it. */
interface Box {
  path: string
  from: number
  to: number
}

/** Boxes that hold boxes, as far as hidden details may lie in them. */
const holders = new Set([
  'moov',
  'moov/trak',
  'moov/trak/mdia',
  'moov/trak/mdia/minf',
  'moov/trak/mdia/minf/stbl',
])
/** A file of honest telephones has some hundred. */
const most = 5000

async function* walk(file: FileHandle, from: number, to: number, around: string): AsyncGenerator<Box> {
  for (let at = from; at + 8 <= to;) {
    const head = Buffer.alloc(16)
    await file.read(head, 0, 16, at)
    const stated = head.readUInt32BE(0)
    const size = stated === 1 ? Number(head.readBigUInt64BE(8)) : stated === 0 ? to - at : stated
    const start = at + (stated === 1 ? 16 : 8)
    if (size < 8 || at + size > to) return
    const path = around + head.toString('latin1', 4, 8)
    yield { path, from: start, to: at + size }
    if (holders.has(path)) yield* walk(file, start, at + size, `${path}/`)
    at += size
  }
}

async function fourAt(file: FileHandle, at: number): Promise<string> {
  const code = Buffer.alloc(4)
  await file.read(code, 0, 4, at)
  return code.toString('latin1')
}

const known = new Set(['vide', 'soun'])

/**
 * What an MP4 or MOV tells in places that its pictures and sound don't need: names of fields, as `removedKindOf` reads
 * them. Empty for anything else. None of it is in the file that is kept, which is written anew from pictures and sound.
 */
export async function hiddenBoxes(path: string): Promise<string[]> {
  const file = await open(path, 'r')
  try {
    const found = new Set<string>()
    let looked = 0
    let handler = ''
    for await (const box of walk(file, 0, (await file.stat()).size, '')) {
      if (++looked > most) break
      if (box.path === 'moov/mvhd') {
        const head = Buffer.alloc(12)
        await file.read(head, 0, 12, box.from)
        if (head.subarray(4).some((byte) => byte !== 0)) found.add('creation time')
      } else if (box.path === 'moov/trak/mdia/hdlr') handler = await fourAt(file, box.from + 8)
      else if (box.path === 'moov/trak/mdia/minf/stbl/stsd' && !known.has(handler)) {
        const code = await fourAt(file, box.from + 12)
        // Tracks of places as GoPro and Android write them; whatever other tracks tell goes along with them.
        found.add(code === 'gpmd' || code === 'camm' ? 'location' : 'track')
      } else if (box.path === 'uuid') found.add('block')
    }
    return [...found]
  } finally {
    await file.close()
  }
}
