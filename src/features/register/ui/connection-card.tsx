import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { profileOf } from '#networks/profiles.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Disconnected, type AccountDetail } from '../contract.ts'
import { AppMissing } from './apps/app-missing.tsx'
import { ConnectForm, WhoPosts } from './connect-form.tsx'
import { RenewalNote } from './hand-over/renewal-note.tsx'
import { refreshAccounts, useNetwork } from './queries.ts'
import { ConnectionChip } from './words.tsx'
import css from './register.module.css'

interface ConnectionCardProps {
  account: AccountDetail
  networkName: string
}

/** Whether Rostrum may act for the account, how that was proved, and how to connect it. */
export function ConnectionCard({ account, networkName }: ConnectionCardProps) {
  const network = useNetwork(account.network)
  const [again, setAgain] = useState(false)
  const { state } = account.connection
  const byHand = profileOf(account.network)?.capabilities.publish === 'manual'
  if (account.state === 'closed') return null
  const connectable = account.may.connect && (state === 'none' || state === 'reconnect' || again)
  return (
    <Card
      title="Connection"
      aside={byHand && state === 'connected' ? <Chip>By hand</Chip> : <ConnectionChip state={state} />}
    >
      <Stack>
        {byHand ? (
          <ByHandWords account={account} networkName={networkName} />
        ) : (
          <Words account={account} networkName={networkName} />
        )}
        {account.may.connect && state !== 'none' && !byHand && <RenewalNote accountId={account.id} />}
        {account.url && state !== 'none' && (
          <p>
            <a href={account.url} target="_blank" rel="noreferrer">
              See its page on {networkName}
            </a>
          </p>
        )}
        {connectable && account.appMissing && (
          <AppMissing network={account.network} networkName={networkName} askedOf={account.appMissing} />
        )}
        {connectable && !account.appMissing && !network && <Skeleton label="Loading the ways to connect" />}
        {connectable && !account.appMissing && network && (
          <ConnectForm account={account} network={network} onDone={() => setAgain(false)} />
        )}
        {account.may.connect && state !== 'none' && (
          <Row>
            {!connectable && !byHand && (
              <Button variant="outline" size="sm" onClick={() => setAgain(true)}>
                Connect again
              </Button>
            )}
            <Disconnect account={account} networkName={networkName} byHand={byHand} />
          </Row>
        )}
      </Stack>
    </Card>
  )
}

const notYet: ReadonlySet<string> = new Set(['proposed', 'in-review'])

const whoConnects = ({ state }: AccountDetail): string =>
  notYet.has(state)
    ? ' That comes once the account is approved.'
    : ' An administrator of the account, or central communications, can do it.'

function Words({ account, networkName }: ConnectionCardProps) {
  const { connection } = account
  const server = connection.server?.replace(/^https?:\/\//, '')
  if (connection.state === 'none')
    return (
      <p>
        Until it is connected, nothing can be sent. Connecting proves to {networkName} and to us that{' '}
        {account.handle ? `@${account.handle}` : 'the account'} is ours.
        {!account.may.connect && whoConnects(account)}
      </p>
    )
  return (
    <>
      {connection.state === 'reconnect' && (
        <Callout level="refuse" title="The connection has ended">
          {connection.trouble ?? 'Its time is over.'} Posts wait until somebody connects the account again.
        </Callout>
      )}
      {connection.state === 'expiring' && connection.expiresAt && (
        <Callout level="advise" title="The connection ends soon">
          It ends on <DateTime value={connection.expiresAt} />. Connect again before then; nothing is lost by
          doing it early.
        </Callout>
      )}
      <p className={css.proof}>
        Connected as @{account.handle} on {server}.
        {connection.grantedAt && (
          <>
            <br />
            Proved: <DateTime value={connection.grantedAt} />
            {connection.grantedBy && ` · permission given by ${connection.grantedBy}`}
            {connection.state === 'connected' && connection.expiresAt && (
              <>
                <br />
                Lasts until <DateTime value={connection.expiresAt} style="date" /> unless it is renewed
                before; Rostrum renews what the network lets it, and tells you in time of what it doesn’t.
              </>
            )}
          </>
        )}
      </p>
    </>
  )
}

/** No program may publish there, so nothing is proved to anybody and nothing ends. */
function ByHandWords({ account, networkName }: ConnectionCardProps) {
  const { grantedAt, grantedBy, state } = account.connection
  if (state === 'none')
    return (
      <p>
        No program may publish on {networkName}. Posts are written, checked and approved here; at their time a
        person posts them there, and brings the proof.
        {!account.may.connect && ' An administrator of the account, or central communications, can say so.'}
      </p>
    )
  return (
    <>
      <WhoPosts account={account} />
      {grantedAt && (
        <p className={css.proof}>
          Since <DateTime value={grantedAt} />
          {grantedBy && ` · said by ${grantedBy}`}
        </p>
      )}
    </>
  )
}

function Disconnect({ account, networkName, byHand }: ConnectionCardProps & { byHand: boolean }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  async function disconnect() {
    const { say, toldNetwork } = await api.delete(`/accounts/${account.id}/connection`, Disconnected)
    await refreshAccounts(client)
    if (toldNetwork) toast.done(say)
    else toast.note(say)
  }
  return (
    <>
      <Button variant="subtle" color="danger" size="sm" onClick={() => setAsking(true)}>
        {byHand ? 'No longer by hand' : 'Disconnect'}
      </Button>
      <ConfirmDialog
        open={asking}
        title={byHand ? 'Is nobody to post there any more?' : 'Disconnect this account?'}
        confirmLabel={byHand ? 'Nobody posts there' : 'Disconnect'}
        danger
        onConfirm={disconnect}
        onClose={() => setAsking(false)}
      >
        {byHand
          ? 'Nobody is asked to post there. Scheduled posts wait until it is run by hand again.'
          : `Rostrum forgets its access to ${networkName}. Scheduled posts can’t go out until it is connected again.`}
      </ConfirmDialog>
    </>
  )
}
