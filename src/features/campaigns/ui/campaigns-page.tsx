import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { counted } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { CampaignRow } from '../contract.ts'
import { blank, CampaignForm } from './campaign-form.tsx'
import { campaignsKey, campaignsQuery, idAnswer } from './queries.ts'
import { dayRange } from './words.ts'

const columns: Column<CampaignRow>[] = [
  {
    key: 'name',
    header: 'Campaign',
    value: ({ name }) => name,
    render: ({ id, name }) => <Link to={`/campaigns/${id}`}>{name}</Link>,
  },
  {
    key: 'state',
    header: 'State',
    value: ({ state }) => (state === 'open' ? 'Open' : 'Ended'),
    render: ({ state }) => (
      <Chip level={state === 'open' ? 'ok' : 'neutral'}>{state === 'open' ? 'Open' : 'Ended'}</Chip>
    ),
  },
  { key: 'days', header: 'Days', value: (row) => row.firstDay ?? '', render: (row) => <>{dayRange(row)}</> },
  { key: 'owner', header: 'Owner', value: ({ owner }) => owner?.name ?? '' },
  { key: 'posts', header: 'Posts', value: ({ posts }) => posts, align: 'end' },
]

/** Posts that belong together, and the ways to bring many in. */
export function CampaignsPage() {
  const { data, error } = useQuery(campaignsQuery)
  const mayWrite = useMay('posts.write')
  const [beginning, setBeginning] = useState(false)
  const begin = mayWrite && <Button onClick={() => setBeginning(true)}>New campaign</Button>
  return (
    <Page
      title="Campaigns"
      lede={data && counted(data.campaigns.length, 'campaign', 'campaigns')}
      actions={data && data.campaigns.length > 0 ? begin : undefined}
    >
      <Stack>
        {mayWrite && (
          <Row>
            <ActionLink to="/campaigns/import" size="sm">
              Import posts from a spreadsheet
            </ActionLink>
            <ActionLink to="/campaigns/hashtags" size="sm">
              Change a hashtag in all drafts
            </ActionLink>
          </Row>
        )}
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={5} label="Loading the campaigns" />}
        {data && (
          <DataTable
            caption="Campaigns"
            columns={columns}
            rows={data.campaigns}
            rowKey={({ id }) => id}
            filterLabel="Find a campaign"
            csvName="campaigns"
            empty={
              <EmptyState title="Begin the first campaign" action={begin || undefined}>
                <p>
                  A campaign holds the posts that belong together: an open day, clearing, a week of research.
                  It shows them day by day with who is waited for, and it can be done again next year with one
                  copy.
                </p>
              </EmptyState>
            }
          />
        )}
      </Stack>
      {beginning && <Begin onClose={() => setBeginning(false)} />}
    </Page>
  )
}

function Begin({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return (
    <CampaignForm
      title="A new campaign"
      action="Begin the campaign"
      first={blank}
      onClose={onClose}
      onSave={async (fields) => {
        const { id } = await api.post('/campaigns', fields, idAnswer)
        await queries.invalidateQueries({ queryKey: campaignsKey })
        await navigate({ to: `/campaigns/${id}` })
      }}
    />
  )
}
