import { roles } from '../../permissions.ts'
import type { Preview, Rule } from '../../directory/contract.ts'

export type Grant = Rule['grant']

/** What things are called, by their ids. */
export interface Names {
  unit: (id: string) => string
  office: (id: string) => string
}

/** What somebody holds, as one phrase. */
export function grantWords(grant: Grant, names: Names): string {
  switch (grant.gives) {
    case 'unit':
      return `Member of ${names.unit(grant.unitId)}`
    case 'coordinator':
      return `Coordinator of ${names.unit(grant.unitId)}`
    case 'role':
      return `Role: ${roles[grant.role]}`
    case 'office':
      return `Office: ${names.office(grant.officeId)}`
    case 'deputy':
      return `Deputy: ${names.office(grant.officeId)}`
  }
}

/** A rule as a sentence. Whole sentences, because other languages build theirs otherwise. */
export function ruleWords({ attribute, value, grant }: Omit<Rule, 'id'>, names: Names): string {
  const group = attribute === null
  switch (grant.gives) {
    case 'unit':
      return group
        ? `Whoever is in the group “${value}” belongs to ${names.unit(grant.unitId)}.`
        : `Whoever has “${value}” as ${attribute} belongs to ${names.unit(grant.unitId)}.`
    case 'coordinator':
      return group
        ? `Whoever is in the group “${value}” coordinates ${names.unit(grant.unitId)} and the units below it.`
        : `Whoever has “${value}” as ${attribute} coordinates ${names.unit(grant.unitId)} and the units below it.`
    case 'role':
      return group
        ? `Whoever is in the group “${value}” has the role ${roles[grant.role]}.`
        : `Whoever has “${value}” as ${attribute} has the role ${roles[grant.role]}.`
    case 'office':
      return group
        ? `Whoever is in the group “${value}” holds the office ${names.office(grant.officeId)}.`
        : `Whoever has “${value}” as ${attribute} holds the office ${names.office(grant.officeId)}.`
    case 'deputy':
      return group
        ? `Whoever is in the group “${value}” is a deputy of the office ${names.office(grant.officeId)}.`
        : `Whoever has “${value}” as ${attribute} is a deputy of the office ${names.office(grant.officeId)}.`
  }
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

/** What a change would do, in sentences. */
export function previewWords({ gains, loses, leaves, keeps }: Preview): string[] {
  const said = [
    ...(gains > 0 ? [`${people(gains)} would gain something.`] : []),
    ...(loses > 0 ? [`${people(loses)} would lose something.`] : []),
    ...(leaves > 0 ? [`${people(leaves)} would lose all access, at once.`] : []),
  ]
  if (said.length === 0) said.push('Nobody who is here today would gain or lose anything.')
  if (keeps.length > 0)
    said.push(
      `The last who can administer Rostrum can’t lose that by the directory: ${keeps.join(', ')}. Give the role to somebody else first.`,
    )
  return said
}
