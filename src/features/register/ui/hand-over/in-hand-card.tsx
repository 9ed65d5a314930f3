import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { useMay } from '#ui/session.ts'
import type { InHand } from '../../hand-over/contract.ts'
import { inHandQuery } from './queries.ts'

interface AboutAccount {
  kind: string
  accountId: string | null
}

/** Only what this person can do something about, and what does not stand among their duties already. */
function useToDo(duties: readonly AboutAccount[]): InHand | undefined {
  const { data } = useQuery(inHandQuery)
  const names = useMay('accounts.hand-over')
  const connects = useMay('accounts.connect')
  const isDuty = (kind: string, accountId: string) =>
    duties.some((duty) => duty.kind === kind && duty.accountId === accountId)
  return (
    data && {
      readings: data.readings,
      unanswered: data.unanswered.filter(
        ({ accountId }) => names && !isDuty('account.administrator', accountId),
      ),
      handOvers: data.handOvers.filter(
        ({ accountId, mine }) => (mine || names) && !(mine && isDuty('account.hand-over', accountId)),
      ),
      renewals: data.renewals.filter(({ accountId }) => connects && !isDuty('account.tokens', accountId)),
    }
  )
}

const few = 5

/** On Today: accounts that change hands, connections that hang by somebody who left, seals that are to be opened. */
export function InHandCard({ duties }: { duties: readonly AboutAccount[] }) {
  const data = useToDo(duties)
  if (!data || Object.values(data).every((waiting) => waiting.length === 0)) return null
  return (
    <Card
      title="Accounts that need somebody"
      aside={
        data.unanswered.length > few && (
          <ActionLink to="/accounts?lacks=administrator" kind="quiet">
            All {data.unanswered.length} with nobody
          </ActionLink>
        )
      }
    >
      <Items label="Accounts that need somebody">
        {data.readings.map((reading) => (
          <Item
            key={reading.id}
            title={`${reading.askedBy} asks to open “${reading.label}” of ${reading.account}`}
            note={
              <>
                {reading.reason} · until <DateTime value={reading.endsAt} style="time" />
              </>
            }
            end={
              <ActionLink to={`/accounts/${reading.accountId}/secrets`} size="sm">
                {reading.may.decide ? 'Decide' : 'See it'}
                <span className="visually-hidden"> about {reading.account}</span>
              </ActionLink>
            }
          />
        ))}
        {data.unanswered.slice(0, few).map(({ accountId, account, pausedAt }) => (
          <Item
            key={accountId}
            title={`Nobody answers for ${account}`}
            note={
              pausedAt && (
                <>
                  Paused since <DateTime value={pausedAt} />
                </>
              )
            }
            end={
              <ActionLink to={`/accounts/${accountId}`} size="sm">
                Name somebody<span className="visually-hidden"> for {account}</span>
              </ActionLink>
            }
          />
        ))}
        {data.handOvers.slice(0, few).map((handOver) => (
          <HandOverItem key={handOver.id} handOver={handOver} />
        ))}
        {data.renewals.slice(0, few).map((renewal) => (
          <Item
            key={renewal.accountId}
            title={`Connect ${renewal.account} again`}
            note={
              renewal.why === 'left'
                ? `${renewal.grantedBy} connected it and has left.`
                : `${renewal.grantedBy} connected it and has handed it over.`
            }
            end={
              <ActionLink to={`/accounts/${renewal.accountId}`} size="sm">
                Connect<span className="visually-hidden"> {renewal.account}</span>
              </ActionLink>
            }
          />
        ))}
      </Items>
    </Card>
  )
}

function HandOverItem({ handOver }: { handOver: InHand['handOvers'][number] }) {
  return (
    <Item
      title={
        handOver.mine
          ? `${handOver.account} was handed over to you`
          : `${handOver.account}: ${handOver.to.name} has not confirmed yet`
      }
      note={
        <>
          {handOver.madeBy}, <RelativeTime value={handOver.madeAt} />
        </>
      }
      end={
        <ActionLink to={`/accounts/${handOver.accountId}/hand-over`} size="sm">
          {handOver.mine ? 'Take over' : 'See it'}
          <span className="visually-hidden"> {handOver.account}</span>
        </ActionLink>
      }
    />
  )
}
