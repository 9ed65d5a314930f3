import type { PublicState } from './contract.ts'

/** The readable address of an account: `bluesky-library.example.ac.uk`. What a path cannot hold is written as `~`. */
export const slugOf = (network: string, handle: string): string =>
  `${network}-${handle.toLowerCase()}`.replaceAll(/[^\p{L}\p{N}._@-]+/gu, '~')

/** Where an account's own page is. The entry of a closed account may share its handle with an open one. */
export const pathOf = ({ id, slug, state }: { id: string; slug: string; state: PublicState }): string =>
  `/public/accounts/${state === 'closed' ? id : encodeURI(slug)}`
