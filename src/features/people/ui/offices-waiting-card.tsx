import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { useMay } from '#ui/session.ts'
import { officesQuery } from './queries.ts'

/** On Today, for those who say who holds which office: how many of those that the policy names need somebody. */
export function OfficesWaitingCard() {
  const { data } = useQuery({ ...officesQuery, enabled: useMay('offices.manage') })
  const named = data?.named ?? []
  const vacant = named.filter(({ held }) => !held)
  const others = named.filter(({ held, warnings }) => held && warnings.length > 0)
  if (vacant.length + others.length === 0) return null
  return (
    <Card title="Offices">
      <Items>
        <Item
          title={vacant.length > 0 ? vacantWords(vacant.length) : othersWords(others.length)}
          note={(vacant.length > 0 ? vacant : others).map(({ name }) => name).join(' · ')}
          end={
            <ActionLink to="/offices" kind="secondary">
              See to it
            </ActionLink>
          }
        />
      </Items>
    </Card>
  )
}

const vacantWords = (count: number): string =>
  count === 1
    ? 'One office that the policy names is held by nobody'
    : `${count} offices that the policy names are held by nobody`

const othersWords = (count: number): string =>
  count === 1
    ? 'One office that the policy names wants attention'
    : `${count} offices that the policy names want attention`
