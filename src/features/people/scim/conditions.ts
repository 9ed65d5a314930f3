import { sql, type RawBuilder } from 'kysely'
import { isId } from '../people-store.ts'
import type { Comparison } from './filter.ts'
import { ScimProblem } from './messages.ts'

type Condition = RawBuilder<boolean>
type Make = (comparison: Comparison) => Condition

const refuse = ({ attribute, op }: Comparison): ScimProblem =>
  new ScimProblem(400, `Looking for “${attribute} ${op}” is not supported.`, 'invalidFilter')

const inPattern = (text: string): string => text.replaceAll(/[\\%_]/g, (found) => `\\${found}`)

const textOf = (comparison: Comparison): string => {
  if (typeof comparison.value !== 'string') throw refuse(comparison)
  return comparison.value
}

/** Texts are compared as RFC 7643 has most of them: whatever their case. */
const text =
  (column: RawBuilder<unknown>): Make =>
  (comparison) => {
    const wanted = textOf(comparison).toLowerCase()
    if (comparison.op === 'eq') return sql`lower(${column}) = ${wanted}`
    if (comparison.op === 'sw') return sql`lower(${column}) like ${`${inPattern(wanted)}%`}`
    if (comparison.op === 'co') return sql`lower(${column}) like ${`%${inPattern(wanted)}%`}`
    throw refuse(comparison)
  }

const exact =
  (column: RawBuilder<unknown>): Make =>
  (comparison) => {
    if (comparison.op !== 'eq') throw refuse(comparison)
    return sql`${column} = ${textOf(comparison)}`
  }

const id =
  (column: RawBuilder<unknown>): Make =>
  (comparison) => {
    const wanted = textOf(comparison)
    if (comparison.op !== 'eq') throw refuse(comparison)
    return isId(wanted) ? sql`${column} = ${wanted}::uuid` : sql`false`
  }

const signs = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

const time =
  (column: RawBuilder<unknown>): Make =>
  (comparison) => {
    const { op } = comparison
    const wanted = new Date(textOf(comparison))
    if (op === 'co' || op === 'sw' || Number.isNaN(wanted.valueOf())) throw refuse(comparison)
    return sql`${column} ${sql.raw(signs[op])} ${wanted.toISOString()}::timestamptz`
  }

const active: Make = (comparison) => {
  const wanted = comparison.value === true || String(comparison.value).toLowerCase() === 'true'
  if (comparison.op !== 'eq') throw refuse(comparison)
  return sql`(i.active and p.state = 'active') = ${wanted}::boolean`
}

const ofUsers: Record<string, Make> = {
  username: text(sql`i.user_name`),
  displayname: text(sql`p.name`),
  emails: text(sql`p.email`),
  'emails.value': text(sql`p.email`),
  externalid: exact(sql`i.external_id`),
  id: id(sql`i.id`),
  active,
  'meta.lastmodified': time(sql`i.updated_at`),
}

const member: Make = (comparison) => {
  const isThatOne = id(sql`m.identity_id`)(comparison)
  return sql`exists (select 1 from directory_member m where m.group_id = g.id and ${isThatOne})`
}

const ofGroups: Record<string, Make> = {
  displayname: text(sql`g.display_name`),
  externalid: exact(sql`g.external_id`),
  id: id(sql`g.id`),
  members: member,
  'members.value': member,
  'meta.lastmodified': time(sql`g.updated_at`),
}

function joined(known: Record<string, Make>, comparisons: readonly Comparison[]): Condition {
  const made = comparisons.map((each) => {
    const make = Object.hasOwn(known, each.attribute) ? known[each.attribute] : undefined
    if (!make) throw refuse(each)
    return make(each)
  })
  return made.reduce<Condition>((all, each) => sql`${all} and ${each}`, sql<boolean>`true`)
}

/** Over `identity i` joined with `person p`. */
export const userCondition = (comparisons: readonly Comparison[]): Condition => joined(ofUsers, comparisons)
/** Over `directory_group g`. */
export const groupCondition = (comparisons: readonly Comparison[]): Condition => joined(ofGroups, comparisons)
