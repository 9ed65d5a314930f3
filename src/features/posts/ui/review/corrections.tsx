import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api, nothing } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { RelativeTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import type { PostView } from '../../contract.ts'
import { postsKey } from '../queries.ts'
import { DiffText } from '../save/diff-text.tsx'
import css from './review.module.css'

type Correction = PostView['corrections'][number]

/** Other words proposed for what is published, each with the decision of a second person. */
export function Corrections({ post, publicationId }: { post: PostView; publicationId: string }) {
  return post.corrections
    .filter((correction) => correction.publicationId === publicationId)
    .map((correction) => <OneCorrection key={correction.id} correction={correction} />)
}

function OneCorrection({ correction }: { correction: Correction }) {
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: (path: 'approve' | 'refuse') =>
      api.post(`/corrections/${correction.id}/${path}`, {}, nothing),
    onSuccess: (_answer, path) =>
      toast.done(path === 'approve' ? 'Corrected on the network.' : 'The correction was refused.'),
    onSettled: () => queries.invalidateQueries({ queryKey: postsKey }),
  })
  const { decision, decidedBy, proposedBy } = correction
  return (
    <section className={css.correction} aria-label={`Correction proposed by ${proposedBy.name}`}>
      <div className={css.targetHead}>
        <strong>Correction by {proposedBy.name}</strong>
        <Chip level={decision === 'approved' ? 'ok' : decision === 'refused' ? 'neutral' : 'require'}>
          {decision === 'approved'
            ? 'Made'
            : decision === 'refused'
              ? 'Refused'
              : 'Waits for somebody to agree'}
        </Chip>
      </div>
      <DiffText before={correction.before} after={correction.text} />
      <p className={css.soft}>
        “{correction.reason}” · <RelativeTime value={correction.at} />
        {decidedBy && ` · decided by ${decidedBy.name}`}
      </p>
      <ProblemAlert error={decide.error} />
      {correction.mayDecide && (
        <Row>
          <Button size="sm" loading={decide.isPending} onClick={() => decide.mutate('approve')}>
            Agree, and correct it
          </Button>
          <Button
            size="sm"
            variant="outline"
            disabled={decide.isPending}
            onClick={() => decide.mutate('refuse')}
          >
            Refuse
          </Button>
        </Row>
      )}
    </section>
  )
}

/** What stands on the network now: the last correction that was made, or what was sent. */
export function wordsNow(post: PostView, publicationId: string, part: number, sent: string): string {
  const made = post.corrections.filter(
    (one) => one.publicationId === publicationId && one.part === part && one.decision === 'approved',
  )
  return made.at(-1)?.text ?? sent
}
