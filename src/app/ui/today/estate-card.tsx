import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Estate } from '#features/register/estate/contract.ts'
import { briefEstateQuery, type Filter } from '#features/register/ui/estate/queries.ts'
import { stateLabels } from '#features/register/ui/words.tsx'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Figures } from '#ui/parts/card.tsx'
import { Stack } from '#ui/parts/page.tsx'

interface Counted {
  accounts: number
  label: string
  filter: Filter
}

/** All accounts in figures, for those who look after them; each figure leads to the accounts that it counts. */
export function EstateCard() {
  const estate = useQuery(briefEstateQuery).data
  if (!estate || estate.open === 0) return null
  const figures = (counted: Counted[]) =>
    counted
      .filter(({ accounts }) => accounts > 0)
      .map(({ accounts, label, filter }) => ({
        label,
        value: (
          // The register knows no filter for all the units of one coordinator; their estate is just those.
          <Link to={estate.everything ? '/accounts' : '/estate'} search={estate.everything ? filter : {}}>
            {accounts}
            <span className="visually-hidden"> {label}</span>
          </Link>
        ),
      }))
  const lacking = figures(lacks(estate))
  return (
    <Card
      title={estate.everything ? 'The estate' : 'The accounts of your units'}
      aside={
        <ActionLink to="/estate" kind="quiet">
          At a glance
        </ActionLink>
      }
    >
      <Stack>
        <Figures compact figures={figures(states(estate))} />
        {lacking.length > 0 && <Figures compact figures={lacking} />}
      </Stack>
    </Card>
  )
}

const lackWords = {
  administrator: 'lack an administrator',
  'second-factor': 'lack a second factor',
  review: 'lack a review in time',
  objective: 'lack an objective',
} as const

function lacks(estate: Estate): Counted[] {
  return (Object.keys(lackWords) as (keyof typeof lackWords)[]).map((lack) => ({
    accounts: estate.lacks.find((one) => one.lack === lack)?.accounts ?? 0,
    label: lackWords[lack],
    filter: { lacks: lack },
  }))
}

const over = new Set(['closed', 'refused'])

function states(estate: Estate): Counted[] {
  return [
    ...(Object.keys(stateLabels) as (keyof typeof stateLabels)[])
      .filter((state) => !over.has(state))
      .map((state) => ({
        accounts: estate.states.find((one) => one.state === state)?.accounts ?? 0,
        label: stateLabels[state].toLowerCase(),
        filter: { state },
      })),
    { accounts: estate.paused, label: 'paused', filter: { state: 'paused' } },
  ]
}
