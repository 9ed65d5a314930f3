import { allUnits, authorise, entryActor, type Actor } from '#features/people/index.ts'
import { newId } from '#platform/db/index.ts'
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { policyInForce } from '../editions.ts'
import { longestWaiverDays, type NewWaiver } from './contract.ts'
import type { WaiverDeps } from './deps.ts'
import './store.ts'

const day = 86_400_000

/** From when until when, as instants in UTC. Throws `Invalid`: an exception without an end is a change of the policy. */
function spanOf(input: Pick<NewWaiver, 'since' | 'until'>, now: string): { since: string; until: string } {
  const given = input.since === null ? now : new Date(input.since).toISOString()
  const since = given < now ? now : given
  const until = new Date(input.until).toISOString()
  const fault =
    until <= since
      ? 'The end has to come after the beginning, and after now.'
      : Date.parse(until) - Date.parse(since) > longestWaiverDays * day
        ? `An exception lasts ${longestWaiverDays} days at most. What should last longer is a change of the policy.`
        : null
  if (fault) throw new Invalid('waivers.span', fault, { fields: [{ path: 'until', message: fault }] })
  return { since, until }
}

async function needClause({ services }: WaiverDeps, input: NewWaiver, now: string): Promise<void> {
  const { ruleset } = await policyInForce(services.db, now)
  if (!ruleset.clauses.some(({ id }) => id === input.clause)) {
    const message = `There is no clause ${input.clause} in the policy in force.`
    throw new Invalid('waivers.no-clause', message, { fields: [{ path: 'clause', message }] })
  }
  const ofClause = ruleset.controls.filter(({ clause }) => clause === input.clause)
  if (input.control !== null && !ofClause.some(({ id }) => id === input.control)) {
    const message = `Clause ${input.clause} has no control “${input.control}”.`
    throw new Invalid('waivers.no-control', message, { fields: [{ path: 'control', message }] })
  }
}

/** What it is for has to be there; a post must not be one's own. */
async function needSubject(deps: WaiverDeps, actor: Actor, input: NewWaiver): Promise<void> {
  const [kind, id = ''] = input.subject.split(':')
  if (kind === 'account' && !(await deps.accountNames([id])).has(id)) throw new NotFound('account')
  if (kind === 'unit' && !(await allUnits(deps.services.db)).some((unit) => unit.id === id))
    throw new NotFound('unit')
  if (kind !== 'post') return
  const post = await deps.readPost(actor, id)
  if (!post) throw new NotFound('post')
  if (post.writers.includes(actor.personId))
    throw new Forbidden(
      'waivers.own-post',
      'You wrote in this post, and nobody excuses their own. Somebody else who may make exceptions has to decide.',
      { clause: input.clause },
    )
}

/** Makes an exception to a clause: for something, for a time, for a reason. Answers its id. */
export async function giveWaiver(deps: WaiverDeps, actor: Actor, input: NewWaiver): Promise<string> {
  authorise(actor, 'policy.waive')
  const { services } = deps
  const at = nowOf(services)
  const { since, until } = spanOf(input, at)
  await needClause(deps, input, at)
  await needSubject(deps, actor, input)
  const id = newId()
  const { clause, control, subject, reason } = input
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('waiver')
      .values({
        id,
        clause,
        control,
        subject,
        reason,
        since,
        until,
        given_by: actor.personId,
        at,
        ended_at: null,
        ended_by: null,
        ended_because: null,
      })
      .execute()
    await append(tx, at, {
      kind: 'waiver.given',
      actor: entryActor(actor),
      subject: `waiver:${id}`,
      ...placeOf(subject),
      summary: 'An exception to a clause was made.',
      facts: { clause, control, for: subject, since, until },
      content: { reason },
    })
  })
  return id
}

/** Where the record is found besides under the exception itself. */
export function placeOf(subject: string): { postId?: string; accountId?: string } {
  const [kind, id] = subject.split(':')
  if (kind === 'post' && id) return { postId: id }
  return kind === 'account' && id ? { accountId: id } : {}
}
