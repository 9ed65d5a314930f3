import { ActionLink } from '#ui/parts/action-link.tsx'
import { Page } from '#ui/parts/page.tsx'
import { TryCard } from './try-card.tsx'

/** What would the policy in force say of this? For anybody, and nothing is kept. */
export function TryPage() {
  return (
    <Page
      title="Try the policy"
      lede="Make something up and see what the policy in force says of it. Nothing is kept."
      width="narrow"
      actions={<ActionLink to="/policy">The policy in force</ActionLink>}
    >
      <TryCard />
    </Page>
  )
}
