import { useEffect, useRef, type RefObject } from 'react'

type Place = RefObject<HTMLElement | null>

/** The pickers on this page; a thread has one below each of its parts. */
const zones = new Set<Place>()

/** The picker that stands next after this place: pasting into a part's text means that part. */
function nextZone(target: Node): HTMLElement | undefined {
  const following = [...zones]
    .map((zone) => zone.current)
    .filter((zone) => zone !== null)
    .filter((zone) => target.compareDocumentPosition(zone) & Node.DOCUMENT_POSITION_FOLLOWING)
  return following.sort((one, other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )[0]
}

function isFor(zone: HTMLElement | null, within: Place | undefined, event: ClipboardEvent): boolean {
  const { target, clipboardData } = event
  if (!(target instanceof Node) || !zone) return false
  if (zone.contains(target)) return true
  // A word processor puts a picture of the text beside the text; then the text is what was meant.
  if (clipboardData?.getData('text/plain')) return false
  return within ? within.current?.contains(target) === true : nextZone(target) === zone
}

/** Takes image files out of a paste, and keeps the browser from leaving the page for a file dropped beside the picker. */
export function useImagePaste(
  zone: Place,
  within: Place | undefined,
  take: ((files: Iterable<File>) => void) | null,
): void {
  const latest = useRef({ within, take })
  latest.current = { within, take }
  useEffect(() => {
    zones.add(zone)
    const paste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files
      const now = latest.current
      if (!now.take || !files || files.length === 0 || !isFor(zone.current, now.within, event)) return
      event.preventDefault()
      now.take([...files])
    }
    const stay = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    document.addEventListener('paste', paste)
    document.addEventListener('dragover', stay)
    document.addEventListener('drop', stay)
    return () => {
      zones.delete(zone)
      document.removeEventListener('paste', paste)
      document.removeEventListener('dragover', stay)
      document.removeEventListener('drop', stay)
    }
  }, [zone])
}
