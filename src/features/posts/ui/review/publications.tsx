import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay } from '#ui/session.ts'
import type { PostView, PublicationState, PublicationView } from '../../contract.ts'
import { AfterPublication } from '../afterwards/after-publication.tsx'
import { idAnswer, postsKey } from '../queries.ts'
import { networkName } from '../words.ts'
import { Corrections } from './corrections.tsx'
import { byNeed, held, out, StateChip, Summary, Times, WhoElse } from './publication-standing.tsx'
import { PublicationDialogs, type Asking } from './publication-dialogs.tsx'
import { usePublicationAct } from './use-publication-act.ts'
import css from './review.module.css'

const cancellable = new Set<PublicationState>(['due', 'handed', 'missed', 'paused', 'blocked'])

/** What became of the post on each account, as a sentence, with what can be done about it. */
export function Publications({ post }: { post: PostView }) {
  if (post.publications.length === 0) return null
  return (
    <Card title="Did it go out?">
      <Summary publications={post.publications} />
      <ul className={css.publications}>
        {post.publications.toSorted(byNeed).map((publication) => (
          <OnePublication key={publication.id} post={post} publication={publication} />
        ))}
      </ul>
    </Card>
  )
}

function OnePublication({ post, publication }: { post: PostView; publication: PublicationView }) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const target = post.targets.find((candidate) => candidate.accountId === publication.accountId)
  const handle = target ? `@${target.handle}` : 'An account that this post no longer goes to'
  return (
    <li className={css.publication}>
      <div className={css.targetHead}>
        <strong>
          {networkName(publication.network)} · {handle}
        </strong>
        <StateChip post={post} publication={publication} />
      </div>
      <p>
        {publication.say}
        {publication.parts > 1 && publication.partsOut < publication.parts && publication.partsOut > 0 && (
          <>
            {' '}
            {publication.partsOut} of {publication.parts} parts are out.
          </>
        )}
      </p>
      {publication.fix && (
        <p className={css.soft}>
          {publication.fix} {publication.clause && <ClauseRef clause={publication.clause} />}
        </p>
      )}
      <p className={css.soft}>
        <Times publication={publication} />
      </p>
      <WhoElse post={post} publication={publication} />
      <Acts post={post} publication={publication} onAsk={setAsking} />
      <AfterPublication post={post} publication={publication} onAsk={setAsking} />
      <Corrections post={post} publicationId={publication.id} />
      <PublicationDialogs
        post={post}
        publication={publication}
        asking={asking}
        onClose={() => setAsking(null)}
      />
    </li>
  )
}

/** What letting it go after all is called: people have it again, or a worker. */
function goAgain({ state, byHand }: PublicationView): string {
  if (state === 'paused') return 'Confirm it'
  return byHand ? 'Hand it over again' : 'Send it now'
}

/** Where there is something to do or to see by hand. */
const byHandWords: Partial<Record<PublicationState, string>> = {
  due: 'See how it is posted',
  handed: 'Post it by hand',
  missed: 'Was it posted after all?',
  paused: 'Was it posted after all?',
  published: 'See the evidence',
}

/** Where it did not go it can go again, for that account alone. */
function Again({ publication }: { publication: PublicationView }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const mayWrite = useMay('posts.write')
  const mend = useMutation({
    mutationFn: () => api.post(`/publications/${publication.id}/mend`, {}, idAnswer),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: postsKey })
      toast.done(
        `This goes to ${networkName(publication.network)} alone. What went out elsewhere stays as it is.`,
      )
      await navigate({ to: `/posts/${id}` })
    },
    onError: toast.problem,
  })
  if (publication.again)
    return (
      <ActionLink to={`/posts/${publication.again}`} kind="quiet" size="sm">
        Open the post as which it goes again
      </ActionLink>
    )
  if (!publication.mayMend || !mayWrite) return null
  return (
    <Button size="sm" variant="outline" loading={mend.isPending} onClick={() => mend.mutate()}>
      Mend it and send it again
    </Button>
  )
}

interface ActsProps {
  post: PostView
  publication: PublicationView
  onAsk: (asking: Asking) => void
}

function Acts({ post, publication, onAsk }: ActsProps) {
  const act = usePublicationAct(publication.id)
  const { state } = publication
  const live = publication.removedAt === null
  const mayWrite = useMay('posts.write')
  // One correction at a time.
  const open = post.corrections.some((one) => one.publicationId === publication.id && one.decision === null)
  const button = (label: string, onClick: () => void, variant: 'outline' | 'subtle' = 'outline') => (
    <Button size="sm" variant={variant} onClick={onClick} disabled={act.isPending}>
      {label}
    </Button>
  )
  return (
    <>
      <ProblemAlert error={act.error} />
      <Row>
        {publication.byHand && byHandWords[state] && (
          <ActionLink
            to={`/posts/by-hand/${publication.id}`}
            kind={state === 'handed' ? 'secondary' : 'quiet'}
            size="sm"
          >
            {byHandWords[state]}
          </ActionLink>
        )}
        <Again publication={publication} />
        {publication.url && live && (
          <a href={publication.url} target="_blank" rel="noreferrer">
            See it on {networkName(publication.network)}
          </a>
        )}
        {mayWrite &&
          live &&
          publication.canEdit &&
          out.has(state) &&
          !open &&
          button('Correct the words', () => onAsk('edit'), 'subtle')}
        {post.may.control && live && (
          <>
            {state === 'blocked' && (
              <ActionLink to={`/accounts/${publication.accountId}`} size="sm">
                Open the account
              </ActionLink>
            )}
            {held.has(state) && button(goAgain(publication), () => onAsk('send'))}
            {cancellable.has(state) && button('Do not send it', () => onAsk('cancel'), 'subtle')}
            {state === 'rejected' &&
              publication.mayMend &&
              button('Let it be', () => onAsk('cancel'), 'subtle')}
            {publication.readsBack &&
              (state === 'unknown' || out.has(state)) &&
              button(
                'Look again',
                () => act.mutate({ path: 'look-again' }),
                out.has(state) ? 'subtle' : 'outline',
              )}
            {state === 'unknown' &&
              button(
                'I have looked myself',
                () => onAsk('settle'),
                publication.readsBack ? 'subtle' : 'outline',
              )}
            {publication.canRemove && button('Delete on the network', () => onAsk('remove'), 'subtle')}
          </>
        )}
      </Row>
    </>
  )
}
