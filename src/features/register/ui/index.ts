export { AccountChoice } from './estate/account-choice.tsx'
export { estateQuery } from './estate/queries.ts'
