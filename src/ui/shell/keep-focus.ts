/**
 * Where the focus goes when what had it is switched off for a moment (a button that is busy) or goes away (a button
 * that is replaced by what came of it). Browsers drop it at the top of the document, and whoever listens has lost
 * their place. It comes back to the same thing, or else to the heading of the part of the page that is still there.
 */

/** Long enough for a part that moves the focus itself. */
const patience = 60

/** The thing that has the focus and all that it stands in, from the inside out. */
let place: Element[] = []
let asked = 0

const lost = (): boolean => document.activeElement === null || document.activeElement === document.body

const isOff = (element: Element): boolean => element.matches(':disabled')

const isShown = (element: Element): boolean => element.isConnected && element.checkVisibility()

function headingNear(around: Element): HTMLElement | null {
  const region = around.closest('dialog, section, main')
  return (
    region?.querySelector<HTMLElement>('h1, h2, h3') ?? document.querySelector<HTMLElement>('main h1') ?? null
  )
}

function restore(): void {
  const [last] = place
  if (!last || !lost()) return
  // Switched off: it comes back when it is on again.
  if (isShown(last) && isOff(last)) return
  if (isShown(last) && last instanceof HTMLElement) last.focus({ preventScroll: true })
  if (!lost()) return
  const around = place.find(isShown) ?? document.body
  const heading = headingNear(around)
  // A page that is still coming will have one: the next change looks again.
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

function remember(from: EventTarget | null): void {
  if (!(from instanceof Element) || from === document.body) return
  place = []
  for (let at: Element | null = from; at; at = at.parentElement) place.push(at)
}

/** Somebody went elsewhere, as by a press on the empty page: that is not to be undone. */
function forget({ target, relatedTarget }: FocusEvent): void {
  if (relatedTarget !== null || !(target instanceof Element)) return
  // Chromium says so too of what is about to be taken away: a moment later it is known which of both it was.
  setTimeout(() => {
    if (lost() && target === place[0] && isShown(target) && !isOff(target)) place = []
  })
}

function look(): void {
  if (place.length === 0 || !lost()) return
  clearTimeout(asked)
  asked = window.setTimeout(restore, patience)
}

/** `first`: what had the focus when this was sent for; it may be gone again. */
export function keepFocus(first: EventTarget | null): void {
  document.addEventListener('focusin', ({ target }) => remember(target))
  document.addEventListener('focusout', forget)
  new MutationObserver(look).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  })
  remember(first)
  remember(document.activeElement)
  look()
}
