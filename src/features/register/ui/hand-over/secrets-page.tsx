import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useConfirmed } from '#features/people/ui/index.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { secretKinds, type SecretList, type SecretView } from '../../hand-over/contract.ts'
import { accountQuery } from '../queries.ts'
import { AskDialog, KeepDialog, RemoveDialog, RenewDialog } from './secret-dialogs.tsx'
import { OpenReading, PastReadings, type Confirmed } from './readings.tsx'
import { secretsQuery } from './queries.ts'

const becauseOf = {
  left: 'Somebody who knew it has left',
  'handed-over': 'The account was handed over',
  read: 'Its seal was opened',
} as const

/** What an account keeps under seal: by name only, renewed and taken away here, opened by two people. */
export function SecretsPage() {
  const { accountId = '' } = useParams({ strict: false })
  const account = useQuery(accountQuery(accountId)).data
  const { data, error } = useQuery(secretsQuery(accountId))
  const { confirmed, dialog } = useConfirmed()
  const [keeping, setKeeping] = useState(false)
  return (
    <Page
      title={account ? `Under seal: ${account.displayName}` : 'Under seal'}
      lede="For networks that have one password for everybody. Nobody reads these back, whoever they are: in need, two people open one together, once, and it is recorded."
      width="narrow"
      actions={data?.may.keep && <Button onClick={() => setKeeping(true)}>Put something under seal</Button>}
    >
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton lines={4} label="Loading what is under seal" />}
      {data && (
        <Stack>
          {data.secrets.length === 0 ? (
            <EmptyState title="Nothing is under seal">
              An account that is connected needs no password here. Put one here where the network has no other
              way: its password, the recovery codes, the key of the authenticator.
            </EmptyState>
          ) : (
            <SecretsCard list={data} accountId={accountId} confirmed={confirmed} />
          )}
          <PastReadings readings={data.readings} />
          <Row>
            <ActionLink to={`/accounts/${accountId}`}>Back to the account</ActionLink>
          </Row>
        </Stack>
      )}
      <KeepDialog open={keeping} accountId={accountId} onClose={() => setKeeping(false)} />
      {dialog}
    </Page>
  )
}

interface SecretsCardProps {
  list: SecretList
  accountId: string
  confirmed: Confirmed
}

function SecretsCard({ list, accountId, confirmed }: SecretsCardProps) {
  const [chosen, setChosen] = useState<{ secret: SecretView; deed: 'renew' | 'remove' | 'ask' } | null>(null)
  const close = () => setChosen(null)
  return (
    <Card title="Secrets">
      <Items label="Secrets">
        {list.secrets.map((secret) => (
          <Item
            key={secret.id}
            title={secret.label}
            note={
              <Stack gap="tight">
                <span>
                  {secretKinds[secret.kind]} · {secret.putBy ?? 'Somebody'},{' '}
                  <DateTime value={secret.putAt} style="date" />
                </span>
                {secret.renew && (
                  <span>
                    <Chip level="advise">To be renewed</Chip> {becauseOf[secret.renew.why]}.
                  </span>
                )}
                {secret.reading && <OpenReading reading={secret.reading} confirmed={confirmed} />}
                <Row>
                  {list.may.keep && (
                    <>
                      <Button
                        variant="outline"
                        size="sm"
                        onClick={() => setChosen({ secret, deed: 'renew' })}
                      >
                        Renew<span className="visually-hidden"> {secret.label}</span>
                      </Button>
                      <Button
                        variant="subtle"
                        size="sm"
                        onClick={() => setChosen({ secret, deed: 'remove' })}
                      >
                        Take away<span className="visually-hidden"> {secret.label}</span>
                      </Button>
                    </>
                  )}
                  {list.may.breakGlass && !secret.reading && (
                    <Button variant="subtle" size="sm" onClick={() => setChosen({ secret, deed: 'ask' })}>
                      Ask to open<span className="visually-hidden"> {secret.label}</span>
                    </Button>
                  )}
                </Row>
              </Stack>
            }
          />
        ))}
      </Items>
      {chosen?.deed === 'renew' && (
        <RenewDialog secret={chosen.secret} accountId={accountId} onClose={close} />
      )}
      {chosen?.deed === 'remove' && (
        <RemoveDialog secret={chosen.secret} accountId={accountId} onClose={close} />
      )}
      {chosen?.deed === 'ask' && (
        <AskDialog secret={chosen.secret} accountId={accountId} confirmed={confirmed} onClose={close} />
      )}
    </Card>
  )
}
