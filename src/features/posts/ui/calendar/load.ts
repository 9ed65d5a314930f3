import type { ComponentType } from 'react'

/** Not every browser of today counts days by itself yet. */
export async function loadCalendarPage(): Promise<ComponentType> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
  const { CalendarPage } = await import('./calendar-page.tsx')
  return CalendarPage
}
