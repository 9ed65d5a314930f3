/** What other pages may use of the posts' room. */
export { AccountAfterwardsCards } from './afterwards/cards-of-account.tsx'
export { noticedQuery } from './afterwards/queries.ts'
export { PauseBanner, PauseButton } from './pause/pause-control.tsx'
export {
  accountsOfQuery,
  accountsQuery,
  calendarQuery,
  correctionsQuery,
  postQuery,
  postsQuery,
  type CalendarItem,
} from './queries.ts'
export { counted, listed, networkName, networksOf, publicationWords, statusWords } from './words.ts'
