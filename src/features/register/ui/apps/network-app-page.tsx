import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Card } from '#ui/parts/card.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { ways, type NetworkAppView } from '../../apps/contract.ts'
import { AppCard } from './app-card.tsx'
import { DependentsCard } from './dependents-card.tsx'
import { GuideCard } from './guide-card.tsx'
import { networkAppQuery } from './queries.ts'
import { AppChip, Findings, StandsChip } from './words.tsx'
import css from './apps.module.css'

/** One network: its app, what to enter at its console, how to get there, and which accounts depend on it. */
export function NetworkAppPage() {
  const { network: id = '' } = useParams({ strict: false })
  const { data: network, error } = useQuery(networkAppQuery(id))
  return (
    <Page
      title={network?.name ?? 'Network'}
      lede={
        network && (
          <Row>
            {network.app !== 'not-needed' && <AppChip state={network.app} />}
            <StandsChip findings={network.findings} />
            <Link to="/networks">All networks</Link>
          </Row>
        )
      }
    >
      <ProblemAlert error={error} />
      {!network && !error && <Skeleton lines={8} label="Loading the network" />}
      {network && (
        <Stack>
          <Columns
            main={
              <>
                <Findings findings={network.findings} />
                {network.app === 'not-needed' ? (
                  <NoAppCard network={network} />
                ) : (
                  // A new version is another form: what was typed for the old one is gone.
                  <AppCard key={network.version} network={network} />
                )}
                <DependentsCard accounts={network.dependents} />
              </>
            }
            aside={network.app !== 'not-needed' && <AtTheConsole network={network} />}
          />
          <GuideCard blocks={network.guide} />
        </Stack>
      )}
    </Page>
  )
}

function NoAppCard({ network }: { network: NetworkAppView }) {
  return (
    <Card title="No app is needed">
      <p>Nothing has to be registered here. How accounts are connected:</p>
      <ul className={css.points}>
        {network.ways.map((way) => (
          <li key={way}>{ways[way]}</li>
        ))}
      </ul>
    </Card>
  )
}

/** What has to be entered at the network when the app is made. */
function AtTheConsole({ network }: { network: NetworkAppView }) {
  return (
    <Card title={`To enter at ${network.name}`}>
      <Stack>
        <CopyField
          label="Callback address"
          value={network.callback}
          hint="Letter for letter. Networks call it redirect URI or callback URL too."
        />
        {network.scopes.length > 0 && (
          <div>
            <h3 className={css.small}>What the app may do</h3>
            <ul className={css.scopes}>
              {network.scopes.map((scope) => (
                <li key={scope}>
                  <code>{scope}</code>
                </li>
              ))}
            </ul>
          </div>
        )}
        {network.console && (
          <p>
            <a href={network.console} target="_blank" rel="noreferrer" className={css.console}>
              Open the console of {network.name}
            </a>
          </p>
        )}
      </Stack>
    </Card>
  )
}
