import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { counted, networksOf, statusWords } from '#features/posts/ui/index.ts'
import { postStates } from '#features/posts/contract.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Figures, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { CampaignPost, CampaignView, NewCampaign } from '../contract.ts'
import { CampaignForm } from './campaign-form.tsx'
import { PutPostsDialog } from './put-posts-dialog.tsx'
import { campaignQuery, campaignsKey, okAnswer } from './queries.ts'
import { dayRange, dayWords } from './words.ts'
import css from './campaigns.module.css'

/** One campaign: its posts day by day, and who is waited for. */
export function CampaignPage() {
  const { campaignId = '' } = useParams({ strict: false })
  const { data, error } = useQuery(campaignQuery(campaignId))
  return (
    <Page
      title={data?.name ?? 'Campaign'}
      lede={data && <Lede view={data} />}
      actions={
        data?.may.addPosts && (
          <ActionLink to={`/posts/new?campaign=${data.id}`} kind="primary">
            New post
          </ActionLink>
        )
      }
    >
      <ProblemAlert error={error} action={<ActionLink to="/campaigns">See all campaigns</ActionLink>} />
      {!data && !error && <Skeleton lines={6} label="Loading the campaign" />}
      {data && (
        <Stack>
          <About view={data} />
          <Posts view={data} />
        </Stack>
      )}
    </Page>
  )
}

function Lede({ view }: { view: CampaignView }): ReactNode {
  const days = dayRange(view)
  return [
    view.state === 'open' ? 'Open' : 'Ended',
    ...(days === '–' ? [] : [days]),
    ...(view.owner ? [view.owner.name] : []),
    counted(view.posts, 'post', 'posts'),
  ].join(' · ')
}

function About({ view }: { view: CampaignView }) {
  const figures = postStates.flatMap((status) => {
    const value = view.counts[status] ?? 0
    return value > 0 ? [{ value, label: statusWords[status].label }] : []
  })
  return (
    <Card title="About this campaign">
      <Stack>
        {view.purpose && <p className={css.words}>{view.purpose}</p>}
        {view.objective && <p className={css.words}>It is to reach: {view.objective}</p>}
        {view.objectiveOf && (
          <p>
            Serves the objective of{' '}
            <Link to={`/accounts/${view.objectiveOf.accountId}`}>{view.objectiveOf.account}</Link>:{' '}
            {view.objectiveOf.objective}
          </p>
        )}
        {view.copiedFrom && (
          <p>
            A copy of <Link to={`/campaigns/${view.copiedFrom.id}`}>{view.copiedFrom.name}</Link>.
          </p>
        )}
        {figures.length > 0 && <Figures figures={figures} compact />}
        <Deeds view={view} />
      </Stack>
    </Card>
  )
}

const fieldsOf = (view: CampaignView): NewCampaign => ({
  name: view.name,
  purpose: view.purpose,
  objective: view.objective,
  objectiveId: view.objectiveOf?.id ?? null,
  firstDay: view.firstDay,
  lastDay: view.lastDay,
  ownerId: view.owner?.id ?? null,
})

function Deeds({ view }: { view: CampaignView }) {
  const queries = useQueryClient()
  const mayWrite = useMay('posts.write')
  const [dialog, setDialog] = useState<'change' | 'put' | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: campaignsKey })
  const next = view.state === 'open' ? 'ended' : 'open'
  const turn = useMutation({
    mutationFn: () => api.put(`/campaigns/${view.id}/state`, { state: next }, okAnswer),
    onSettled: refresh,
  })
  return (
    <>
      <Row>
        {view.may.addPosts && (
          <>
            <Button variant="outline" size="sm" onClick={() => setDialog('put')}>
              Put posts in
            </Button>
            <ActionLink to={`/campaigns/import?campaign=${view.id}`} size="sm">
              Import posts
            </ActionLink>
            {view.posts > 0 && (
              <ActionLink to={`/campaigns/hashtags?campaign=${view.id}`} size="sm">
                Change a hashtag
              </ActionLink>
            )}
          </>
        )}
        {mayWrite && view.posts > 0 && (
          <ActionLink to={`/campaigns/${view.id}/copy`} size="sm">
            Duplicate
          </ActionLink>
        )}
        {view.may.change && (
          <>
            <Button variant="subtle" size="sm" onClick={() => setDialog('change')}>
              Change
            </Button>
            <Button variant="subtle" size="sm" loading={turn.isPending} onClick={() => turn.mutate()}>
              {next === 'ended' ? 'End the campaign' : 'Open it again'}
            </Button>
          </>
        )}
        <a href={`/api/campaigns/${view.id}/posts.csv`} download>
          Export CSV
        </a>
      </Row>
      <ProblemAlert error={turn.error} />
      {dialog === 'change' && (
        <CampaignForm
          title="Change the campaign"
          action="Save"
          first={fieldsOf(view)}
          onClose={() => setDialog(null)}
          onSave={async (fields) => {
            await api.put(`/campaigns/${view.id}`, { ...fields, version: view.version }, okAnswer)
            await refresh()
          }}
        />
      )}
      {dialog === 'put' && <PutPostsDialog view={view} onClose={() => setDialog(null)} />}
    </>
  )
}

const dayOf = ({ local }: CampaignPost): string => local?.slice(0, 10) ?? ''

function Posts({ view }: { view: CampaignView }) {
  if (view.list.length === 0)
    return (
      <EmptyState
        title={view.hidden > 0 ? 'Nothing here that you may read' : 'No posts yet'}
        action={
          view.may.addPosts ? (
            <ActionLink to={`/campaigns/import?campaign=${view.id}`}>Import posts</ActionLink>
          ) : undefined
        }
      >
        <p>
          {view.hidden > 0
            ? `${counted(view.hidden, 'post belongs', 'posts belong')} to accounts that you have no part in.`
            : 'Write posts here, put in some that are there, or bring a spreadsheet: each line becomes a draft.'}
        </p>
      </EmptyState>
    )
  const days = [...Map.groupBy(view.list, dayOf)]
  return (
    <>
      {days.map(([date, posts]) => (
        <Card
          key={date}
          title={date === '' ? 'Without a time' : dayWords(date)}
          aside={<span className={css.soft}>{counted(posts.length, 'post', 'posts')}</span>}
        >
          <Items>
            {posts.map((post) => (
              <PostItem key={post.id} post={post} open={view.state === 'open'} />
            ))}
          </Items>
        </Card>
      ))}
      {view.hidden > 0 && (
        <p className={css.soft}>
          {counted(view.hidden, 'more post is', 'more posts are')} in it, for accounts that you have no part
          in.
        </p>
      )}
    </>
  )
}

function PostItem({ post, open }: { post: CampaignPost; open: boolean }) {
  const queries = useQueryClient()
  const take = useMutation({
    mutationFn: () => api.put(`/posts/${post.id}/campaign`, { campaignId: null }, okAnswer),
    onSettled: () => queries.invalidateQueries({ queryKey: campaignsKey }),
  })
  const facts = [post.local?.slice(11), networksOf(post.accounts) || 'No account yet', post.waitsOn]
  return (
    <Item
      title={<Link to={`/posts/${post.id}`}>{post.title}</Link>}
      note={
        <>
          {facts.filter(Boolean).join(' · ')}
          {take.error && <ProblemAlert error={take.error} />}
        </>
      }
      end={
        <Row>
          <Chip level={statusWords[post.status].level}>{statusWords[post.status].label}</Chip>
          {open && post.mayWrite && (
            <Button variant="subtle" size="compact-sm" loading={take.isPending} onClick={() => take.mutate()}>
              Take out<span className="visually-hidden"> “{post.title}”</span>
            </Button>
          )}
        </Row>
      }
    />
  )
}
