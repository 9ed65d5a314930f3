import type { FileStore } from './types.ts'

/** Large enough that a bucket is not asked too often, small enough for many readers at once. */
const sliceBytes = 2_000_000

/** A part of a file, slice by slice, for what is passed on and never stands in memory whole. */
export async function* inSlices(
  files: Pick<FileStore, 'slice'>,
  name: string,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to;) {
    const slice = await files.slice(name, at, Math.min(at + sliceBytes, to))
    if (slice.byteLength === 0) throw new Error(`The file ${name} ends before the byte ${to}.`)
    yield slice
    at += slice.byteLength
  }
}
