import { useState } from 'react'
import { Button } from '@mantine/core'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import type { ChangeView, SettledHow } from '../../afterwards/contract.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { SideBySide } from './side-by-side.tsx'
import { useDeed } from './use-deed.ts'
import css from './afterwards.module.css'

const howWords: Record<SettledHow, string> = {
  accepted: 'Accepted',
  corrected: 'Corrected',
  removed: 'Deleted from here',
  back: 'As approved again',
  overtaken: 'Changed once more',
}

interface ChangeCardProps {
  change: ChangeView
  /** Of the thread, when it is one. */
  parts: number
  network: string
  /** Null where this reader may not, or the network lets nobody. */
  onCorrect: (() => void) | null
  onRemove: (() => void) | null
}

/** Something on the network that is not as approved: both texts beside each other, when it was seen, what can be done. */
export function ChangeCard({ change, parts, network, onCorrect, onRemove }: ChangeCardProps) {
  const [accepting, setAccepting] = useState(false)
  const deed = useDeed()
  const { kind, seenAt, settledHow, settledAt, settledBy, reason } = change
  const title = kind === 'gone' ? `Gone from ${network}` : `Changed on ${network}`
  const open = settledHow === null
  return (
    <section className={css.change} aria-label={title}>
      <div className={css.head}>
        <strong>
          {title}
          {parts > 1 && ` · part ${change.part + 1}`}
        </strong>
        <Chip level={open ? 'refuse' : 'neutral'}>{open ? 'Needs a decision' : howWords[settledHow]}</Chip>
      </div>
      <Texts change={change} />
      <p className={css.soft}>
        Seen <DateTime value={seenAt} />
        {settledAt && (
          <>
            {' '}
            · {howWords[settledHow ?? 'back'].toLowerCase()} <DateTime value={settledAt} />
            {settledBy && ` · ${settledBy.name}`}
            {reason && ` · “${reason}”`}
          </>
        )}
      </p>
      {open && (
        <Row>
          {change.mayAccept && (
            <Button size="sm" variant="outline" onClick={() => setAccepting(true)}>
              Accept it
            </Button>
          )}
          {kind === 'changed' && onCorrect && (
            <Button size="sm" variant="outline" onClick={onCorrect}>
              Correct it
            </Button>
          )}
          {kind === 'changed' && onRemove && (
            <Button size="sm" variant="subtle" onClick={onRemove}>
              Delete it
            </Button>
          )}
        </Row>
      )}
      <ReasonDialog
        open={accepting}
        title={kind === 'gone' ? 'Accept that it is gone?' : 'Accept what stands there?'}
        confirmLabel="Accept it"
        onReason={(said) =>
          deed
            .mutateAsync({ path: `/publication-changes/${change.id}/accept`, body: { reason: said } })
            .then(() => toast.done('Accepted, and recorded.'))
        }
        onClose={() => setAccepting(false)}
      >
        <p>
          {kind === 'gone'
            ? 'Nothing is published again. What was approved stays in the records.'
            : 'It may stand as it is, although nobody approved it before. Both texts stay in the records.'}
        </p>
      </ReasonDialog>
    </section>
  )
}

function Texts({ change: { kind, approved, standing } }: { change: ChangeView }) {
  if (approved === null) return <p className={css.soft}>The words were erased from the records.</p>
  if (kind === 'gone' || standing === null)
    return (
      <div className={css.side}>
        <strong>As approved</strong>
        <p className={css.words}>{approved}</p>
      </div>
    )
  if (approved === standing)
    return (
      <>
        <p className={css.words}>{approved}</p>
        <p className={css.soft}>
          The words are as approved. Something else differs: a picture, or its description.
        </p>
      </>
    )
  return <SideBySide before={approved} after={standing} beforeLabel="As approved" afterLabel="As it stands" />
}
