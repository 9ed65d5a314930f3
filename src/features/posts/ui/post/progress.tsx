import { DateTime } from '#ui/parts/date-time.tsx'
import { Steps, type Step } from '#ui/parts/steps.tsx'
import type { PostView } from '../../contract.ts'
import { listed } from '../words.ts'

const afterReview = new Set<PostView['status']>([
  'approved',
  'paused',
  'publishing',
  'by-hand',
  'published',
  'attention',
  'cancelled',
])

function checkedStep(open: number, ready: boolean, lacks: boolean): Step {
  if (lacks) return { label: 'Checked', note: 'not complete yet', state: 'current' }
  if (!ready) return { label: 'Checked', note: 'checking…', state: 'current' }
  if (open > 0)
    return {
      label: 'Checked',
      note: open === 1 ? '1 thing to settle' : `${open} things to settle`,
      state: 'current',
    }
  return { label: 'Checked', note: 'nothing to settle', state: 'done' }
}

function approvalStep(post: PostView, open: number, waits: boolean): Step {
  const approvers = [
    ...new Set(post.targets.flatMap((target) => target.approvedBy.map((person) => person.name))),
  ]
  if (afterReview.has(post.status))
    return {
      label: 'Approval',
      note: approvers.length > 0 ? `by ${listed(approvers)}` : 'given',
      state: 'done',
    }
  const two = waits || post.readers.needed > 1
  if (post.status === 'in-review')
    return { label: 'Approval', note: inReviewNote(post, approvers, two), state: 'current' }
  return {
    label: 'Approval',
    note: two ? 'needs two reviewers' : 'needs one reviewer',
    state: open === 0 ? 'current' : 'waiting',
  }
}

function inReviewNote(post: PostView, approvers: string[], two: boolean): string {
  if (approvers.length === 0) return two ? 'waits for two reviewers' : 'waits for a reviewer'
  const said = `${listed(approvers)} said yes`
  if (two && post.targets.some((target) => target.approvedBy.length === 1))
    return `${said}; needs a second reader`
  const [office] = post.readers.offices
  return office ? `${said}; ${office.name} has to approve` : `${said}; another account waits`
}

function scheduledStep(post: PostView): Step {
  const done = afterReview.has(post.status) && post.status !== 'cancelled'
  const held = post.holds.findLast((hold) => hold.waiting)
  return {
    label: 'Scheduled',
    note: post.publishAt ? (
      <DateTime value={post.publishAt} />
    ) : held ? (
      <>
        held until <DateTime value={held.until} />
      </>
    ) : (
      'as soon as it is approved'
    ),
    state: done ? 'done' : 'waiting',
  }
}

/** What is known of it once it is out. */
function publishedNote(out: PostView['publications']): string {
  if (out.every((one) => one.byHand)) return 'by hand, with evidence'
  const asked = out.filter((one) => !one.byHand && one.readsBack)
  if (asked.some((one) => !one.verifiedAt)) return 'being read back'
  const silent = out.some((one) => !one.byHand && !one.readsBack)
  if (asked.length === 0 && silent) return 'this network can’t be asked'
  return silent ? 'and read back, where a network can be asked' : 'and read back'
}

function publishedStep(post: PostView): Step {
  const label = 'Published'
  const out = post.publications.filter((one) => one.publishedAt !== null && one.removedAt === null)
  switch (post.status) {
    case 'published':
      return {
        label,
        note: publishedNote(out),
        state: 'done',
      }
    case 'publishing':
      return { label, note: 'being sent now', state: 'current' }
    case 'by-hand':
      return { label, note: 'to be posted by hand now', state: 'current' }
    case 'attention':
      return { label, note: 'needs a decision', state: 'failed' }
    case 'paused':
      return { label, note: 'held by the pause', state: 'failed' }
    case 'cancelled':
      return { label, note: 'will not go', state: 'failed' }
    default:
      return { label, note: '–', state: 'waiting' }
  }
}

export interface ProgressProps {
  post: PostView
  /** How many findings stand in the way. */
  open: number
  /** Has the check been made? */
  ready: boolean
  /** Is there too little of it to be judged? */
  lacks?: boolean
  /** Will a clause make it wait and want a second reader? */
  waits?: boolean
}

/** How far a post has come. */
export function Progress({ post, open, ready, lacks = false, waits = false }: ProgressProps) {
  const settledLong = afterReview.has(post.status)
  const steps: Step[] = [
    settledLong
      ? { label: 'Checked', note: 'nothing to settle', state: 'done' }
      : checkedStep(open, ready, lacks),
    approvalStep(post, lacks ? 1 : open, waits),
    scheduledStep(post),
    publishedStep(post),
  ]
  return <Steps label="How far this post has come" steps={steps} />
}
