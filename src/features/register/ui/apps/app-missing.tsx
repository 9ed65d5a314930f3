import { ActionLink } from '#ui/parts/action-link.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'

interface AppMissingProps {
  network: string
  networkName: string
  /** Who can register it. */
  askedOf: readonly string[]
}

/** In the place of the ways to connect, while the app that the network wants is not registered. */
export function AppMissing({ network, networkName, askedOf }: AppMissingProps) {
  const may = useMay('networks.apps')
  return (
    <Callout
      level="advise"
      title={`${networkName} wants an app of ours first, and nobody has registered one`}
    >
      <p>
        {may
          ? 'You can do that, once for all accounts there.'
          : 'System administration does that once, for all accounts there, on the page “Networks”.'}
        {!may && askedOf.length > 0 && ` Ask: ${askedOf.join(', ')}.`}
      </p>
      {may && (
        <p>
          <ActionLink to={`/networks/${network}`}>Register the app</ActionLink>
        </p>
      )}
    </Callout>
  )
}
