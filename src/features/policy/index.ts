export { handlePolicyJobs, policyJobs } from './acknowledgements/jobs.ts'
export { asksPublishers, mayPublish, whatKeepsAll } from './acknowledgements/may-publish.ts'
export { acknowledgementNotices, acknowledgementsWaiting } from './acknowledgements/mine.ts'
export { checkPost } from './check.ts'
export type { CheckWorld } from './check.ts'
export { runPolicyTest } from './cli.ts'
export type { PolicyTestArguments } from './cli.ts'
export { ensureEditionInForce, policyInForce } from './editions.ts'
export type { InForce } from './editions.ts'
export * from './engine/index.ts'
export {
  bringBaselineIntoForce,
  checkPostInForce,
  checkPostsInForce,
  institutionForCheck,
} from './in-force.ts'
export { judgeAt } from './judge.ts'
export type { Judge, Put } from './judge.ts'
export { policyRoutes } from './http.ts'
export type { PolicyDeps } from './http.ts'
export { officesInPolicy } from './offices.ts'
export { CorruptPack } from './packs/faults.ts'
export { loadPack, packNames, packsFolder, testPack } from './packs.ts'
export type { Pack } from './packs/pack.ts'
export { publicPolicyRoutes } from './public/http.ts'
export type { WaiverDeps } from './waivers/deps.ts'
export { waiverRoutes } from './waivers/http.ts'
export { waiversInForce } from './waivers/store.ts'
