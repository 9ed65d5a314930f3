export { waiversQuery } from './waivers/queries.ts'
export { AccountWaivers, WaiverLine } from './waivers/waiver-line.tsx'
export { PolicyToReadCard, usePolicyWaits } from './acknowledgements/waiting-card.tsx'
