import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Row } from './page.tsx'

/** The way through a list that comes some lines at a time. */
export interface LinePages {
  /** The line after which the shown page begins; 0 for the first. */
  after: number
  /** Back to the first page, because something else is shown now. */
  reset(): void
  buttons(next: number | null): ReactNode
}

/** Keeps where each page began that has been left behind. `next` is the line after which the next page begins, if any. */
export function useLinePages(): LinePages {
  const [pages, setPages] = useState<number[]>([])
  return {
    after: pages.at(-1) ?? 0,
    reset: () => setPages([]),
    buttons: (next) =>
      (next !== null || pages.length > 0) && (
        <Row>
          <Button
            variant="outline"
            size="sm"
            disabled={pages.length === 0}
            onClick={() => setPages(pages.slice(0, -1))}
          >
            Lines before
          </Button>
          <Button
            variant="outline"
            size="sm"
            disabled={next === null}
            onClick={() => next !== null && setPages([...pages, next])}
          >
            Lines after
          </Button>
        </Row>
      ),
  }
}
