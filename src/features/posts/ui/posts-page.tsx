import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { CampaignChoice } from '#features/campaigns/ui/index.ts'
import { AccountChoice } from '#features/register/ui/index.ts'
import { CheckboxField, SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import { postStates, type PostRow, type PostStatus } from '../contract.ts'
import { postsQuery } from './queries.ts'
import { listed, networkName, networksOf, statusWords } from './words.ts'
import css from './posts-page.module.css'

const columns: Column<PostRow>[] = [
  {
    key: 'title',
    header: 'Post',
    value: (row) => `${row.title} ${row.excerpt}`,
    render: (row) => (
      <span className={css.post}>
        <Link to={`/posts/${row.id}`}>{row.title}</Link>
        {row.excerpt && <span className={css.excerpt}>{row.excerpt}</span>}
      </span>
    ),
  },
  {
    key: 'status',
    header: 'State',
    value: (row) => statusWords[row.status].label,
    render: (row) => (
      <Chip level={row.waitsForMe ? 'advise' : statusWords[row.status].level}>
        {row.waitsForMe ? 'Waits for you' : statusWords[row.status].label}
      </Chip>
    ),
  },
  {
    key: 'accounts',
    header: 'Accounts',
    value: (row) =>
      row.accounts.map((account) => `${networkName(account.network)} @${account.handle}`).join(', '),
    render: (row) => (
      <span title={listed(row.accounts.map((account) => `@${account.handle}`))}>
        {row.accounts.length === 0 ? 'None yet' : `@${row.accounts[0]?.handle}`}
        {row.accounts.length > 1 && ` and ${row.accounts.length - 1} more`}
        {row.accounts.length > 0 && <span className={css.excerpt}>{networksOf(row.accounts)}</span>}
      </span>
    ),
  },
  {
    key: 'when',
    header: 'Goes out',
    value: (row) => (goesAt(row) ? new Date(goesAt(row) ?? 0) : null),
    render: (row) => <GoesOut row={row} />,
  },
  { key: 'author', header: 'Author', value: (row) => row.author?.name ?? '' },
  {
    key: 'updated',
    header: 'Changed',
    value: (row) => new Date(row.updatedAt),
    render: (row) => <RelativeTime value={row.updatedAt} />,
  },
]

const goesAt = (row: PostRow): string | null => row.publishAt ?? row.publishedAt

function GoesOut({ row }: { row: PostRow }) {
  const at = goesAt(row)
  if (at) return <DateTime value={at} style="short" />
  return row.status === 'cancelled' ? '–' : 'Once approved'
}

/** Every post that this person may read. */
export function PostsPage() {
  const [status, setStatus] = useState<PostStatus | ''>('')
  const [accountId, setAccountId] = useState('')
  const [campaignId, setCampaignId] = useState('')
  const [mine, setMine] = useState(false)
  const filtered = status !== '' || accountId !== '' || campaignId !== '' || mine
  const { data, error } = useQuery(postsQuery({ status, accountId, campaignId, mine }))
  const mayWrite = useMay('posts.write')
  const newPost = (
    <ActionLink to="/posts/new" kind="primary">
      New post
    </ActionLink>
  )
  const tools = (
    <div className={css.tools}>
      <SelectField
        label="State"
        value={status}
        onChange={(value) => setStatus(value as PostStatus | '')}
        data={[
          { value: '', label: 'Any state' },
          ...postStates.map((value) => ({ value, label: statusWords[value].label })),
        ]}
      />
      <AccountChoice label="Account" whenNone="Any account" value={accountId} onChange={setAccountId} />
      <CampaignChoice label="Campaign" whenNone="Any campaign" value={campaignId} onChange={setCampaignId} />
      <CheckboxField label="Mine only" checked={mine} onChange={setMine} />
    </div>
  )
  const empty = filtered ? (
    <p>No post fits these filters.</p>
  ) : (
    <EmptyState title="Write the first post" action={mayWrite ? newPost : undefined}>
      <p>
        A post is written once for several accounts, checked against the policy as you type, approved by
        somebody else, and sent at its time. Here you find all of them, from the first draft to the proof that
        they went out.
      </p>
    </EmptyState>
  )
  return (
    <Page
      title="Posts"
      actions={mayWrite && data && (data.posts.length > 0 || filtered) ? newPost : undefined}
    >
      <Stack>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={6} label="Loading the posts" />}
        {data && (
          <DataTable
            caption="Posts"
            columns={columns}
            rows={data.posts}
            rowKey={(row) => row.id}
            filterLabel="Find words, names or accounts"
            csvName="posts"
            tools={tools}
            narrowed={filtered}
            empty={empty}
          />
        )}
      </Stack>
    </Page>
  )
}
