import { useState } from 'react'
import { Chip } from '#ui/parts/chip.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { useZone } from '#ui/session.ts'
import type { EditionHead } from '../contract.ts'
import { reviewNotice } from '../rules.ts'

/** Which edition this is, who approved it, since when, and whether its review is due. */
export function EditionLede({ head, inForce }: { head: EditionHead; inForce: boolean }) {
  const zone = useZone()
  const since = formatInstant(new Date(head.inForceFrom), zone, 'date')
  const [today] = useState(() => new Date())
  const notice = inForce ? reviewNotice(head.review, today) : null
  return (
    <>
      Edition {head.edition} · approved by {head.approver} ·{' '}
      {inForce ? 'in force since' : 'came into force on'} {since}{' '}
      {notice && <Chip level={notice.overdue ? 'refuse' : 'advise'}>{notice.words}</Chip>}
    </>
  )
}
