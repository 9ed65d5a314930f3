import { Notifications } from '@mantine/notifications'
import '@mantine/core/styles/Notification.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/notifications/styles.layer.css'

/** Where toasts appear. Loaded after the first page is drawn; what was said before then waits for it. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} containerWidth="min(26rem, calc(100vw - 2rem))" />
}
