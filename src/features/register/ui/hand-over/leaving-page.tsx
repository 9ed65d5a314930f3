import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import { holds, hasLastingAdministrator } from '../../rules.ts'
import { isOver } from '../../life/rules.ts'
import type { Account } from '../../contract.ts'
import { myAccountsQuery, useNetworkName } from '../queries.ts'

/** For somebody who is to leave, or to be away: each account that they answer for, and a way to hand it over. */
export function LeavingPage() {
  const me = useSession().person?.id
  const { data, error, isPending } = useQuery(myAccountsQuery)
  const nameOf = useNetworkName()
  const [now] = useState(() => new Date().toISOString())
  const answersFor = (account: Account) =>
    !isOver(account.state) &&
    account.members.some(
      (member) => member.personId === me && member.relation === 'administrator' && holds(member, now),
    )
  const mine = data?.accounts.filter(answersFor) ?? []
  return (
    <Page
      title="I am leaving, or away for a while"
      width="narrow"
      lede="Hand over what you answer for while you are here. What is not handed over is paused on the day you go, unless a deputy is there."
    >
      <ProblemAlert error={error} />
      {isPending && <Skeleton lines={4} label="Loading your accounts" />}
      {data && mine.length === 0 && (
        <EmptyState title="You answer for no account">
          There is nothing to hand over. Drafts of yours stay with their accounts when you go.
        </EmptyState>
      )}
      {mine.length > 0 && (
        <Stack>
          <Card title="Accounts that you answer for">
            <Items label="Accounts that you answer for">
              {mine.map((account) => (
                <Item
                  key={account.id}
                  title={account.displayName}
                  note={
                    <>
                      @{account.handle} on {nameOf(account.network)}{' '}
                      <Chip level={alone(account, me) ? 'refuse' : 'ok'}>
                        {alone(account, me) ? 'Nobody else answers' : 'Has somebody else'}
                      </Chip>
                    </>
                  }
                  end={
                    <ActionLink to={`/accounts/${account.id}/hand-over?leaver=${me}`} size="sm">
                      Hand over<span className="visually-hidden"> {account.displayName}</span>
                    </ActionLink>
                  }
                />
              ))}
            </Items>
          </Card>
        </Stack>
      )}
    </Page>
  )
}

function alone(account: Account, me: string | undefined): boolean {
  return !hasLastingAdministrator(account.members.filter((member) => member.personId !== me))
}
