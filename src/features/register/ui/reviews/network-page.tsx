import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Figures, Item, Items } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { StoryLine, type StoryEvent } from '#ui/parts/story-line.tsx'
import { changeKinds, type WatchedNetwork } from '../../watch/contract.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { EntryDialog } from './entry-dialog.tsx'
import { NetworkReviewDialog } from './network-review-dialog.tsx'
import { networkQuery } from './queries.ts'
import { WatchChip } from './watch-page.tsx'
import css from './reviews.module.css'

/** One network: what is known of it, what changed, and which of our accounts have to be looked at for that. */
export function NetworkPage() {
  const { network: id = '' } = useParams({ strict: false })
  const { data: network, error } = useQuery(networkQuery(id))
  const [asking, setAsking] = useState<'change' | 'entry' | 'review' | null>(null)
  const close = () => setAsking(null)
  return (
    <Page
      title={network?.name ?? 'Network'}
      lede={
        network && (
          <Row>
            <WatchChip state={network.state} />
            <Link to="/networks-watch">All networks</Link>
          </Row>
        )
      }
      actions={network?.may.watch && <Button onClick={() => setAsking('change')}>Record a change</Button>}
    >
      <ProblemAlert error={error} />
      {!network && !error && <Skeleton lines={8} label="Loading the network" />}
      {network && (
        <Columns
          main={
            <>
              <AccountsCard network={network} />
              <StoryCard network={network} />
            </>
          }
          aside={
            <EntryCard
              network={network}
              onEdit={() => setAsking('entry')}
              onReview={() => setAsking('review')}
            />
          }
        />
      )}
      {network && asking === 'change' && <ChangeDialog network={network} onClose={close} />}
      {network && asking === 'entry' && <EntryDialog network={network} onClose={close} />}
      {network && asking === 'review' && <NetworkReviewDialog network={network} onClose={close} />}
    </Page>
  )
}

function AccountsCard({ network }: { network: WatchedNetwork }) {
  const { waiting } = network
  return (
    <Card
      title="Our accounts there"
      aside={
        <ActionLink kind="quiet" to={`/networks-watch/${network.network}/leaving`}>
          Leaving {network.name}
        </ActionLink>
      }
    >
      <Figures
        figures={[
          { value: network.accounts, label: network.accounts === 1 ? 'account' : 'accounts' },
          { value: network.toReview, label: 'not looked at since the last change' },
          { value: network.leaving, label: 'on their way out' },
        ]}
      />
      {waiting.length > 0 && (
        <Items label="To be reviewed">
          {waiting.map((account) => (
            <Item
              key={account.id}
              title={
                <Link to="/accounts/$accountId" params={{ accountId: account.id }}>
                  {account.name}
                </Link>
              }
              note={
                <>
                  @{account.handle}
                  {account.due && (
                    <>
                      , review by <DateTime value={account.due} style="date" />
                    </>
                  )}
                </>
              }
            />
          ))}
        </Items>
      )}
    </Card>
  )
}

function StoryCard({ network }: { network: WatchedNetwork }) {
  const events = [
    ...network.changes.map((change) => changeEvent(network, change)),
    ...network.story.map(storyEvent),
  ]
  return (
    <Card title="What happened">
      {events.length === 0 ? (
        <p className={css.quiet}>
          Nobody has recorded a change yet. When {network.name} alters its terms, its charges or itself,
          record it: each of our accounts there then comes up for review.
        </p>
      ) : (
        <StoryLine
          label={`What happened at ${network.name}`}
          events={events.toSorted((a, b) => b.at.localeCompare(a.at))}
        />
      )}
    </Card>
  )
}

function changeEvent({ name }: WatchedNetwork, change: WatchedNetwork['changes'][number]): StoryEvent {
  return {
    id: change.id,
    at: change.at,
    who: change.by ?? 'Rostrum',
    what: `${name} ${changeKinds[change.kind].say}.`,
    level: 'advise',
    detail: (
      <>
        <div className={css.words}>{change.what}</div>
        {change.from && (
          <div>
            From <DateTime value={`${change.from}T12:00:00Z`} style="date" />
          </div>
        )}
        {change.source && (
          <a href={change.source} rel="noreferrer">
            Where it says so<span className="visually-hidden">: {change.what}</span>
          </a>
        )}
        <div className={css.quiet}>{reviewed(change.accounts)}</div>
      </>
    ),
  }
}

function reviewed(accounts: number | null): string {
  if (accounts === null) return 'Our accounts there are being put up for review.'
  if (accounts === 0) return 'No account of ours was there.'
  return accounts === 1 ? '1 account came up for review.' : `${accounts} accounts came up for review.`
}

const storyEvent = ({ id, at, by, what, note }: WatchedNetwork['story'][number]): StoryEvent => ({
  id,
  at,
  who: by ?? 'Rostrum',
  what: what === 'reviewed' ? 'Looked at it again.' : 'Wrote its entry.',
  level: 'ok',
  ...(note ? { detail: note } : {}),
})

function EntryCard(props: { network: WatchedNetwork; onEdit: () => void; onReview: () => void }) {
  const { network } = props
  const { may, version } = network
  return (
    <Card title="What is known of it">
      {version === 0 ? (
        <p className={css.quiet}>Nobody has written its entry yet.</p>
      ) : (
        <dl className={css.facts}>
          <Fact label="Keeps watch">{network.owner?.name ?? 'Central communications'}</Fact>
          <Fact label="Its terms">
            {network.termsUrl && (
              <a href={network.termsUrl} rel="noreferrer">
                Read them
              </a>
            )}
            {network.termsReadOn && (
              <>
                {' '}
                last read on <DateTime value={`${network.termsReadOn}T12:00:00Z`} style="date" />
              </>
            )}
          </Fact>
          {network.charges && <Fact label="What it charges">{network.charges}</Fact>}
          {network.api && <Fact label="How programs reach it">{network.api}</Fact>}
          {network.closesOn && (
            <Fact label="Closes on">
              <DateTime value={`${network.closesOn}T12:00:00Z`} style="date" />
            </Fact>
          )}
          {network.reviewDue && (
            <Fact label="Looked at again by">
              <DateTime value={network.reviewDue} style="date" />
            </Fact>
          )}
        </dl>
      )}
      {may.watch && (
        <Row>
          {version > 0 && (
            <Button size="sm" variant="outline" onClick={props.onReview}>
              I have looked at it
            </Button>
          )}
          <Button size="sm" variant="outline" onClick={props.onEdit}>
            {version === 0 ? 'Write its entry' : 'Change its entry'}
          </Button>
        </Row>
      )}
    </Card>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
