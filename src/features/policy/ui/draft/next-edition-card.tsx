import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Fields, SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import { DraftMade } from '../../drafts/contract.ts'
import { draftsQuery } from './queries.ts'

/** Drafts that are being worked on, and the beginning of a new one. `own`: the edition in force, if there is one. */
export function NextEditionCard({ own }: { own: { id: string; title: string } | null }) {
  const { data, error } = useQuery(draftsQuery)
  const mayWrite = useSession().permissions.includes('policy.write')
  if (!mayWrite && data?.drafts.length === 0) return null
  return (
    <Card title="Next edition">
      <Stack>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={3} label="Loading the drafts" />}
        {data && data.drafts.length > 0 && (
          <Items label="Drafts">
            {data.drafts.map((draft) => (
              <Item
                key={draft.id}
                title={draft.title}
                note={
                  <>
                    {draft.updatedBy.name}, <DateTime value={draft.updatedAt} />{' '}
                    {draft.state === 'in-review' && <Chip level="hold">Waits for approval</Chip>}
                  </>
                }
                end={
                  <ActionLink to={`/policy/drafts/${draft.id}`} kind="quiet">
                    Open
                  </ActionLink>
                }
              />
            ))}
          </Items>
        )}
        {mayWrite && data && <Begin own={own} shipped={data.shipped} />}
      </Stack>
    </Card>
  )
}

interface BeginProps {
  own: { id: string; title: string } | null
  shipped: { id: string; title: string; summary: string }[]
}

function Begin({ own, shipped }: BeginProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const deed = useDeed()
  const choices = [
    ...(own ? [{ value: 'own', label: `The edition in force: ${own.title}` }] : []),
    ...shipped.map(({ id, title }) => ({ value: id, label: title })),
  ]
  const [from, setFrom] = useState(choices[0]?.value ?? '')
  const summary = shipped.find(({ id }) => id === from)?.summary
  const begin = () =>
    deed.run(async () => {
      const body = own && from === 'own' ? { edition: own.id } : { shipped: from }
      const { id } = await api.post('/policy/drafts', body, DraftMade)
      await queries.invalidateQueries({ queryKey: draftsQuery.queryKey })
      await navigate({ to: `/policy/drafts/${id}` })
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <Fields>
        <SelectField
          label="Begin from"
          hint={summary ?? 'Nothing changes before the offices of the policy have approved it.'}
          data={choices}
          value={from}
          onChange={setFrom}
        />
        <ProblemAlert error={deed.fault} />
        <Row>
          <Button type="submit" variant="outline" loading={deed.busy}>
            Begin the next edition
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
