import { DutiesCard, useDutiesWaiting } from '#features/duties/ui/index.ts'
import { OfficesWaitingCard } from '#features/people/ui/offices-waiting-card.tsx'
import { PolicyToReadCard } from '#features/policy/ui/acknowledgements/waiting-card.tsx'
import { InHandCard } from '#features/register/ui/hand-over/in-hand-card.tsx'
import { RequestsCard } from '#features/register/ui/requests/waiting-card.tsx'
import { useMay } from '#ui/session.ts'
import { ClearDesk } from './clear-desk.tsx'
import { FirstStepsCard, useFounding } from './first-steps.tsx'
import { YourPostsCard } from './your-posts.tsx'

/** What waits beside posts: what has a date first, then what only has to be done some time, then one's own. */
export function OtherCards({ clear }: { clear: boolean }) {
  const duties = useDutiesWaiting()
  const reads = useMay('posts.read')
  const founding = useFounding()
  return (
    <>
      {founding && <FirstStepsCard {...founding} />}
      <RequestsCard />
      <DutiesCard duties={duties ?? []} />
      {duties && <InHandCard duties={duties} />}
      <PolicyToReadCard only="due" />
      <OfficesWaitingCard />
      {clear && !founding && <ClearDesk />}
      {reads && <YourPostsCard />}
      <PolicyToReadCard only="says" />
    </>
  )
}
