import type { Figure } from './contract.ts'

/** The window over which an account is scored, in days. */
export const windowDays = 90
const day = 86_400_000
const comes = 'Not known yet: it needs what comes in, which is not kept here.'

interface Scored {
  now: string
  /** Since when what goes out from it is seen here; null: it never was connected. */
  seenSince: string | null
  /** When something of its own went out, in the window; null where nobody counts. */
  posts: readonly string[] | null
  /** When it last posted, ever. */
  lastPostAt: string | null
  objective: { metric: string; baseline: string; target: string; due: string | null } | null
  reviewInDate: boolean
}

/** What is known of an account today. A missing figure says why and is never nought. */
export function scorecard(scored: Scored): Figure[] {
  return [...regularity(scored), ...listening(), strategy(scored)]
}

const figure = (id: string, label: string, value: string | null, from: string): Figure => ({
  id,
  label,
  value,
  from,
})

function regularity({ now, seenSince, posts, lastPostAt }: Scored): Figure[] {
  const end = Date.parse(now)
  const since = lastPostAt === null ? null : Math.floor((end - Date.parse(lastPostAt)) / day)
  const last = figure(
    'since-last',
    'Days since the last post',
    since === null ? null : String(since),
    since === null ? 'Nothing has gone out from here.' : 'Counted from what went out from here.',
  )
  const unseen = 'Not known: the account is not connected, so what it posts is not seen here.'
  if (seenSince === null || posts === null)
    return [
      figure('coverage', 'Weeks with a post', null, unseen),
      figure('regularity', 'Regularity', null, unseen),
      figure('longest-gap', 'Longest gap', null, unseen),
      last,
    ]
  const begin = Math.max(end - windowDays * day, Date.parse(seenSince))
  const times = posts
    .map((at) => Date.parse(at))
    .filter((at) => at >= begin && at <= end)
    .toSorted((a, b) => a - b)
  return [coverage(times, begin, end), spread(times), longestGap(times, begin, end), last]
}

function coverage(times: readonly number[], begin: number, end: number): Figure {
  const weeks = Math.floor((end - begin) / (7 * day))
  if (weeks === 0)
    return figure(
      'coverage',
      'Weeks with a post',
      null,
      'Not known yet: it has been seen for less than a week.',
    )
  // Whole weeks back from today; what is left over at the beginning belongs to none.
  const filled = new Set(times.map((at) => Math.floor((end - at) / (7 * day))).filter((week) => week < weeks))
  return figure(
    'coverage',
    'Weeks with a post',
    `${Math.round((filled.size / weeks) * 100)} %`,
    `${filled.size} of ${weeks} weeks`,
  )
}

function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((at, index) => (at - (times[index] ?? at)) / day)
}

function spread(times: readonly number[]): Figure {
  const gaps = gapsOf(times)
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  if (gaps.length < 2 || mean === 0)
    return figure('regularity', 'Regularity', null, `Not known: ${posted(times.length)}, and it takes three.`)
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
  return figure(
    'regularity',
    'Regularity',
    (deviation / mean).toFixed(2),
    `Spread of ${gaps.length} gaps between posts, divided by their mean: nought is clockwork.`,
  )
}

function longestGap(times: readonly number[], begin: number, end: number): Figure {
  if (times.length === 0)
    return figure(
      'longest-gap',
      'Longest gap',
      null,
      `Not known: no post in ${Math.floor((end - begin) / day)} days.`,
    )
  const edges = [begin, ...times, end]
  return figure(
    'longest-gap',
    'Longest gap',
    `${Math.floor(Math.max(...gapsOf(edges)))} days`,
    `${posted(times.length)} in ${Math.floor((end - begin) / day)} days`,
  )
}

const posted = (count: number): string => (count === 1 ? '1 post' : `${count} posts`)

const listening = (): Figure[] => [
  figure('response-rate', 'Questions answered', null, comes),
  figure('response-time', 'Time to a first answer', null, comes),
  figure('two-way', 'Posts directed at others', null, comes),
]

function strategy({ objective, reviewInDate }: Scored): Figure {
  if (!objective) return figure('strategy', 'A strategy behind it', 'No', 'No objective is in force.')
  const lacks = [
    objective.baseline === '' && 'a figure to begin from',
    objective.target === '' && 'a target',
    objective.due === null && 'a date',
    !reviewInDate && 'a review in date',
  ].filter((part) => part !== false)
  return figure(
    'strategy',
    'A strategy behind it',
    lacks.length === 0 ? 'Yes' : 'In part',
    lacks.length === 0
      ? 'Objective, measure, figure to begin from, target, date, and a review in date.'
      : `Missing: ${new Intl.ListFormat('en-GB').format(lacks)}.`,
  )
}
