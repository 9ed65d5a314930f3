import type { NetworkProfile } from '#networks/profile.ts'
import { checkPostWith } from './engine/index.ts'
import type { Finding, InstitutionForCheck, Moment, PostForCheck } from './engine/index.ts'
import { checkWording } from './engine/wording-check.ts'
import type { InForce } from './editions.ts'

export interface CheckWorld {
  institution: InstitutionForCheck
  profiles: readonly NetworkProfile[]
}

/**
 * The server's word on a post, which is the one that counts. Pure; `now` is an ISO instant. The moment "submit" holds
 * every control that asks something of an author; use "publish" for the last look before sending.
 */
export function checkPost(
  edition: Pick<InForce, 'rules'>,
  post: PostForCheck,
  { institution, profiles }: CheckWorld,
  now: string,
  moment: Moment = 'submit',
): Finding[] {
  const byId = Object.fromEntries(profiles.map((profile) => [profile.id, profile]))
  return checkPostWith(
    edition.rules,
    post,
    { institution, profiles: byId, wording: checkWording },
    moment,
    now,
  )
}
