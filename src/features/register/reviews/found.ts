import type { Finding, Judge } from '#features/policy/index.ts'
import { accountFields, type AccountFacts } from '../life/subject.ts'
import { reviewClause } from './rules.ts'

const farAway = 3_650

function asked(
  judge: Judge,
  account: AccountFacts,
  now: string,
  instead: Partial<ReturnType<typeof accountFields>>,
) {
  return judge({
    kind: 'account',
    moment: 'daily',
    fields: { ...accountFields(account, now), ...instead },
    accounts: [{ id: account.id, unitId: account.unitId }],
  }).filter(({ waiver }) => !waiver)
}

/** What the policy says of an account when it is looked at; notes and guidance are no fault of it. */
export function foundOf(judge: Judge, account: AccountFacts, now: string): Finding[] {
  return asked(judge, account, now, {}).filter(({ outcome }) => outcome !== 'record' && outcome !== 'guide')
}

/**
 * The control that asks for a review: because the network has changed, or because its date has come. It is found by
 * asking twice, with and without, so that no control is known by its name.
 */
export function whatAsks(
  judge: Judge,
  account: AccountFacts,
  now: string,
  changed: boolean,
): Finding | undefined {
  const calm = { networkChanged: false, daysToReview: farAway }
  const without = new Set(asked(judge, account, now, calm).map(({ control }) => control))
  const instead = changed ? { ...calm, networkChanged: true } : { ...calm, daysToReview: 0 }
  return asked(judge, account, now, instead).find(({ control }) => !without.has(control))
}

/** The clause by which an account is looked at again: of the policy in force where a control of it asks, else of the baseline. */
export function clauseThatAsks(judge: Judge, account: AccountFacts, now: string): string {
  const asks = whatAsks(judge, account, now, account.networkChanged === true)
  return (asks ?? whatAsks(judge, account, now, false))?.clause ?? reviewClause
}
