export { doubtInWords } from './doubt-words.ts'
export { levelLabel, levelOf, type MarkLevel } from './finding-level.ts'
export { waiversQuery } from './waivers/queries.ts'
export { AccountWaivers, WaiverLine } from './waivers/waiver-line.tsx'
