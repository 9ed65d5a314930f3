import { policyInForce } from '#features/policy/index.ts'
import { nowOf } from '#platform/services.ts'
import type { PostsDeps } from './deps.ts'

/** The clauses of the baseline that the rules of posts themselves honour, so that a refusal can name its own. */
export const clauses = {
  secondPairOfEyes: 'BASE-2.1',
  whatWasApproved: 'BASE-2.2',
  onTimeOrNotAtAll: 'BASE-2.3',
} as const

/** The clause under which nobody approves their own: the institution's, where its own policy says so. */
export async function secondPairOfEyesNow({ services }: Pick<PostsDeps, 'services'>): Promise<string> {
  const { ruleset } = await policyInForce(services.db, nowOf(services))
  const ofEveryPost = ruleset.controls.find(
    ({ when, mark, requirements }) =>
      when === undefined &&
      mark === undefined &&
      requirements.some((one) => 'approval' in one && one.approval === 'another-person'),
  )
  return ofEveryPost?.clause ?? clauses.secondPairOfEyes
}
