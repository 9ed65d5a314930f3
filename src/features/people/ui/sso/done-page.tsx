import { Page } from '#ui/parts/page.tsx'

/** Where a second window ends that was opened to sign in or to confirm; the first is still as it was. */
export function DonePage() {
  return (
    <Page title="That is done" width="narrow">
      <p>Close this window and go on in the one that you came from.</p>
    </Page>
  )
}
