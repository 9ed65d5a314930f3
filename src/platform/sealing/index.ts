export { createSealer, type Sealer } from './sealer.ts'
export { loadKeys, rotateKeys, type Keys } from './keys.ts'
