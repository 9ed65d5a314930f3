import type { Tx } from '#platform/db/index.ts'
import type { PeopleDeps } from '../deps.ts'

export type DirectoryDeps = Pick<PeopleDeps, 'services' | 'left' | 'tellAdministration'>

/** The directory would have locked everybody out of system administration, and was not let. */
export async function tellOfTheLast(deps: DirectoryDeps, tx: Tx, at: string, name: string): Promise<void> {
  await deps.tellAdministration?.(deps.services, tx, at, {
    title: 'The directory would have taken the last administrator away',
    text: `${name} is the last who can administer Rostrum, so the directory was not followed: what they hold is theirs by hand now. Give the role to somebody else, then take it from them.`,
    link: '/people',
  })
}
