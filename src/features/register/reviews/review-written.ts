import { namesOf } from '#features/people/index.ts'
import { judgeAt } from '#features/policy/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { accountFacts } from '../life/facts.ts'
import { objectiveOf } from '../life/objectives.ts'
import { affiliateClause } from '../life/stops.ts'
import { activePersons } from '../store.ts'
import type { ReviewInput, ReviewWritten } from './contract.ts'
import { foundOf } from './found.ts'
import { scorecardOf } from './review-sheet.ts'

/** A review as it is kept: what was said, beside what was known of the account at that moment. */
export async function writtenOf(
  deps: RegisterDeps,
  accountId: string,
  input: ReviewInput,
  now: string,
): Promise<ReviewWritten> {
  const { db } = deps.services
  const [facts] = await accountFacts(db, now, { id: accountId })
  if (!facts) throw new NotFound('account')
  if (facts.affiliate)
    throw new Conflict(
      'register.affiliate',
      `The account belongs to ${facts.unit}, which answers for itself.`,
      {
        clause: affiliateClause,
        fix: 'Leave its review to them.',
      },
    )
  const { progress, figure, hoursPerWeek, note, objective, outcome } = input
  const need = outcome === 'resource' ? input.need : null
  return {
    progress,
    figure,
    hoursPerWeek,
    note,
    objective,
    against: await objectiveOf(db, accountId),
    need: need && { ...need, from: await fromWhom(deps.services, need) },
    scorecard: await scorecardOf(deps, facts, now),
    findings: foundOf(await judgeAt(db, now), facts, now).map(({ clause, clauseTitle, say }) => ({
      clause,
      clauseTitle,
      say,
    })),
  }
}

async function fromWhom(
  { db }: Services,
  need: { officeId: string | null; personId: string | null },
): Promise<string> {
  if (need.personId) {
    if (!(await activePersons(db, [need.personId])).has(need.personId))
      throw new Invalid('register.no-person', 'They are not here any more.', {
        fields: [{ path: 'need.personId', message: 'Choose somebody who is here.' }],
      })
    return (await namesOf(db, [need.personId])).get(need.personId) ?? ''
  }
  const office = await db
    .selectFrom('office')
    .select('name')
    .where('id', '=', need.officeId ?? '')
    .executeTakeFirst()
  if (!office)
    throw new Invalid('register.no-office', 'There is no such office here.', {
      fields: [{ path: 'need.officeId', message: 'Choose an office of the list.' }],
    })
  return office.name
}
