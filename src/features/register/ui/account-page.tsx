import { useState } from 'react'
import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { AccountWaivers } from '#features/policy/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Account, audienceLabel, type AccountDetail } from '../contract.ts'
import { ConnectionCard } from './connection-card.tsx'
import { MembersCard } from './members-card.tsx'
import { accountQuery, refreshAccounts, useNetworkName } from './queries.ts'
import { StateChip } from './words.tsx'
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
            @{account.handle} on {name}, {account.unit.name}
          </span>
          <StateChip state={account.state} />
          {account.example && <Chip>Example</Chip>}
        </Row>
      }
      actions={
        account.may.edit ? (
          <ActionLink to={`/accounts/${account.id}/edit`}>Edit the entry</ActionLink>
        ) : undefined
      }
    >
      <CameBack account={account} />
      <Columns
        main={
          <>
            <ConnectionCard account={account} networkName={name} />
            <MembersCard account={account} />
          </>
        }
        aside={
          <>
            <AccountWaivers accountId={account.id} unitId={account.unit.id} />
            <FactsCard account={account} />
            {account.may.close && <CloseCard account={account} />}
          </>
        }
      />
    </Page>
  )
}

/** What became of the way to the network's sign-in page and back. */
function CameBack({ account }: { account: AccountDetail }) {
  const search: Record<string, unknown> = useSearch({ strict: false })
  if (search['connect-problem'] !== undefined && account.connectProblem)
    return (
      <div className={css.cameBack} role="alert">
        <Callout level="refuse" title="The account is not connected">
          {account.connectProblem}
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
        <div>
          <dt>In the register since</dt>
          <dd>
            <DateTime value={account.createdAt} style="date" />
          </dd>
        </div>
        {account.closedAt && (
          <div>
            <dt>Closed</dt>
            <dd>
              <DateTime value={account.closedAt} style="date" />
            </dd>
          </div>
        )}
      </dl>
    </Card>
  )
}

function CloseCard({ account }: { account: AccountDetail }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  async function close() {
    await api.post(`/accounts/${account.id}/closing`, { version: account.version, reason }, Account)
    await refreshAccounts(client)
    toast.done('The account is closed.')
  }
  return (
    <Card title="Close the account">
      <p className={css.quiet}>
        Its entry and its records stay to be read. Nothing more is sent, and its handle may be used by a new
        entry.
      </p>
      <Button variant="subtle" color="danger" size="sm" onClick={() => setAsking(true)}>
        Close the account
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Close ${account.displayName}?`}
        confirmLabel="Close the account"
        danger
        onConfirm={close}
        onClose={() => setAsking(false)}
      >
        <p>This can’t be undone here. On the network itself the account stays as it is.</p>
        <TextInput
          label="Why is it closed?"
          required
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmDialog>
    </Card>
  )
}
