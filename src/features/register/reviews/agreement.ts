import type { Actor } from '#features/people/index.ts'
import { notify } from '#features/notices/index.ts'
import { judgeAt } from '#features/policy/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { daysAfter } from '../hand-over/rules.ts'
import { centralRole, ensureDuty, settleDuty } from '../hand-over/tell.ts'
import { accountFacts } from '../life/facts.ts'
import type { ReviewInput } from './contract.ts'
import { clauseThatAsks, foundOf, whatAsks } from './found.ts'
import { reviewKeys } from './review-duties.ts'
import { agreeDays, agreementNeeded } from './rules.ts'

/** The account is asked about as it will stand once the review counts. */
export async function agreementFor(
  tx: Tx,
  actor: Actor,
  accountId: string,
  input: ReviewInput,
  overdue: boolean,
  now: string,
) {
  const own = actor.accounts.some((held) => held.accountId === accountId && held.relation === 'administrator')
  const [facts] = await accountFacts(tx, now, { id: accountId })
  if (!own || !facts) return null
  const after = {
    ...facts,
    hoursPerWeek: input.hoursPerWeek,
    hasObjective: facts.hasObjective || input.objective !== null,
    reviewDue: `${input.nextDue}T12:00:00.000Z`,
    networkChanged: facts.networkChanged === null ? null : false,
  }
  const judge = await judgeAt(tx, now)
  return agreementNeeded({
    clause: clauseThatAsks(judge, facts, now),
    outcome: input.outcome,
    own,
    overdue,
    found: foundOf(judge, after, now),
  })
}

/** Has somebody else of central communications agree, or send it back. */
export async function askSomebodyElse(
  services: Services,
  tx: Tx,
  now: string,
  actor: Actor,
  account: { id: string; name: string },
  agreement: { clause: string; why: string },
): Promise<void> {
  const [facts] = await accountFacts(tx, now, { id: account.id })
  const asks = facts?.networkChanged ? whatAsks(await judgeAt(tx, now), facts, now, true) : undefined
  const link = `/accounts/${account.id}/review`
  await settleDuty(tx, now, reviewKeys.review(account.id), {
    by: actor.personId,
    how: 'Reviewed; it counts once somebody else has agreed.',
  })
  const role = await centralRole(tx, actor.personId)
  if (role)
    await ensureDuty(services, tx, now, {
      key: reviewKeys.agree(account.id),
      kind: 'account.review',
      title: `Agree to the review of ${account.name}, or send it back`,
      why: agreement.why,
      clause: agreement.clause,
      // While it waits, the control that asked for the review is being seen to.
      control: asks?.control,
      role,
      notFor: actor.personId,
      // Those who hold it are told below, that somebody waits for their agreement.
      told: role === 'officer',
      accountId: account.id,
      link,
      due: daysAfter(now, agreeDays),
    })
  await notify(services, tx, now, {
    to: { holdersOf: ['officer'], except: [actor.personId] },
    kind: 'reviews.account',
    title: `The review of ${account.name} waits for your agreement`,
    text: `${actor.name} would keep it. ${agreement.why}`,
    link,
    about: { accountId: account.id },
  })
}
