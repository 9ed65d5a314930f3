import { Button } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Card, Items } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { SelectField, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { outsideFilter, type OutsideFilter, type OutsidePage as Found } from '../../afterwards/contract.ts'
import { OutsideItem } from './outside-item.tsx'
import { outsideQuery, outsideSearch } from './queries.ts'

const states = [
  { value: '', label: 'All' },
  { value: 'open', label: 'To be looked at' },
  { value: 'fine', label: 'It is fine' },
  { value: 'taken-down', label: 'Taken down' },
]

/** Every post on an official account that did not go through Rostrum, as far as this reader may see the accounts. */
export function OutsidePostsPage() {
  const search = useSearch({ strict: false })
  const { state, account } = outsideFilter.safeParse(search).data ?? {}
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const filter: Partial<OutsideFilter> = {
    ...(state ? { state } : {}),
    ...(account ? { account } : {}),
    q: useDeferredValue(q.trim()),
  }
  const { data, error } = useQuery(outsideQuery(filter))
  const go = (next: Record<string, string | undefined>) =>
    void navigate({ to: '/outside-posts', search: next, replace: true })
  return (
    <Page
      title="Posted outside Rostrum"
      lede="Posts on official accounts that nobody approved here. Only what the accounts themselves show is looked at: never who wrote it."
    >
      <Stack gap="wide">
        <Row>
          <TextField label="Find" type="search" value={q} onChange={setQ} />
          <SelectField
            label="State"
            value={state ?? ''}
            data={states}
            onChange={(next) => go({ account, state: next || undefined })}
          />
          {account && (
            <Button size="sm" variant="subtle" onClick={() => go({ state })}>
              Show all accounts
            </Button>
          )}
          <a href={`/api/outside-posts/export.csv${outsideSearch(filter)}`} download>
            Export CSV
          </a>
        </Row>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={6} label="Loading the posts" />}
        {data && <Listed found={data} />}
      </Stack>
    </Page>
  )
}

function Listed({ found: { posts, total, clause } }: { found: Found }) {
  if (posts.length === 0)
    return (
      <EmptyState title="Nothing was found">
        Where a network lists an account’s own posts, they are looked through every quarter of an hour. What
        did not go through Rostrum is listed here.
      </EmptyState>
    )
  return (
    <Card
      title={posts.length === total ? 'What was found' : `The latest ${posts.length} of ${total}`}
      aside={<ClauseRef clause={clause} />}
    >
      <Items label="Posted outside Rostrum">
        {posts.map((post) => (
          <OutsideItem key={post.id} post={post} account />
        ))}
      </Items>
    </Card>
  )
}
