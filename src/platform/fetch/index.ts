export type { FetchFault, GuardedFetch, GuardedRequest, GuardedResponse } from './types.ts'
export { FetchError } from './types.ts'
export { createGuardedFetch } from './guarded.ts'
