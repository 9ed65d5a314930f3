import { ScimProblem } from './messages.ts'
import { etag } from './user-store.ts'

/** What the client believes the resource to be: the header If-Match. */
export type Expected = string | undefined

/** RFC 7644, 3.14. Throws 412 when somebody else was quicker. */
export function assertMatches(expected: Expected, version: number): void {
  if (expected === undefined || expected.trim() === '*') return
  const tags = expected.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (!tags.includes(etag(version).replace(/^W\//, '')))
    throw new ScimProblem(412, 'This was changed meanwhile. Read it again, then send the change anew.')
}
