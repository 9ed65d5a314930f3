import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Tabs } from '#ui/parts/tabs.tsx'
import { useMay } from '#ui/session.ts'
import { aboutKind, type DutyForMe } from '../contract.ts'
import { DutyList } from './duty-list.tsx'
import { allDutiesQuery, myDutiesQuery } from './queries.ts'

/** What one has to do by a date, and why; for those who oversee the policy, what every office has. */
export function DutiesPage() {
  const mayReadAll = useMay('duties.read')
  const [tab, setTab] = useState('mine')
  return (
    <Page
      title="Your duties"
      lede="What the policy asks of you, of your offices and of your roles, by a date."
      actions={
        <ActionLink to="/profile/notices" kind="quiet">
          Have them in your calendar
        </ActionLink>
      }
    >
      {mayReadAll ? (
        <Tabs
          label="Whose duties"
          tabs={[
            { key: 'mine', label: 'Yours' },
            { key: 'all', label: 'All offices' },
          ]}
          current={tab}
          onChange={setTab}
        >
          {tab === 'mine' ? <Mine /> : <All />}
        </Tabs>
      ) : (
        <Mine />
      )}
    </Page>
  )
}

const groups: { title: string; holds: (duty: DutyForMe) => boolean }[] = [
  { title: 'Overdue', holds: (duty) => duty.overdue },
  { title: 'Yours', holds: (duty) => !duty.overdue && duty.mine },
  {
    title: 'Your offices’ and roles’',
    holds: (duty) => !duty.overdue && !duty.mine && duty.takenBy === null,
  },
  { title: 'Taken by colleagues', holds: (duty) => !duty.overdue && !duty.mine && duty.takenBy !== null },
]

function Mine() {
  const { data, error } = useQuery(myDutiesQuery)
  if (error) return <ProblemAlert error={error} />
  if (!data) return <Skeleton lines={4} label="Loading your duties" />
  if (data.duties.length === 0)
    return (
      <EmptyState title="Nothing to do by a date">
        <p>
          When the policy asks something of you, or of an office or role that you hold, it stands here with
          its date and its clause, and you are reminded in time.
        </p>
      </EmptyState>
    )
  return (
    <Stack>
      {groups.map(({ title, holds }) => {
        const duties = data.duties.filter(holds)
        return (
          duties.length > 0 && (
            <Card key={title} title={title}>
              <DutyList duties={duties} label={title} />
            </Card>
          )
        )
      })}
    </Stack>
  )
}

const columns: Column<DutyForMe>[] = [
  {
    key: 'title',
    header: 'What',
    value: ({ title }) => title,
    render: (duty) => <Link to={duty.link}>{duty.title}</Link>,
  },
  {
    key: 'office',
    header: 'Whose',
    value: ({ office, role, person }) => (person ?? office ?? role)?.name ?? '',
  },
  { key: 'taken', header: 'Taken by', value: ({ takenBy }) => takenBy?.name ?? '' },
  {
    key: 'due',
    header: 'Due',
    value: ({ due }) => new Date(due),
    render: ({ due, overdue }) => (
      <>
        <DateTime value={due} /> {overdue && <Chip level="refuse">Overdue</Chip>}
      </>
    ),
  },
  { key: 'kind', header: 'Kind', value: ({ kind }) => aboutKind(kind).label },
  {
    key: 'clause',
    header: 'Clause',
    value: ({ clause }) => clause ?? '',
    render: ({ clause }) => (clause ? <ClauseRef clause={clause} /> : null),
  },
]

function All() {
  const { data, error } = useQuery(allDutiesQuery)
  if (error) return <ProblemAlert error={error} />
  if (!data) return <Skeleton lines={6} label="Loading the duties of all offices" />
  return (
    <DataTable
      caption="Duties of all offices"
      columns={columns}
      rows={data.duties}
      rowKey={({ id }) => id}
      csvName="duties"
      empty={
        <EmptyState title="No office has anything to do by a date">
          <p>Duties come from the policy, with requests, reviews and what accounts lack.</p>
        </EmptyState>
      }
    />
  )
}
