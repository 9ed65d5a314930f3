import { useState, type ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useSession } from '#ui/session.ts'
import { Done, type DutyForMe } from '../contract.ts'
import { DoneDialog } from './done-dialog.tsx'
import { GiveDialog } from './give-dialog.tsx'
import { useDutiesChanged } from './use-duties-changed.ts'

/** Duties one below the other, each with what can be done about it. */
export function DutyList({ duties, label }: { duties: DutyForMe[]; label: string }) {
  const [open, setOpen] = useState<{ duty: DutyForMe; to: 'finish' | 'give' } | null>(null)
  return (
    <>
      <Items label={label}>
        {duties.map((duty) => (
          <Item
            key={duty.id}
            title={<Link to={duty.link}>{duty.title}</Link>}
            note={<Note duty={duty} />}
            end={<Deeds duty={duty} onOpen={(to) => setOpen({ duty, to })} />}
          />
        ))}
      </Items>
      {open?.to === 'finish' && <DoneDialog duty={open.duty} onClose={() => setOpen(null)} />}
      {open?.to === 'give' && <GiveDialog duty={open.duty} onClose={() => setOpen(null)} />}
    </>
  )
}

function Note({ duty }: { duty: DutyForMe }) {
  const { why, clause, office, role, takenBy, person, mine } = duty
  const parts: ReactNode[] = [
    <>
      Due <DateTime value={duty.due} /> (<RelativeTime value={duty.due} />)
    </>,
    ...((office ?? role) ? [(office ?? role)?.name] : []),
    ...(takenBy && !mine ? [`taken by ${takenBy.name}`] : []),
    ...(person && !mine ? [person.name] : []),
    ...(clause ? [<ClauseRef key="clause" clause={clause} />] : []),
  ]
  return (
    <>
      <div>
        {duty.overdue && (
          <>
            <Chip level="refuse">Overdue</Chip>{' '}
          </>
        )}
        {parts.map((part, index) => (
          <span key={index}>
            {index > 0 && ' · '}
            {part}
          </span>
        ))}
      </div>
      {why && <div>{why}</div>}
    </>
  )
}

function Deeds({ duty, onOpen }: { duty: DutyForMe; onOpen: (to: 'finish' | 'give') => void }) {
  const { person } = useSession()
  const changed = useDutiesChanged()
  const [busy, setBusy] = useState(false)
  const name = <span className="visually-hidden"> {duty.title}</span>
  async function give(personId: string | null) {
    setBusy(true)
    try {
      await api.put(`/duties/${duty.id}/taken-by`, { personId }, Done)
      toast.done(personId ? 'It is yours now.' : 'Given back.')
      await changed()
    } catch (error) {
      toast.problem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Row>
      {duty.mayTake && !duty.mine && person && (
        <Button size="sm" variant="outline" loading={busy} onClick={() => void give(person.id)}>
          I take it{name}
        </Button>
      )}
      {duty.mayGiveBack && (
        <Button size="sm" variant="outline" loading={busy} onClick={() => void give(null)}>
          Give it back{name}
        </Button>
      )}
      {duty.mayGive && (
        <Button size="sm" variant="subtle" onClick={() => onOpen('give')}>
          Give to…{name}
        </Button>
      )}
      {duty.mayFinish && (
        <Button size="sm" variant="outline" onClick={() => onOpen('finish')}>
          Done{name}
        </Button>
      )}
    </Row>
  )
}
