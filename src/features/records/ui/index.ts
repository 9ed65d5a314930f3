/** What other rooms' pages may show of records. */
export { Story } from './story.tsx'
