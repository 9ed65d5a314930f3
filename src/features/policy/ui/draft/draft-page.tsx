import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { DraftView } from '../../drafts/contract.ts'
import { Editor } from './editor.tsx'
import { draftQuery } from './queries.ts'

const states: Record<DraftView['state'], { label: string; level: 'ok' | 'neutral' | 'hold' }> = {
  writing: { label: 'Being written', level: 'neutral' },
  'in-review': { label: 'Waits for approval', level: 'hold' },
  done: { label: 'In force or dated', level: 'ok' },
  dropped: { label: 'Dropped', level: 'neutral' },
}

/** The next edition of the policy, as it is written, checked and approved. */
export function DraftPage() {
  const { draftId = '' } = useParams({ strict: false })
  const { data: draft, error } = useQuery(draftQuery(draftId))
  return (
    <Page
      title={draft ? `Next edition: ${draft.title}` : 'Next edition'}
      lede={draft && <Lede draft={draft} />}
      actions={<ActionLink to="/policy">The policy in force</ActionLink>}
    >
      <ProblemAlert error={error} />
      {!draft && !error && <Skeleton lines={8} label="Loading the draft" />}
      {draft && <Editor key={draft.id} draft={draft} />}
    </Page>
  )
}

function Lede({ draft }: { draft: DraftView }) {
  const { label, level } = states[draft.state]
  return (
    <>
      <Chip level={level}>{label}</Chip> Changed last by {draft.updatedBy.name},{' '}
      <DateTime value={draft.updatedAt} />
    </>
  )
}
