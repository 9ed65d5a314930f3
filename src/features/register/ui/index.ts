export { AccountChoice } from './estate/account-choice.tsx'
