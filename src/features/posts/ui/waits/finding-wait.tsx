import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Finding } from '#features/policy/engine/types.ts'
import { WaiverLine } from '#features/policy/ui/index.ts'
import { DateTime } from '#ui/parts/date-time.tsx'
import type { FindingOffer } from '#ui/parts/finding-card.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay, useSession } from '#ui/session.ts'
import type { ConsultationView, PostView } from '../../contract.ts'
import { consultsOf, stops } from '../../rules.ts'
import { officesQuery } from '../queries.ts'
import { counted } from '../words.ts'
import { useWaitAct } from './use-wait-act.ts'

/** By what name an office goes, or its short name until the names are here. */
function useOfficeName(wanted: boolean): (id: string) => string {
  const { data } = useQuery({ ...officesQuery, enabled: wanted })
  return (id) => data?.offices.find((office) => office.id === id)?.name ?? id.replaceAll('-', ' ')
}

const lastAsked = (post: PostView, finding: Finding, office: string): ConsultationView | undefined =>
  post.consultations.findLast((one) => one.findingId === finding.id && one.office.id === office)

/** The ways out of a finding that wants offices to be asked: one press for each. */
export function useAskOffice(
  post: PostView,
  finding: Finding,
  flush: () => Promise<unknown>,
): FindingOffer[] {
  const act = useWaitAct(post.id)
  const wanted = consultsOf(finding)
  const nameOf = useOfficeName(wanted.length > 0)
  if (!post.may.write) return []
  return wanted
    .filter((office) => {
      const asked = lastAsked(post, finding, office)
      return !asked || asked.agreed === false
    })
    .map((office) => ({
      label: `Ask: ${nameOf(office)}`,
      onTake: () => {
        // The server looks at what it has, so that has to be what stands here.
        flush()
          .then(() => act.mutateAsync({ path: 'consultations', body: { findingId: finding.id, office } }))
          .then(() => toast.done('The office has been told.'))
          .catch(toast.problem)
      },
    }))
}

/** For whoever may make exceptions and did not write in the post: the way to waive the clause for it. */
export function useWaive(post: PostView, finding: Finding): FindingOffer[] {
  const navigate = useNavigate()
  const me = useSession().person?.id
  const may = useMay('policy.waive')
  const matters = stops(finding) || finding.outcome === 'hold' || finding.outcome === 'require'
  if (!may || finding.waiver || !matters || post.locked || !me || post.writers.includes(me)) return []
  const search = { clause: finding.clause, subject: `post:${post.id}` }
  return [{ label: 'Waive it', onTake: () => void navigate({ to: '/policy/waivers', search }) }]
}

interface FindingWaitProps {
  post: PostView
  finding: Finding
  kept: boolean
}

/** How it stands with a finding: what it is waived by, until when it waits, which office was asked. */
export function FindingWait({ post, finding, kept }: FindingWaitProps) {
  if (finding.waiver) return <WaiverLine waiver={finding.waiver} />
  if (finding.outcome === 'hold' && !kept) return <Wait post={post} finding={finding} />
  const asked = post.consultations.filter((one) => one.findingId === finding.id)
  return asked.map((one) => <Asked key={one.id} asked={one} />)
}

function Wait({ post, finding }: Pick<FindingWaitProps, 'post' | 'finding'>) {
  const hold = post.holds.find((one) => one.findingId === finding.id)
  if (!hold)
    return (
      <p>
        The wait of {counted(finding.hours ?? 0, 'hour', 'hours')} begins when you ask for approval, and two
        people have to read it.
      </p>
    )
  if (hold.releasedAt)
    return (
      <p>
        Released by {hold.releasedBy?.name}: “{hold.releaseReason}”. A second reader is still needed.
      </p>
    )
  return hold.waiting ? (
    <p>
      Waits until <DateTime value={hold.until} />, and needs a second reader.
    </p>
  ) : (
    <p>
      The wait was over <DateTime value={hold.until} style="short" />. It needs a second reader.
    </p>
  )
}

/** What an office was asked and what it said. */
export function Asked({ asked }: { asked: ConsultationView }) {
  const { office, answeredBy, answeredAt, agreed, note } = asked
  if (answeredBy && answeredAt)
    return (
      <p>
        {agreed ? `${office.name} agrees` : `${office.name} does not agree`} ({answeredBy.name},{' '}
        <DateTime value={answeredAt} style="short" />){note ? `: “${note}”` : '.'}
      </p>
    )
  return (
    <p>
      {office.name} was asked <DateTime value={asked.askedAt} style="short" /> and has not answered yet.{' '}
      {office.holders.length === 0 && 'Nobody holds this office now: say on the page Offices who does.'}
    </p>
  )
}
