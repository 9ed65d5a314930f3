import type { PostStatus, PublicationState } from './contract.ts'
import type { OutcomeNote, PartProgress, Publication } from './tables.ts'
import { outOfHand } from './moves.ts'

/** How a post stands as a whole, from what its people did and what became of its publications. */
export function postStatus(
  state: 'draft' | 'in-review' | 'approved' | 'cancelled',
  publications: readonly PublicationState[],
): PostStatus {
  const any = (...wanted: PublicationState[]) => publications.some((held) => wanted.includes(held))
  if (any('unknown', 'reconciling', 'missed', 'blocked', 'rejected')) return 'attention'
  if (any('paused')) return 'paused'
  if (any('claimed', 'intended', 'sent')) return 'publishing'
  if (any('handed')) return 'by-hand'
  if (state !== 'approved') return state
  const live = publications.filter((held) => held !== 'cancelled')
  if (live.length > 0 && live.every((held) => held === 'published' || held === 'verified')) return 'published'
  if (publications.length > 0 && live.length === 0) return 'cancelled'
  return 'approved'
}

/** The words are fixed as soon as one publication has left, or may have. */
export function isLocked(publications: readonly PublicationState[]): boolean {
  return publications.some((held) => outOfHand.includes(held))
}

interface Said {
  say: string
  fix: string | null
}

type Speaking = Pick<Publication, 'state' | 'removed_at' | 'published_at' | 'verified_at'> & {
  by_hand?: boolean
  outcome: OutcomeNote | null
  parts: PartProgress[]
}

const under = { say: 'Is being sent now.', fix: null }

/** What each state says, with the last words of the network or of the system. */
const sayings: Record<PublicationState, (said: string, publication: Speaking) => Said> = {
  due: (said, { outcome }) =>
    outcome?.kind === 'limited'
      ? { say: said, fix: 'Nothing was created. It goes by itself, unless that becomes an hour too late.' }
      : outcome?.kind === 'retry'
        ? {
            say: `The network asked us to wait: ${said}`,
            fix: 'Nothing was created. It is tried again by itself, as long as it is not too late.',
          }
        : { say: 'Waits for its time.', fix: null },
  handed: () => ({
    say: 'It is to be posted by hand now, because no program may post there.',
    fix: 'Whoever posts it brings its address and a screenshot.',
  }),
  claimed: () => under,
  intended: () => under,
  sent: () => under,
  published: (_said, { outcome, by_hand: byHand = false }) =>
    byHand
      ? {
          say:
            outcome?.kind === 'differs'
              ? 'Posted by hand, with other words than were approved.'
              : 'Posted by hand, and recorded with a screenshot.',
          fix: null,
        }
      : outcome?.kind === 'differs'
        ? {
            say: 'Published, but what stands there differs from what was approved.',
            fix: 'Open it on the network and compare.',
          }
        : outcome?.kind === 'vanished'
          ? {
              say: 'The network said that it was published, but it can’t be found there.',
              fix: 'Look at the account on the network. It is looked for again by itself.',
            }
          : { say: 'Published. It will be read back to make sure.', fix: null },
  verified: () => ({ say: 'Published, and read back to make sure.', fix: null }),
  rejected: (said, { parts }) => ({
    say: `The network refused it: ${said}`,
    fix: parts.some((part) => part.ref !== null)
      ? 'The first parts are out. Delete them here, or copy the rest as a new post.'
      : 'Mend it for this account alone, and it goes again once it is approved. What went out elsewhere stays as it is.',
  }),
  unknown: (said) => ({
    say: `It was sent and no answer came, so nobody knows yet: ${said}`,
    fix: 'Don’t post it again. The account is read back by itself; “Look again” does it now.',
  }),
  reconciling: () => ({
    say: 'The account is being read back to see whether it is there.',
    fix: 'Don’t post it again meanwhile.',
  }),
  blocked: (said, { outcome }) =>
    outcome?.kind === 'held'
      ? {
          say: `It did not go: ${said}`,
          fix: 'Say that it should still go: it then waits until it may. Or ask for an urgent release.',
        }
      : outcome?.kind === 'account' || outcome?.kind === 'approval'
        ? {
            say: `It did not go: ${said}`,
            fix: outcome.fix
              ? `${outcome.fix} Then say whether this should still go.`
              : 'Put that right, then say whether this should still go.',
          }
        : {
            say: `The connection to the network has ended: ${said}`,
            fix: 'Connect the account again, then say whether this should still go.',
          },
  missed: (said, { outcome, by_hand: byHand = false }) => ({
    say: said || 'Its time passed before it could go, so it did not go by itself.',
    fix: byHand
      ? 'Decide whether to hand it over again or let it be. If it was posted after all, record that.'
      : outcome?.kind === 'limited'
        ? 'Decide whether it still goes, as soon as the network takes it and within 24 hours, or let it be.'
        : 'Decide whether to send it now or let it be.',
  }),
  paused: (said, { outcome }) =>
    outcome?.kind === 'restored'
      ? { say: said, fix: 'Look at the account on the network, then say whether this should still go.' }
      : {
          say: 'Everything was paused before it went.',
          fix: 'After the pause, confirm this post or let it be.',
        },
  cancelled: (said) => ({ say: said || 'Will not be sent.', fix: null }),
}

/**
 * What happened to a publication and what to do, in sentences. Times stand beside it in the page. `readsBack`: can it be
 * learnt from here what stands on the network?
 */
export function sayState(publication: Speaking, readsBack = true): Said {
  const silent = !readsBack && !publication.by_hand
  if (publication.removed_at) return { say: 'Deleted on the network.', fix: null }
  if (publication.state === 'unknown' && silent)
    return {
      ...sayings.unknown(publication.outcome?.say ?? '', publication),
      fix: 'Don’t post it again. This network can’t be asked from here: look at the account there, and say what you found.',
    }
  if (publication.state === 'published' && silent)
    return {
      say:
        publication.outcome?.kind === 'settled'
          ? 'Posted: somebody looked on the network and found it. It is not checked again from here.'
          : 'Posted. This network can’t be asked what stands there, so it is not checked again from here.',
      fix: null,
    }
  return sayings[publication.state](publication.outcome?.say ?? '', publication)
}
