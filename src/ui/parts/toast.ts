import type { NotificationData } from '@mantine/notifications'
import { asProblem } from '../api.ts'

const long = 12_000

// Fetched at the first use, not with the first page.
function show(data: NotificationData): void {
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({ ...data, withBorder: true, closeButtonProps: { 'aria-label': 'Dismiss' } }),
  )
}

/** Short news of what a person just did. What must not be missed belongs on the page, not here. */
export const toast = {
  done: (message: string): void => show({ message, color: 'var(--ok-bar)' }),
  note: (message: string): void => show({ message, color: 'var(--require-bar)' }),
  problem: (error: unknown): void => {
    const problem = asProblem(error)
    show({
      title: problem.detail ?? problem.title,
      message: problem.fix,
      color: 'var(--refuse-bar)',
      autoClose: long,
    })
  },
}
