export type { FileStore } from './types.ts'
export { openFileStore } from './open.ts'
export { inSlices } from './in-slices.ts'
