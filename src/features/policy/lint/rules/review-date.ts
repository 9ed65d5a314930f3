import type { Found, LintRule } from '../finding.ts'
import { dayInWords } from '../words.ts'

const soon = 90
const dayInMs = 86_400_000

export const reviewDate: LintRule = {
  id: 'review-date',
  about: 'The day of review has passed, comes within 90 days, or stands before the approval.',
  find({ pack, atParticular }, { today }): Found[] {
    const { approved, review, owner } = pack.frontMatter
    const found: Found[] = []
    const where = atParticular('review')
    const days = Math.round((Date.parse(review) - Date.parse(today)) / dayInMs)
    if (review <= approved) {
      const says = `The policy is to be reviewed on ${dayInWords(review)}, which is not after its approval on ${dayInWords(approved)}.`
      found.push({ ...where, weight: 'fault', says, mend: 'Put the two days right.' })
    } else if (days < 0) {
      const says = `The review was due on ${dayInWords(review)}, ${count(-days)} ago.`
      const mend = `The owner (${owner}) reviews the policy and sets the next day of review.`
      found.push({ ...where, weight: 'fault', says, mend })
    } else if (days <= soon) {
      const says = `The review is due on ${dayInWords(review)}, ${days === 0 ? 'today' : `in ${count(days)}`}.`
      found.push({ ...where, weight: 'warning', says, mend: `The owner (${owner}) plans the review now.` })
    }
    return found
  },
}

const count = (days: number): string => (days === 1 ? 'one day' : `${days} days`)
