import { Button } from '@mantine/core'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'

/** In the place of a page that failed. */
export function PageFault({ error }: { error: unknown }) {
  const again = <Button onClick={() => location.reload()}>Load the page again</Button>
  return (
    <Page title="This page could not be shown" width="narrow">
      <ProblemAlert error={error} action={again} />
    </Page>
  )
}

export function NoSuchPage() {
  return (
    <Page
      title="There is no such page"
      lede="The address may be mistyped, or what stood here has moved."
      width="narrow"
    >
      <ActionLink to="/" kind="primary">
        Go to Today
      </ActionLink>
    </Page>
  )
}
