/** For tests of hand-overs: the house under the baseline, and an officer. */
import { setUpInstitution } from '#features/institution/testing.ts'
import { signInAs } from '#features/people/testing.ts'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import type { Services } from '#platform/services.ts'
import { testServices } from '#testing/services.ts'
import { stageOf } from '../testing.ts'

export async function handOverStage(practice: (services: Services) => Parameters<typeof stageOf>[1]) {
  const services = await testServices({ now: '2026-11-21T09:00:00.000Z' })
  await setUpInstitution(services)
  await bringBaselineIntoForce(services)
  const stage = await stageOf(services, practice(services))
  const { actor: officer } = await signInAs(services, {
    name: 'Digital Marketing Officer',
    roles: ['officer'],
  })
  return { services, stage, officer }
}
