import type { Role } from '../permissions.ts'
import type { Gift } from './contract.ts'
import type { Attributes, ServiceKind } from './tables.ts'

/** What the directory's groups and attributes mean here. Pure: the same for a preview and for the deed. */

export interface Rule {
  /** Null: `value` names a group. */
  attribute: string | null
  value: string
  grant: Grant
}

/** One thing that somebody holds. */
export type Grant =
  | { gives: 'unit' | 'coordinator'; unitId: string }
  | { gives: 'role'; role: Role }
  | { gives: 'office' | 'deputy'; officeId: string }

/** What all services together say of a person. */
export interface Claims {
  groups: string[]
  attributes: Attributes
}

/** What one service says of a person. */
export interface Said extends Claims {
  kind: ServiceKind
}

/** What somebody holds: by the directory, which may take it, and by hand, which it may not. */
export interface Held {
  byMapping: Grant[]
  byHand: Grant[]
}

export interface Difference {
  gains: Grant[]
  loses: Grant[]
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()
const includes = (list: readonly string[], wanted: string): boolean => list.some((each) => same(each, wanted))

export function isInGroup(claims: Pick<Claims, 'groups'>, group: string): boolean {
  return includes(claims.groups, group)
}

/**
 * Puts together what services say. Where SCIM keeps groups, it alone says who is in them: a sign-in of last month does
 * not keep somebody in a group that they have left since.
 */
export function claimsOf(said: readonly Said[], scimGroups: string[], keptByScim: readonly string[]): Claims {
  const others = said.flatMap((each) => each.groups.filter((group) => !includes(keptByScim, group)))
  const attributes: Attributes = {}
  const scimLast = said.toSorted((a, b) => Number(a.kind === 'scim') - Number(b.kind === 'scim'))
  for (const each of scimLast)
    for (const [name, values] of Object.entries(each.attributes)) attributes[name.toLowerCase()] = values
  return { groups: [...new Set([...scimGroups, ...others])], attributes }
}

export function matches(rule: Omit<Rule, 'grant'>, claims: Claims): boolean {
  if (rule.attribute === null) return isInGroup(claims, rule.value)
  const wanted = rule.attribute
  const [, values] = Object.entries(claims.attributes).find(([name]) => same(name, wanted)) ?? []
  return values !== undefined && includes(values, rule.value)
}

export function grantKey(grant: Grant): string {
  if ('unitId' in grant) return `${grant.gives}:${grant.unitId}`
  return 'role' in grant ? `role:${grant.role}` : `${grant.gives}:${grant.officeId}`
}

/** What they stand for whichever way it is held: one is in a unit, or holds an office, once. */
function thingKey(grant: Grant): string {
  if ('unitId' in grant) return `unit:${grant.unitId}`
  return 'role' in grant ? `role:${grant.role}` : `office:${grant.officeId}`
}

const strength: Record<Gift, number> = { unit: 0, coordinator: 1, role: 0, deputy: 0, office: 1 }

/** Each thing once, in its stronger form. */
function strongest(grants: readonly Grant[]): Map<string, Grant> {
  const found = new Map<string, Grant>()
  for (const grant of grants) {
    const before = found.get(thingKey(grant))
    if (!before || strength[grant.gives] > strength[before.gives]) found.set(thingKey(grant), grant)
  }
  return found
}

export function wantedBy(rules: readonly Rule[], claims: Claims): Grant[] {
  const given = rules.filter((rule) => matches(rule, claims)).map((rule) => rule.grant)
  return [...strongest(given).values()]
}

/** What changes, so that the person holds by the directory exactly what it gives, and by hand what they did. */
export function difference(wanted: readonly Grant[], held: Held): Difference {
  const byHand = strongest(held.byHand)
  const needed = wanted.filter((grant) => {
    const own = byHand.get(thingKey(grant))
    return !own || strength[own.gives] < strength[grant.gives]
  })
  const keys = new Set(needed.map(grantKey))
  const now = new Set(held.byMapping.map(grantKey))
  return {
    gains: needed.filter((grant) => !now.has(grantKey(grant))),
    loses: held.byMapping.filter((grant) => !keys.has(grantKey(grant))),
  }
}
