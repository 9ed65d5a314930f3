import { notifications } from '@mantine/notifications'
import { asProblem } from '../api.ts'

const long = 12_000

/** Short news of what a person just did. What must not be missed belongs on the page, not here. */
export const toast = {
  done: (message: string): void => {
    notifications.show({ message, color: 'var(--ok-bar)', withBorder: true })
  },
  note: (message: string): void => {
    notifications.show({ message, color: 'var(--require-bar)', withBorder: true })
  },
  problem: (error: unknown): void => {
    const problem = asProblem(error)
    notifications.show({
      title: problem.detail ?? problem.title,
      message: problem.fix,
      color: 'var(--refuse-bar)',
      withBorder: true,
      autoClose: long,
    })
  },
}
