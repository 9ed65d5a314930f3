/**
 * Who can do what: the one table that the code enforces, that the pages show, and that the matrix test walks. A
 * governance officer should be able to read it aloud.
 */

/** Roles are held by a person everywhere. */
export const roles = {
  officer: 'Central communications',
  governance: 'Governance, legal and records',
  it: 'System administration',
} as const
export type Role = keyof typeof roles

/** Relations are held to one account. */
export const relations = {
  administrator: 'Account administrator',
  contributor: 'Contributor',
} as const
export type Relation = keyof typeof relations

/** `yes`: always. `own`: for the accounts one is so related to. Absent: no. */
export interface PermissionRow {
  about: string
  everyone?: 'yes'
  contributor?: 'own'
  administrator?: 'own'
  officer?: 'yes'
  governance?: 'yes'
  it?: 'yes'
}

export const permissions = {
  'accounts.read': { about: 'See the register of accounts', everyone: 'yes' },
  'accounts.add': { about: 'Add an official account', officer: 'yes' },
  'accounts.edit': {
    about: 'Change an account’s entry and its people',
    administrator: 'own',
    officer: 'yes',
  },
  'accounts.connect': {
    about: 'Connect an account to its network, or disconnect it',
    administrator: 'own',
    officer: 'yes',
  },
  'accounts.close': { about: 'Close an account', officer: 'yes' },
  'posts.read': {
    about: 'Read drafts, comments and outcomes',
    contributor: 'own',
    administrator: 'own',
    officer: 'yes',
    governance: 'yes',
  },
  'posts.write': {
    about: 'Write posts, ask for approval, schedule',
    contributor: 'own',
    administrator: 'own',
    officer: 'yes',
  },
  'posts.override': {
    about: 'Keep words that a check questions, with a reason',
    contributor: 'own',
    administrator: 'own',
    officer: 'yes',
  },
  'posts.comment': {
    about: 'Comment on a draft',
    contributor: 'own',
    administrator: 'own',
    officer: 'yes',
    governance: 'yes',
  },
  'posts.approve': {
    about: 'Approve somebody else’s post, or ask for changes',
    administrator: 'own',
    officer: 'yes',
  },
  'posts.control': {
    about: 'Settle a missed or unknown post; edit or delete it on the network',
    administrator: 'own',
    officer: 'yes',
  },
  'publishing.pause': { about: 'Pause all sending, and resume', officer: 'yes', governance: 'yes' },
  'assets.upload': { about: 'Upload images', contributor: 'own', administrator: 'own', officer: 'yes' },
  'policy.read': { about: 'Read the policy and what Rostrum does about each clause', everyone: 'yes' },
  'policy.write': {
    about: 'Write the next edition of the policy and put it before its offices',
    officer: 'yes',
    governance: 'yes',
  },
  'policy.approve': {
    about: 'Approve an edition of the policy for an office that one holds',
    everyone: 'yes',
  },
  'policy.waive': { about: 'Make an exception to a clause, with a reason and an end', governance: 'yes' },
  'policy.acknowledgements': {
    about: 'See who has read the policy, and remind them',
    officer: 'yes',
    governance: 'yes',
  },
  'records.read': { about: 'Read the log of records', officer: 'yes', governance: 'yes' },
  'records.export': { about: 'Export records with their proof', governance: 'yes' },
  'people.read': { about: 'See who works here with Rostrum, and who holds which office', everyone: 'yes' },
  'people.manage': { about: 'Invite people, give roles, end access', it: 'yes' },
  'offices.manage': { about: 'Say who holds which office', governance: 'yes', it: 'yes' },
  'units.manage': { about: 'Change the tree of units', officer: 'yes', it: 'yes' },
  'institution.manage': { about: 'Change the institution’s settings; remove the example', it: 'yes' },
  'system.read': { about: 'See how the system is doing', officer: 'yes', it: 'yes' },
} as const satisfies Record<string, PermissionRow>

export type Permission = keyof typeof permissions

/** Who acts: a person as known at this request. */
export interface Actor {
  personId: string
  name: string
  roles: Role[]
  /** Relations to accounts that hold now. */
  accounts: { accountId: string; relation: Relation }[]
  /** For a personal token: what it is limited to; null for a person in a browser. */
  scopes: Permission[] | null
}

function row(permission: Permission): PermissionRow {
  return permissions[permission]
}

function within(actor: Actor, permission: Permission): boolean {
  return actor.scopes === null || actor.scopes.includes(permission)
}

/** May this person do it everywhere, whatever the account? */
export function mayAnywhere(actor: Actor, permission: Permission): boolean {
  const entry = row(permission)
  return (
    within(actor, permission) &&
    (entry.everyone === 'yes' || actor.roles.some((role) => entry[role] === 'yes'))
  )
}

/** May this person do it for this account? */
export function mayFor(actor: Actor, permission: Permission, accountId: string): boolean {
  if (mayAnywhere(actor, permission)) return true
  const entry = row(permission)
  return (
    within(actor, permission) &&
    actor.accounts.some((held) => held.accountId === accountId && entry[held.relation] === 'own')
  )
}

/** May this person do it for at least something? What a page shows, and the first gate of a route. */
export function maySomewhere(actor: Actor, permission: Permission): boolean {
  return (
    mayAnywhere(actor, permission) || actor.accounts.some((held) => mayFor(actor, permission, held.accountId))
  )
}

/** The permissions that this person has for something. */
export function permissionsOf(actor: Actor): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => maySomewhere(actor, permission))
}
