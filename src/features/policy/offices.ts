import type { OfficeInPolicy } from '#features/people/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { officesNow } from './drafts/check.ts'
import { policyInForce } from './editions.ts'
import { troublesOf } from './lint/rules/offices.ts'

/** The offices that the institution's own policy names, each with what the lint says of it by the day of now. */
export async function officesInPolicy(services: Services): Promise<OfficeInPolicy[]> {
  const at = nowOf(services)
  const { own } = await policyInForce(services.db, at)
  if (own === null) return []
  const states = await officesNow(services.db, at)
  return own.content.frontMatter.offices.map((office) => ({
    ...office,
    held: states[office.id]?.held ?? false,
    warnings: troublesOf(own.content, office, states[office.id], at.slice(0, 10)).map(({ says, mend }) => ({
      says,
      mend,
    })),
  }))
}
