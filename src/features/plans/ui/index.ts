/** What other pages may use of plans. */
export { PlanCard } from './plan-card.tsx'
export { bandsQuery } from './queries.ts'
