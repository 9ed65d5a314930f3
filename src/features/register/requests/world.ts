import { allUnits } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { objectiveOf } from '../life/objectives.ts'
import { overStates } from '../life/rules.ts'
import { holds } from '../rules.ts'
import { accountById, activePersons, connectionOf, membersOf } from '../store.ts'
import type { Answers, RequestKind } from './contract.ts'
import type { AccountForRequest, RequestFacts } from './fields.ts'

export interface AboutRequest {
  kind: RequestKind
  answers: Answers
  /** The account that was proposed by this very request. */
  ownAccountId: string | null
}

/** What there is to know beside the answers. */
export async function factsFor(db: Db | Tx, about: AboutRequest, now: string): Promise<RequestFacts> {
  const { kind, answers, ownAccountId } = about
  const account = kind === 'open' ? null : await accountFor(db, answers.accountId, now)
  const successor = kind === 'merge' ? await accountFor(db, answers.successorId, now) : null
  const unit = await unitFor(db, kind === 'open' ? answers.unitId : account?.unitId)
  const named = [...(answers.administrators ?? []), ...(answers.contributors ?? [])]
  return {
    unit,
    account,
    successor,
    active: await activePersons(db, named),
    accountsOfUnit: unit ? await networksOf(db, unit.id, ownAccountId ?? account?.id ?? null) : 0,
  }
}

async function accountFor(
  db: Db | Tx,
  id: string | null | undefined,
  now: string,
): Promise<AccountForRequest | null> {
  const row = id ? await accountById(db, id) : undefined
  if (!row) return null
  const members = (await membersOf(db, [row.id])).filter(
    (member) => member.relation === 'administrator' && member.personState === 'active' && holds(member, now),
  )
  const objective = await objectiveOf(db, row.id)
  return {
    id: row.id,
    network: row.network,
    handle: row.handle,
    displayName: row.display_name,
    unitId: row.unit_id,
    state: row.state,
    purpose: row.purpose,
    audiences: row.audiences,
    hoursPerWeek: Number(row.hours_per_week),
    administrators: members.map((member) => member.personId),
    objective: objective?.objective ?? '',
    metric: objective?.metric ?? '',
    connected: (await connectionOf(db, row.id)) !== undefined,
  }
}

/** What stands below a body that answers for itself answers for itself too. */
async function unitFor(db: Db | Tx, id: string | null | undefined): Promise<RequestFacts['unit']> {
  if (!id) return null
  const units = new Map((await allUnits(db)).map((unit) => [unit.id, unit]))
  const unit = units.get(id)
  if (!unit) return null
  let { affiliate } = unit
  for (let above = unit.parentId; above !== null && !affiliate;) {
    const parent = units.get(above)
    affiliate = parent?.affiliate ?? false
    above = parent?.parentId ?? null
  }
  return { id: unit.id, name: unit.name, kind: unit.kind, affiliate }
}

async function networksOf(db: Db | Tx, unitId: string, except: string | null): Promise<number> {
  let query = db
    .selectFrom('account')
    .select('network')
    .distinct()
    .where('unit_id', '=', unitId)
    .where('state', 'not in', overStates)
  if (except !== null) query = query.where('id', '<>', except)
  return (await query.execute()).length
}
