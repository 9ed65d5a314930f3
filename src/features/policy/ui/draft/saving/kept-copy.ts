import { z } from 'zod'
import { PackFiles } from '../../../drafts/contract.ts'

const Kept = z.object({ version: z.number().int(), source: PackFiles })
export type Kept = z.infer<typeof Kept>

/** Where a browser keeps things: localStorage, or what stands for it in a test. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Text that the server does not have yet, in this browser. */
export interface KeptCopy {
  /** Null when there is none, and when what is there cannot be read. */
  read(): Kept | null
  /** False when the browser would not take it: its space is full, or it keeps nothing. */
  write(kept: Kept): boolean
  forget(): void
}

export function keptCopy(shelf: Shelf, key: string): KeptCopy {
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

export const sameFiles = (one: PackFiles, other: PackFiles): boolean =>
  Object.keys(PackFiles.shape).every(
    (name) => one[name as keyof PackFiles] === other[name as keyof PackFiles],
  )
