/** What is sent without ever standing in memory whole: a stretch of it is read when the connection has room for it. */
import type { OutgoingMedia } from '../contract.ts'

export interface LargeBytes {
  type: string
  size: number
  /** Asked for one stretch after the other; and from the beginning again when a request is repeated. */
  slice: (from: number, to: number) => Promise<Uint8Array>
}

/** Bytes that stand in memory, or that are read as they are sent. */
export type Content = { type: string; bytes: Uint8Array } | LargeBytes

/** Bytes that are sent in order, some of which have still to be read. */
export type Piece = Uint8Array | LargeBytes

const stretch = 1_048_576

export const isLarge = (piece: Piece): piece is LargeBytes => !(piece instanceof Uint8Array)

export const sizeOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + (isLarge(piece) ? piece.size : piece.byteLength), 0)

async function* read(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (!isLarge(piece)) yield piece
    else
      for (let at = 0; at < piece.size; at += stretch)
        yield await piece.slice(at, Math.min(piece.size, at + stretch))
  }
}

/** The pieces one after the other, from the beginning each time that they are gone through. */
export function bitByBit(pieces: readonly Piece[]): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => read(pieces) }
}

/** A piece of media, or a part of it: from the byte `from` to the one before `to`. */
export async function largeBytes(
  media: Pick<OutgoingMedia, 'type' | 'size' | 'slice'>,
  from = 0,
  to?: number,
): Promise<LargeBytes> {
  const end = to ?? (await media.size())
  return {
    type: media.type,
    size: end - from,
    slice: (first, last) => media.slice(from + first, from + last),
  }
}

/** An image as it is, a video bit by bit. */
export async function contentOf(media: OutgoingMedia): Promise<Content> {
  return media.kind === 'video' ? largeBytes(media) : { type: media.type, bytes: await media.bytes() }
}
