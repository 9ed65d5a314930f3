import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { counted, listed, networkName, statusWords } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { CheckboxField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import {
  HashtagResult,
  type AskedChange,
  type ChangedPost,
  type HashtagPreview,
  type Place,
} from '../hashtags/contract.ts'
import { campaignsKey } from './queries.ts'
import { findingWords } from './words.ts'
import css from './campaigns.module.css'

/** What a change of a hashtag would do, the deed itself, and what came of it. */
export function HashtagOutcome({ asked, preview }: { asked: AskedChange; preview: HashtagPreview }) {
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
  if (change.data) return <Done result={change.data} campaignId={asked.campaignId} />
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
          <p role="status">
            {preview.posts.length === 0
              ? 'No draft that you write has this hashtag.'
              : `${counted(able.length, 'draft', 'drafts')} would change. Nothing has changed yet.`}
          </p>
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

interface DoneProps {
  result: HashtagResult
  campaignId: string | null
}

function Done({ result: { changed, skipped }, campaignId }: DoneProps) {
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
        <Row>
          <ActionLink to={campaignId ? `/campaigns/${campaignId}` : '/posts'}>
            {campaignId ? 'See the campaign' : 'See all posts'}
          </ActionLink>
        </Row>
      </Stack>
    </Card>
  )
}
