import type { AnyRouter } from '@tanstack/react-router'

let pending = false

/** For a page whose heading appears only after it was arrived at, because it was still loading. */
export function takePendingFocus(): boolean {
  const was = pending
  pending = false
  return was
}

/**
 * Moves the focus to the heading of the page one has come to, so that somebody who listens hears where they are, and
 * the next Tab goes on from there. Not on the first page: there the browser's own beginning is right.
 */
export function focusHeadingOnArrival(router: AnyRouter): () => void {
  return router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (!fromLocation || !pathChanged) return
    const heading = document.querySelector<HTMLElement>('main h1')
    pending = heading === null
    heading?.focus({ preventScroll: true })
  })
}
