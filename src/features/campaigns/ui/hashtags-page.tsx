import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { AccountChoice } from '#features/register/ui/index.ts'
import { counted, listed, networkName, statusWords } from '#features/posts/ui/index.ts'
import { api, asProblem } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { CheckboxField, Fields, RadioChoices, TextField } from '#ui/parts/fields.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import {
  HashtagPreview,
  HashtagResult,
  type AskedChange,
  type ChangedPost,
  type Place,
} from '../hashtags/contract.ts'
import { CampaignChoice } from './campaign-choice.tsx'
import { campaignsKey } from './queries.ts'
import { findingWords } from './words.ts'
import css from './campaigns.module.css'

const modes = [
  { value: 'replace', label: 'Put another in its place' },
  { value: 'remove', label: 'Take it out' },
  { value: 'add', label: 'Add another after it' },
]

/** Changes a hashtag in all drafts: what it would do is shown first. */
export function HashtagsPage() {
  const { campaign = '' } = useSearch({ strict: false }) as { campaign?: string }
  const [asked, setAsked] = useState<AskedChange>({
    mode: 'replace',
    from: '',
    to: '',
    campaignId: campaign || null,
    accountId: null,
  })
  const preview = useMutation({
    mutationFn: () => api.post('/hashtag-changes/preview', asked, HashtagPreview),
  })
  const set = (part: Partial<AskedChange>) => {
    setAsked({ ...asked, ...part })
    preview.reset()
  }
  return (
    <Page
      title="Change a hashtag in all drafts"
      lede="In texts, versions for single networks, titles, tags and first comments. Only whole hashtags, never inside an address."
    >
      <Stack>
        <Card title="What to change">
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              preview.mutate()
            }}
          >
            <AskFields asked={asked} set={set} error={preview.error} busy={preview.isPending} />
          </form>
        </Card>
        {preview.data && <Outcome key={JSON.stringify(asked)} asked={asked} preview={preview.data} />}
      </Stack>
    </Page>
  )
}

interface AskFieldsProps {
  asked: AskedChange
  set: (part: Partial<AskedChange>) => void
  error: unknown
  busy: boolean
}

function AskFields({ asked, set, error, busy }: AskFieldsProps) {
  const fault = (path: string) => (error ? asProblem(error).field(path) : undefined)
  return (
    <Fields>
      <TextField
        label="Hashtag"
        required
        value={asked.from}
        error={fault('from')}
        onChange={(from) => set({ from })}
      />
      <RadioChoices
        label="What becomes of it"
        value={asked.mode}
        options={modes}
        onChange={(mode) => set({ mode: mode as AskedChange['mode'] })}
      />
      {asked.mode !== 'remove' && (
        <TextField
          label={asked.mode === 'add' ? 'Hashtag to add' : 'New hashtag'}
          required
          value={asked.to}
          error={fault('to')}
          onChange={(to) => set({ to })}
        />
      )}
      <div className={css.tools}>
        <CampaignChoice
          label="Campaign"
          whenNone="Any campaign, or none"
          value={asked.campaignId ?? ''}
          onChange={(id) => set({ campaignId: id || null })}
        />
        <AccountChoice
          label="Account"
          whenNone="Any account"
          value={asked.accountId ?? ''}
          onChange={(id) => set({ accountId: id || null })}
        />
      </div>
      <ProblemAlert error={error} />
      <Row>
        <Button type="submit" variant="outline" loading={busy}>
          Show what would change
        </Button>
      </Row>
    </Fields>
  )
}

function Outcome({ asked, preview }: { asked: AskedChange; preview: HashtagPreview }) {
  const queries = useQueryClient()
  const able = preview.posts.filter(({ places }) => places.length > 0)
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const chosen = able.filter(({ id }) => !without.has(id))
  const change = useMutation({
    mutationFn: () =>
      api.post(
        '/hashtag-changes',
        { ...asked, posts: chosen.map(({ id, version }) => ({ id, version })) },
        HashtagResult,
      ),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: campaignsKey }),
        queries.invalidateQueries({ queryKey: ['posts'] }),
      ]),
  })
  if (change.data) return <Done result={change.data} />
  const turn = (id: string, on: boolean) => {
    const next = new Set(without)
    if (on) next.delete(id)
    else next.add(id)
    setWithout(next)
  }
  const voids = chosen.filter((post) => post.voids.length > 0).length
  return (
    <>
      <Card title="What would change">
        <Stack>
          {preview.posts.length === 0 && <p role="status">No draft that you write has this hashtag.</p>}
          {preview.posts.length > 0 && (
            <ul className={css.lines}>
              {preview.posts.map((post) => (
                <Changed
                  key={post.id}
                  post={post}
                  on={!without.has(post.id)}
                  onTurn={(on) => turn(post.id, on)}
                />
              ))}
            </ul>
          )}
          {preview.more > 0 && (
            <p>
              {counted(preview.more, 'more draft has', 'more drafts have')} it. Change these first, then look
              again.
            </p>
          )}
          {preview.notYours > 0 && (
            <p>
              {counted(preview.notYours, 'draft has it that you may', 'drafts have it that you may')} not
              write in.
            </p>
          )}
          {voids > 0 && (
            <Callout level="advise">
              {counted(voids, 'post loses an approval', 'posts lose approvals')} and has to be approved again.
            </Callout>
          )}
          <ProblemAlert error={change.error} />
          {able.length > 0 && (
            <Row>
              <Button
                disabled={chosen.length === 0}
                loading={change.isPending}
                onClick={() => change.mutate()}
              >
                Change it in {counted(chosen.length, 'draft', 'drafts')}
              </Button>
            </Row>
          )}
        </Stack>
      </Card>
      {preview.cannot.length > 0 && <Cannot preview={preview} />}
    </>
  )
}

function Cannot({ preview }: { preview: HashtagPreview }) {
  return (
    <Card title="What stays as it is">
      <Items>
        {preview.cannot.map(({ id, title, status, why, fix }) => (
          <Item
            key={id}
            title={<Link to={`/posts/${id}`}>{title}</Link>}
            note={`${why} ${fix}`}
            end={<Chip level={statusWords[status].level}>{statusWords[status].label}</Chip>}
          />
        ))}
      </Items>
    </Card>
  )
}

const whereWords: Record<Place['where'], string> = {
  text: 'Text',
  title: 'Title',
  tags: 'Tags',
  firstComment: 'First comment',
}

const placeName = ({ where, network, part }: Place): string =>
  [whereWords[where], network ? `for ${networkName(network)}` : '', part > 0 ? `part ${part + 1}` : '']
    .filter(Boolean)
    .join(' ')

function Changed({ post, on, onTurn }: { post: ChangedPost; on: boolean; onTurn: (on: boolean) => void }) {
  return (
    <li className={css.line}>
      <Row>
        <h3>
          <Link to={`/posts/${post.id}`}>{post.title}</Link>
        </h3>
        <Chip level={statusWords[post.status].level}>{statusWords[post.status].label}</Chip>
      </Row>
      <ul className={css.places}>
        {post.places.map((place) => (
          <li key={`${placeName(place)} ${place.before} ${place.after}`}>
            <div className={css.label}>{placeName(place)}</div>
            <div className={css.place}>
              <div>
                <div className={css.label}>Before</div>
                <p className={css.words} dir="auto">
                  {place.before}
                </p>
              </div>
              <div>
                <div className={css.label}>After</div>
                <p className={css.words} dir="auto">
                  {place.after || 'Nothing'}
                </p>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {post.doubts.length > 0 && (
        <p>
          A network reads {listed(post.doubts)} as another hashtag, so that stays. Change it by hand if it is
          meant.
        </p>
      )}
      {post.voids.length > 0 && <p>The approval by {listed(post.voids)} would no longer hold.</p>}
      {post.findings.length > 0 && (
        <ul className={css.notes} aria-label="What the policy would newly say">
          {post.findings.map(({ clause, say, level }) => (
            <li key={`${clause} ${say}`}>
              <Chip level={findingWords[level].level}>{findingWords[level].label}</Chip> {say}{' '}
              <ClauseRef clause={clause} />
            </li>
          ))}
        </ul>
      )}
      {post.places.length > 0 && (
        <CheckboxField label={`Change it in “${post.title}”`} checked={on} onChange={onTurn} />
      )}
    </li>
  )
}

function Done({ result: { changed, skipped } }: { result: HashtagResult }) {
  return (
    <Card title="What happened">
      <Stack>
        <p role="status">
          Changed in {counted(changed.length, 'draft', 'drafts')}. To undo it, change the new hashtag back in
          the same way.
        </p>
        {skipped.length > 0 && (
          <Items label="Left as they are">
            {skipped.map(({ id, title, why }) => (
              <Item key={id} title={<Link to={`/posts/${id}`}>{title}</Link>} note={why} />
            ))}
          </Items>
        )}
      </Stack>
    </Card>
  )
}
