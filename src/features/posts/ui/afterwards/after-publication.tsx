import { Button } from '@mantine/core'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay } from '#ui/session.ts'
import type { AfterPublication as After } from '../../afterwards/contract.ts'
import type { PostView, PublicationView } from '../../contract.ts'
import { networkName } from '../words.ts'
import { ChangeCard } from './change-card.tsx'
import { useAfter } from './use-after.ts'
import { useDeed } from './use-deed.ts'
import css from './afterwards.module.css'

interface AfterPublicationProps {
  post: PostView
  publication: PublicationView
  onAsk: (asking: 'edit' | 'remove') => void
}

/** What became of a publication on its network since it came out. */
export function AfterPublication({ post, publication, onAsk }: AfterPublicationProps) {
  const mayWrite = useMay('posts.write')
  const after = useAfter(post, publication)
  if (!after) return null
  const open = post.corrections.some((one) => one.publicationId === publication.id && one.decision === null)
  const live = publication.removedAt === null
  return (
    <>
      {live && <LookLine after={after} />}
      {live && <Pin after={after} network={networkName(publication.network)} />}
      {after.changes.map((change) => (
        <ChangeCard
          key={change.id}
          change={change}
          parts={publication.parts}
          network={networkName(publication.network)}
          onCorrect={mayWrite && publication.canEdit && !open ? () => onAsk('edit') : null}
          onRemove={post.may.control && publication.canRemove ? () => onAsk('remove') : null}
        />
      ))}
    </>
  )
}

function LookLine({ after: { readBack } }: { after: After }) {
  const { can, lookedAt, nextAt, trouble } = readBack
  if (!can || (!lookedAt && !nextAt)) return null
  return (
    <p className={css.soft}>
      {lookedAt && (
        <>
          Looked at on the network <DateTime value={lookedAt} />
          {trouble && `, which said nothing: ${trouble}`}.{' '}
        </>
      )}
      {nextAt && (
        <>
          Rostrum looks at it on the network again <DateTime value={nextAt} />.
        </>
      )}
    </p>
  )
}

function Pin({ after, network }: { after: After; network: string }) {
  const deed = useDeed()
  const { pinned, mayPin, publicationId } = after
  if (!pinned && !mayPin) return null
  const set = (wanted: boolean) =>
    deed.mutate(
      { path: `/publications/${publicationId}/pinned`, method: 'put', body: { pinned: wanted } },
      {
        onSuccess: () => toast.done(wanted ? `Pinned on ${network}.` : `No longer pinned on ${network}.`),
      },
    )
  return (
    <>
      <ProblemAlert error={deed.error} />
      <Row>
        {pinned && (
          <span className={css.soft}>
            <Chip level="require">Pinned</Chip> <DateTime value={pinned.at} />
            {pinned.by && ` · ${pinned.by.name}`}
          </span>
        )}
        {mayPin && (
          <Button size="sm" variant="subtle" loading={deed.isPending} onClick={() => set(!pinned)}>
            {pinned ? 'Let it go' : 'Pin it to the account'}
          </Button>
        )}
      </Row>
    </>
  )
}
