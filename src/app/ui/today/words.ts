import { networksOf } from '#features/posts/ui/words.ts'
import { formatInstant } from '#ui/parts/instants.ts'

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

/** "Three things wait for you". */
export function heading(waiting: number): string {
  if (waiting === 0) return 'Nothing waits for you'
  if (waiting === 1) return 'One thing waits for you'
  return `${small[waiting] ?? waiting} things wait for you`
}

/** "goes out Sat 28 Nov 2026, 09:00 GMT", or that it goes once approved. */
export function goesOut(publishAt: string | null, zone: string): string {
  return publishAt
    ? `goes out ${formatInstant(new Date(publishAt), zone, 'full')}`
    : 'goes out once it is approved'
}

const troubles = {
  unknown: 'nobody knows yet whether it went out',
  reconciling: 'it is being found out whether it went out',
  missed: 'its time passed before it could go',
  blocked: 'the connection to the network has ended',
  rejected: 'the network refused it',
}

/** What is wrong, and on which networks: “Mastodon: the network refused it. Telegram: nobody knows yet whether …” */
export function troubleOf(accounts: readonly { network: string; state: string | null }[]): string {
  const told = Object.entries(troubles).flatMap(([state, words]) => {
    const wrong = accounts.filter((account) => account.state === state)
    return wrong.length > 0 ? [`${networksOf(wrong)}: ${words}`] : []
  })
  return told.join('. ') || 'something has to be decided'
}

const dayLong = 24 * 60 * 60_000

interface Urgent {
  kind: 'review' | 'attention' | 'correction' | 'changed' | 'outside'
  /** When the post goes out, of one that waits to be approved. */
  publishAt: string | null
}

/** Approvals of the coming day, then what went wrong or was changed on a network, corrections and what was posted outside, and the approvals that can wait; the soonest first. */
export function inUrgency<Item extends Urgent>(items: readonly Item[], now: number): Item[] {
  const rank = ({ kind, publishAt }: Urgent): number => {
    if (kind === 'attention' || kind === 'changed') return 1
    if (kind === 'correction' || kind === 'outside') return 2
    return publishAt !== null && Date.parse(publishAt) <= now + dayLong ? 0 : 3
  }
  const soonest = ({ publishAt }: Urgent): number => (publishAt === null ? Infinity : Date.parse(publishAt))
  return items.toSorted(
    (one, other) => rank(one) - rank(other) || Math.sign(soonest(one) - soonest(other)) || 0,
  )
}

const stages = ['attention', 'draft', 'in-review', 'approved', 'paused'] as const

/** One's own posts that are not out: by what they need, the latest first. What one decides stands elsewhere. */
export function underWay<Post extends { status: string; updatedAt: string }>(
  posts: readonly Post[],
  decides: boolean,
): Post[] {
  return stages.flatMap((stage) =>
    stage === 'attention' && decides
      ? []
      : posts
          .filter(({ status }) => status === stage)
          .toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt)),
  )
}

export interface Planned {
  at: string
  accounts: readonly { id: string }[]
}

/** The next hours at a glance: how many posts, on how many accounts, and the hour with the most. */
export function outlook(items: readonly Planned[]) {
  const accounts = new Set(items.flatMap((item) => item.accounts.map((account) => account.id)))
  const hours = new Map<string, Planned[]>()
  for (const item of items) {
    const hour = item.at.slice(0, 'yyyy-mm-ddThh'.length)
    hours.set(hour, [...(hours.get(hour) ?? []), item])
  }
  const busiest = [...hours.values()].sort((a, b) => b.length - a.length)[0]
  return {
    posts: items.length,
    accounts: accounts.size,
    busiest: busiest && busiest.length > 1 ? { at: busiest[0]?.at ?? '', count: busiest.length } : null,
  }
}
