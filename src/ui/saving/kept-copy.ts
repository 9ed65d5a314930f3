import { z } from 'zod'

export interface Kept<Source> {
  version: number
  source: Source
}

/** Where a browser keeps things: localStorage, or what stands for it in a test. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Text that the server does not have yet, in this browser. */
export interface KeptCopy<Source> {
  /** Null when there is none, and when what is there cannot be read. */
  read(): Kept<Source> | null
  /** False when the browser would not take it: its space is full, or it keeps nothing. */
  write(kept: Kept<Source>): boolean
  forget(): void
}

export function keptCopy<Source>(shelf: Shelf, key: string, shape: z.ZodType<Source>): KeptCopy<Source> {
  const Kept = z.object({ version: z.number().int(), source: shape })
  return {
    read() {
      const text = shelf.getItem(key)
      if (text === null) return null
      try {
        const kept = Kept.safeParse(JSON.parse(text))
        return kept.success ? kept.data : null
      } catch (fault) {
        if (fault instanceof SyntaxError) return null
        throw fault
      }
    },
    write(kept) {
      try {
        shelf.setItem(key, JSON.stringify(kept))
        return true
      } catch (fault) {
        if (fault instanceof DOMException) return false
        throw fault
      }
    },
    forget: () => shelf.removeItem(key),
  }
}
