import { useQuery } from '@tanstack/react-query'
import { Item, Items } from '#ui/parts/card.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { Preview, Proposal } from '../../directory/contract.ts'
import { previewQuery, useNames } from './queries.ts'
import { grantWords, previewWords, type Names } from './words.ts'

/** Whom a change would touch, before it is made. */
export function PreviewView({ proposal }: { proposal: Proposal }) {
  const preview = useQuery(previewQuery(proposal))
  const names = useNames()
  if (preview.isPending) return <Skeleton lines={3} label="Looking whom this changes" />
  if (!preview.data) return <ProblemAlert error={preview.error} />
  const { people, gains, loses, leaves } = preview.data
  return (
    <Stack gap="tight">
      {previewWords(preview.data).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {people.length > 0 && (
        <Items label="People whom this changes">
          {people.map((person) => (
            <Item key={person.id} title={person.name} note={changeWords(person, names).join(' · ')} />
          ))}
        </Items>
      )}
      {people.length < Math.max(gains, loses, leaves) && <p>Only the first {people.length} are listed.</p>}
    </Stack>
  )
}

function changeWords(person: Preview['people'][number], names: Names): string[] {
  return [
    ...(person.leaves ? ['Loses all access'] : []),
    ...person.gains.map((grant) => `Gains: ${grantWords(grant, names)}`),
    ...person.loses.map((grant) => `Loses: ${grantWords(grant, names)}`),
  ]
}
