const day = 86_400_000
/** A review within this many days is spoken of. */
const soon = 90

/** What to say about a review date ("2027-09-01"); null while it is far off. */
export function reviewNotice(review: string, now: Date): { overdue: boolean; words: string } | null {
  const days = Math.ceil((Date.parse(`${review}T00:00:00Z`) - now.getTime()) / day)
  if (days > soon) return null
  if (days < 0)
    return {
      overdue: true,
      words: days === -1 ? 'review was due yesterday' : `review was due ${-days} days ago`,
    }
  if (days === 0) return { overdue: false, words: 'review due today' }
  return { overdue: false, words: days === 1 ? 'review due tomorrow' : `review due in ${days} days` }
}
