import { useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { counted, networksOf } from '#features/posts/ui/index.ts'
import { api, asProblem } from '#ui/api.ts'
import { newId } from '#ui/ids.ts'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxField, Fields, RadioChoices, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { CampaignView } from '../contract.ts'
import { CopyDone, CopyPreview, type AskedCopy, type PlannedCopy } from '../copy/contract.ts'
import { campaignQuery, campaignsKey } from './queries.ts'
import { localWords } from './words.ts'
import css from './campaigns.module.css'

const moves = [
  { value: 'days', label: 'Move every post by the same number of days' },
  { value: 'weekdays', label: 'Keep the weekdays: to the nearest same weekday' },
  { value: 'without-times', label: 'Give the copies no times' },
]

/** A campaign done again: what the copies would be is shown first. */
export function CopyCampaignPage() {
  const { campaignId = '' } = useParams({ strict: false })
  const { data, error } = useQuery(campaignQuery(campaignId))
  return (
    <Page
      title={data ? `Duplicate “${data.name}”` : 'Duplicate a campaign'}
      windowTitle="Duplicate a campaign"
      lede="The copies are new drafts, with words, versions, images and alternative text, and without any approval."
    >
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton lines={5} label="Loading the campaign" />}
      {data && <CopyForm campaign={data} />}
    </Page>
  )
}

function CopyForm({ campaign }: { campaign: CampaignView }) {
  const [asked, setAsked] = useState<AskedCopy>({
    name: `${campaign.name} (copy)`,
    firstDay: '',
    move: 'weekdays',
  })
  const preview = useMutation({
    mutationFn: () => api.post(`/campaigns/${campaign.id}/copy-preview`, asked, CopyPreview),
  })
  const set = (part: Partial<AskedCopy>) => {
    setAsked({ ...asked, ...part })
    preview.reset()
  }
  const fault = (path: string) => (preview.error ? asProblem(preview.error).field(path) : undefined)
  return (
    <Stack>
      <Card title="The new campaign">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            preview.mutate()
          }}
        >
          <Fields>
            <TextField
              label="Name"
              required
              value={asked.name}
              error={fault('name')}
              onChange={(name) => set({ name })}
            />
            <TextField
              label="First day"
              type="date"
              required
              value={asked.firstDay}
              error={fault('firstDay')}
              onChange={(firstDay) => set({ firstDay })}
            />
            <RadioChoices
              label="How the times move"
              value={asked.move}
              options={moves}
              onChange={(move) => set({ move: move as AskedCopy['move'] })}
            />
            <ProblemAlert error={preview.error} />
            <Row>
              <Button type="submit" variant="outline" loading={preview.isPending}>
                Show the copies
              </Button>
            </Row>
          </Fields>
        </form>
      </Card>
      {preview.data && (
        <Copies key={JSON.stringify(asked)} campaign={campaign} asked={asked} preview={preview.data} />
      )}
    </Stack>
  )
}

function Copies(props: { campaign: CampaignView; asked: AskedCopy; preview: CopyPreview }) {
  const { campaign, asked, preview } = props
  const queries = useQueryClient()
  const navigate = useNavigate()
  // One list, one campaign: a repeated try makes no second one.
  const key = useRef(newId())
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const chosen = preview.posts.filter(({ postId }) => !without.has(postId))
  const copy = useMutation({
    mutationFn: () =>
      api.post(
        `/campaigns/${campaign.id}/copies`,
        { ...asked, postIds: chosen.map(({ postId }) => postId) },
        CopyDone,
        { idempotencyKey: key.current },
      ),
    onSuccess: async ({ id }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: campaignsKey }),
        queries.invalidateQueries({ queryKey: ['posts'] }),
      ])
      await navigate({ to: `/campaigns/${id}` })
    },
  })
  const turn = (id: string, on: boolean) => {
    const next = new Set(without)
    if (on) next.delete(id)
    else next.add(id)
    // Other posts are another wish.
    key.current = newId()
    setWithout(next)
  }
  return (
    <Card title="The copies">
      <Stack>
        {preview.posts.length === 0 && (
          <p>There is no post in it that you may read. The new campaign begins empty.</p>
        )}
        <ul className={css.lines}>
          {preview.posts.map((post) => (
            <Copy
              key={post.postId}
              post={post}
              on={!without.has(post.postId)}
              onTurn={(on) => turn(post.postId, on)}
            />
          ))}
        </ul>
        {preview.hidden > 0 && (
          <p>
            {counted(preview.hidden, 'post', 'posts')} of accounts that you have no part in can’t be copied.
          </p>
        )}
        {preview.more > 0 && (
          <p>{counted(preview.more, 'more post does', 'more posts do')} not fit into one go.</p>
        )}
        <ProblemAlert error={copy.error} />
        <Row>
          <Button loading={copy.isPending} onClick={() => copy.mutate()}>
            Make it with {counted(chosen.length, 'draft', 'drafts')}
          </Button>
        </Row>
      </Stack>
    </Card>
  )
}

function Copy({ post, on, onTurn }: { post: PlannedCopy; on: boolean; onTurn: (on: boolean) => void }) {
  const facts = [
    post.local ? localWords(post.local) : 'No time',
    ...(post.before ? [`was ${localWords(post.before)}`] : []),
    networksOf(post.accounts) || 'No account',
  ]
  return (
    <li className={css.line}>
      <h3>
        <Link to={`/posts/${post.postId}`}>{post.title}</Link>
      </h3>
      <div className={css.soft}>{facts.join(' · ')}</div>
      {post.notes.length > 0 && (
        <ul className={css.notes} aria-label="To be known">
          {post.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <CheckboxField label={`Copy “${post.title}”`} checked={on} onChange={onTurn} />
    </li>
  )
}
