import { useEffect, useState } from 'react'
import { z } from 'zod'
import { byHandScreenshot } from '../../by-hand/contract.ts'

/** What has been filled in so far. */
const filledIn = z.object({
  link: z.string(),
  /** Empty: just now. */
  at: z.string(),
  changed: z.boolean(),
  words: z.string(),
  screenshot: byHandScreenshot.nullable(),
})
type FilledIn = z.infer<typeof filledIn>

const keyOf = (publicationId: string): string => `by-hand ${publicationId}`

function read(publicationId: string): FilledIn | null {
  const kept = sessionStorage.getItem(keyOf(publicationId))
  if (kept === null) return null
  try {
    return filledIn.parse(JSON.parse(kept))
  } catch {
    // Left by an older version of the page: it is begun anew.
    return null
  }
}

/**
 * A telephone forgets a page while its owner is in another app, which is what this page asks them to do. So what was
 * filled in is kept in the tab until it is recorded.
 */
export function useFilledIn(publicationId: string, words: string) {
  const [filled, setFilled] = useState<FilledIn>(
    () => read(publicationId) ?? { link: '', at: '', changed: false, words, screenshot: null },
  )
  useEffect(
    () => sessionStorage.setItem(keyOf(publicationId), JSON.stringify(filled)),
    [publicationId, filled],
  )
  return {
    filled,
    change: (part: Partial<FilledIn>) => setFilled((before) => ({ ...before, ...part })),
    forget: () => sessionStorage.removeItem(keyOf(publicationId)),
  }
}
