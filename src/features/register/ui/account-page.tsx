import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { AccountWaivers } from '#features/policy/ui/index.ts'
import { AccountAfterwardsCards } from '#features/posts/ui/index.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { audienceLabel, type AccountDetail } from '../contract.ts'
import { ClosingCard } from './life/closing-card.tsx'
import { DeedsCard } from './life/deeds-card.tsx'
import { NowCards } from './life/now-cards.tsx'
import { ObjectiveCard } from './life/objective-card.tsx'
import { StoryCard } from './life/story-card.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { MembersCard } from './members-card.tsx'
import { PublicPageCard } from './public/public-page-card.tsx'
import { accountQuery, useNetworkName } from './queries.ts'
import { ReviewCard } from './reviews/review-card.tsx'
import { StandingChips } from './words.tsx'
import css from './register.module.css'

/** One account: what it is for, who answers for it, and its connection. */
export function AccountPage() {
  const { accountId = '' } = useParams({ strict: false })
  const query = useQuery(accountQuery(accountId))
  const nameOf = useNetworkName()
  const account = query.data
  if (!account)
    return (
      <Page title="Account">
        <ProblemAlert
          error={query.error}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
        {!query.error && <Skeleton lines={6} label="Loading the account" />}
      </Page>
    )
  const name = nameOf(account.network)
  return (
    <Page
      title={account.displayName}
      lede={
        <Row>
          <span>
            {account.handle ? `@${account.handle} on ${name}` : `On ${name}`}, {account.unit.name}
          </span>
          <StandingChips account={account} />
          {account.affiliate && <Chip>Answers for itself</Chip>}
          {account.example && <Chip>Example</Chip>}
        </Row>
      }
      actions={
        <Row>
          {(account.state === 'active' || account.state === 'dormant') && (
            <ActionLink to={`/requests/new?account=${account.id}`}>Ask for a change</ActionLink>
          )}
          {account.may.edit && <ActionLink to={`/accounts/${account.id}/edit`}>Edit the entry</ActionLink>}
        </Row>
      }
    >
      <CameBack account={account} />
      <Columns
        main={
          <>
            <NowCards account={account} />
            <ClosingCard account={account} />
            <ConnectionCard account={account} networkName={name} />
            <MembersCard account={account} />
            <AccountAfterwardsCards accountId={account.id} />
            <StoryCard accountId={account.id} />
          </>
        }
        aside={
          <>
            <AccountWaivers accountId={account.id} unitId={account.unit.id} />
            <ObjectiveCard account={account} />
            <ReviewCard account={account} />
            <FactsCard account={account} />
            <PublicPageCard accountId={account.id} />
            <DeedsCard account={account} />
          </>
        }
      />
    </Page>
  )
}

/** What became of the way to the network's sign-in page and back. */
function CameBack({ account }: { account: AccountDetail }) {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const { state } = account.connection
  const stands = state === 'connected' || state === 'expiring'
  if (search['connect-problem'] !== undefined && account.connectProblem)
    return (
      <div className={css.cameBack} role="alert">
        <Callout
          level="refuse"
          title={stands ? 'The account was not connected again' : 'The account is not connected'}
        >
          {account.connectProblem} {stands && 'The connection that it had still stands.'}
        </Callout>
      </div>
    )
  if (search.connected !== undefined && account.connection.state === 'connected')
    return (
      <div className={css.cameBack} role="status">
        <Callout level="ok" title="Connected">
          The network confirmed that @{account.handle} is ours.
        </Callout>
      </div>
    )
  return null
}

function FactsCard({ account }: { account: AccountDetail }) {
  return (
    <Card title="What it is for">
      <p className={css.purpose}>{account.purpose}</p>
      <dl className={css.facts}>
        <div>
          <dt>Audiences</dt>
          <dd>{account.audiences.map(audienceLabel).join(', ')}</dd>
        </div>
        <div>
          <dt>Hours a week</dt>
          <dd>{account.hoursPerWeek.toLocaleString('en-GB')}</dd>
        </div>
        {account.tags.length > 0 && (
          <div>
            <dt>Tags</dt>
            <dd>{account.tags.join(', ')}</dd>
          </div>
        )}
        <FactDate label="Review due" value={account.reviewDue} />
        <FactDate label="Last reviewed" value={account.reviewedAt} />
        <FactDate label="Last post from here" value={account.lastPostAt} />
        <div>
          <dt>In the register since</dt>
          <dd>
            <DateTime value={account.createdAt} style="date" />
          </dd>
        </div>
        <FactDate label="Closed" value={account.closedAt} />
      </dl>
    </Card>
  )
}

function FactDate({ label, value }: { label: string; value: string | null }) {
  if (value === null) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <DateTime value={value} style="date" />
      </dd>
    </div>
  )
}
