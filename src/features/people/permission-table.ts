import type { PermissionTable } from './contract.ts'
import {
  permissions,
  relations,
  roles,
  type Permission,
  type PermissionRow,
  type Relation,
  type Role,
} from './permissions.ts'

type Prefix = Permission extends `${infer First}.${string}` ? First : never

/** What the table is grouped by, in its order; each permission belongs to the subject of its first word. */
const subjects: { name: string; of: Prefix[] }[] = [
  { name: 'Official accounts', of: ['accounts', 'estate', 'impersonations', 'networks'] },
  { name: 'Requests', of: ['requests'] },
  { name: 'Posts and publishing', of: ['posts', 'plans', 'publishing', 'assets'] },
  { name: 'Policy', of: ['policy'] },
  { name: 'Duties and notices', of: ['duties', 'notices'] },
  { name: 'Records', of: ['records'] },
  { name: 'People, offices and units', of: ['people', 'offices', 'units', 'directory'] },
  { name: 'The system', of: ['institution', 'system'] },
]

/** What “own” means for each relation, as a cell of the table says it. */
const ownWords: Record<Relation, string> = {
  administrator: 'For accounts they answer for',
  contributor: 'For accounts they contribute to',
  coordinator: 'For accounts of their units',
}

const relationAbout: Record<Relation, string> = {
  administrator:
    'Named on an account, and answers for it. One of them is designated; the others are deputies.',
  contributor: 'Named on an account, often with an end date; writes for it.',
  coordinator:
    'Named on a unit. Looks after the accounts of that unit and of the units below it, but not of an affiliate such as the students’ union.',
}

const roleAbout: Record<Role, string> = {
  officer: 'Runs the institution’s social media for all of it.',
  governance: 'Sees that the policy is followed and proves it. Writes no posts.',
  it: 'Looks after people, sign-in and the system itself. Reads no drafts and no log.',
}

/** What is enforced whatever somebody holds, because a table of permissions can’t say it. */
const never = [
  'Nobody approves their own post, nor a correction that they proposed.',
  'Nobody decides their own request.',
  'Nobody opens a sealed password alone: it takes two people, and both stand in the records.',
  'Nobody changes or removes a record; content can be erased, its proof stays.',
  'Nobody takes system administration from the last person who has it, not even the directory.',
  'Nobody gives a personal token more than they may do themselves.',
  'Nobody reads somebody else’s password, recovery codes or tokens: they are kept so that only they themselves can use them.',
]

const offices =
  'Offices, such as Digital Marketing Officer, give no permission of their own. Where the policy names an office for an approval, a consultation or a decision, its holder may give it, and so may its deputies; who holds which office stands on the page “Offices”.'

/** The table of who can do what, from the very entries that the code enforces. */
export function permissionTable(): PermissionTable {
  const columns: PermissionTable['columns'] = [
    { id: 'everyone', name: 'Everybody signed in', about: 'Any person with access to Rostrum.', own: null },
    ...named(relations).map(({ id, name }) => ({ id, name, about: relationAbout[id], own: ownWords[id] })),
    ...named(roles).map(({ id, name }) => ({ id, name, about: roleAbout[id], own: null })),
  ]
  const rows = Object.entries(permissions).map(([permission, entry]: [string, PermissionRow]) => ({
    permission,
    subject: subjectOf(permission),
    about: entry.about,
    byOffice: entry.byOffice === true,
    cells: Object.fromEntries(
      columns.map(({ id }) => [
        id,
        entry.everyone ?? entry[id as Exclude<keyof PermissionRow, 'about' | 'byOffice'>] ?? null,
      ]),
    ),
  }))
  return {
    columns,
    subjects: subjects.map(({ name }) => name),
    rows: subjects.flatMap(({ name }) => rows.filter((row) => row.subject === name)),
    offices,
    never,
  }
}

function subjectOf(permission: string): string {
  const prefix = permission.split('.')[0]
  return subjects.find(({ of }) => of.some((each) => each === prefix))?.name ?? ''
}

function named<Id extends string>(entries: Record<Id, string>): { id: Id; name: string }[] {
  return (Object.entries(entries) as [Id, string][]).map(([id, name]) => ({ id, name }))
}
