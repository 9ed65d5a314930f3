import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** As long as somebody without a mouse would go round a page that is still coming. */
const patience = 20_000
/** More than any page has places to stop at. */
const round = 150

/** What a screen reader would say of the thing with the focus, roughly. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const at = document.activeElement
    const labelled = at.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ')
    return (at.getAttribute('aria-label') || labelled || at.labels?.[0]?.textContent || at.textContent || '').trim().slice(0, 80)
  })()`)

/** Whether what is meant, by what a screen reader says of it or as a thing of the page, has the focus. */
async function hasFocus(meant: RegExp | Locator, says: string): Promise<boolean> {
  if (meant instanceof RegExp) return meant.test(says)
  return (
    (await meant.count()) > 0 &&
    (await meant.first().evaluate((element) => element === element.ownerDocument.activeElement))
  )
}

/**
 * Goes on with Tab until the wanted thing has the focus, as somebody without a mouse does. A program is through a
 * page before the page has come, so it goes round again until its patience ends.
 */
export async function tabTo(page: Page, meant: RegExp | Locator): Promise<void> {
  const until = Date.now() + patience
  const passed = new Set<string>()
  for (let pressed = 0; pressed < round || Date.now() < until; pressed += 1) {
    await page.keyboard.press('Tab')
    const says = await focused(page)
    if (await hasFocus(meant, says)) return
    passed.add(says)
  }
  expect.fail(`Tab never came to ${String(meant)}; it passed ${[...passed].join(' | ')}`)
}

/** Goes to something by keyboard, unless it has the focus already. */
export async function beAt(page: Page, meant: RegExp): Promise<void> {
  if (!meant.test(await focused(page))) await tabTo(page, meant)
}

/** The thing with the focus has to be seen to have it. */
export async function expectRing(page: Page): Promise<void> {
  const ring = await page.evaluate(`(() => {
    for (let at = document.activeElement; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at)
      if ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none') return true
    }
    return false
  })()`)
  expect(ring, `No focus ring on “${await focused(page)}”`).toBe(true)
}

/** Goes to something by keyboard, sees that it shows the focus, and presses it. */
export async function pressByKeys(page: Page, meant: RegExp | Locator): Promise<void> {
  await tabTo(page, meant)
  await expectRing(page)
  await page.keyboard.press('Enter')
}
