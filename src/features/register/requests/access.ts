import { mayAnywhere, mayFor, personById, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import type { OfficeRef, RequestState } from './contract.ts'
import { actsFor, governanceRole, isRole, officeOf } from './offices.ts'
import { stagesOf } from './store.ts'
import type { RequestRow, StageRow } from './tables.ts'

/** That nobody decides on what they asked for, or on what is to be theirs. */
export const ownClause = 'BASE-14.2'

export const isOver = (state: RequestState): boolean =>
  state === 'approved' || state === 'refused' || state === 'withdrawn' || state === 'listed'

/** A draft is its author's. Afterwards: who asked, who is named in it, the offices it goes to, and who may read all. */
export async function mayRead(db: Db | Tx, actor: Actor, request: RequestRow, now: string): Promise<boolean> {
  if (request.requester === actor.personId) return true
  if (request.state === 'draft') return false
  if (mayAnywhere(actor, 'requests.read')) return true
  if (request.account_id && mayFor(actor, 'requests.read', request.account_id)) return true
  if (isNamed(request, actor.personId)) return true
  for (const { office_id: id } of await stagesOf(db, request.id))
    if (actsFor(await officeOf(db, id, now), actor)) return true
  return false
}

/** Throws `NotFound`, so that nobody learns of what they may not see. */
export async function needRead(db: Db | Tx, actor: Actor, request: RequestRow, now: string): Promise<void> {
  if (!(await mayRead(db, actor, request, now))) throw new NotFound('request')
}

export function needRequester(actor: Actor, request: RequestRow): void {
  if (request.requester === actor.personId) return
  throw new Forbidden('requests.not-yours', 'Only whoever made this request can do that.', {
    fix: 'Ask them to, or make a request of your own.',
  })
}

/** Whoever asked; where they have left, an officer, so that nothing waits for ever. */
export async function mayWithdraw(db: Db | Tx, actor: Actor, request: RequestRow): Promise<boolean> {
  if (request.requester === actor.personId) return true
  if (request.state === 'draft' || !mayAnywhere(actor, 'accounts.add')) return false
  return (await personById(db, request.requester))?.state === 'left'
}

const isNamed = ({ answers }: RequestRow, personId: string): boolean =>
  (answers.administrators ?? []).includes(personId)

/** How an actor stands to a stage. */
export type MayAnswer =
  | { may: true; inPlace: boolean }
  /** `holder`: it would be theirs, but for this. */
  | { may: false; holder: boolean; say: string; clause: string }

/**
 * May this person answer for the office? Who asked, and who would answer for the account, may not; and nobody hears an
 * appeal against their own decision.
 */
export function mayAnswer(
  actor: Actor,
  request: RequestRow,
  stage: Pick<StageRow, 'kind' | 'clause'>,
  office: OfficeRef,
  decidedBy: readonly string[],
): MayAnswer {
  const standsIn = stage.kind === 'appeal' ? 'policy.waive' : 'accounts.add'
  const vacant = office.people.length === 0 && !isRole(office)
  const inPlace = vacant && mayAnywhere(actor, standsIn)
  const acts = isRole(office) ? hasRole(actor, office) : actsFor(office, actor)
  const no = (say: string, clause: string, holder: boolean): MayAnswer => ({
    may: false,
    holder,
    say,
    clause,
  })
  if (!acts && !inPlace)
    return no(`Only who holds the office “${office.name}” answers here.`, stage.clause, false)
  if (request.requester === actor.personId)
    return no(
      'You made this request, and nobody decides their own. Somebody else has to answer.',
      ownClause,
      true,
    )
  if (isNamed(request, actor.personId))
    return no(
      'You are named in this request as an administrator, and nobody decides their own. Somebody else has to answer.',
      ownClause,
      true,
    )
  if (stage.kind === 'appeal' && decidedBy.includes(actor.personId))
    return no('You decided before, and an appeal is heard by somebody else.', 'BASE-14.4', true)
  return { may: true, inPlace }
}

/** A token that is limited to less gives nobody the powers of a role. */
const hasRole = (actor: Actor, office: OfficeRef): boolean =>
  mayAnywhere(actor, office.id === governanceRole ? 'policy.waive' : 'accounts.add')

export function needState(request: RequestRow, states: readonly RequestState[]): void {
  if (states.includes(request.state)) return
  throw new Conflict(`requests.${request.state}`, sayState[request.state], {
    data: { state: request.state },
  })
}

const sayState: Record<RequestState, string> = {
  draft: 'This request has not been sent yet.',
  'in-review': 'This request has been sent already and is before the offices.',
  'changes-asked': 'This request is back with whoever made it, so nobody decides on it now.',
  appealed: 'This request is under appeal.',
  approved: 'This request was approved, so nothing more is decided.',
  refused: 'This request was refused, so nothing more is decided but on an appeal.',
  withdrawn: 'This request was withdrawn, so nothing more is decided.',
  listed: 'This account was put on the list, so nothing is decided.',
}
