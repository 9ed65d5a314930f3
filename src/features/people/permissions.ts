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
  coordinator: 'Unit coordinator',
} as const
export type Relation = keyof typeof relations
/** What one may be made on the account itself; who coordinates a unit is so for all its accounts. */
export type MemberRelation = Exclude<Relation, 'coordinator'>

/** `yes`: always. `own`: for the accounts one is so related to. Absent: no. */
export interface PermissionRow {
  about: string
  /** Everybody may call it, but only the holder of the office that is asked, or a deputy, gets anywhere. */
  byOffice?: true
  everyone?: 'yes'
  contributor?: 'own'
  administrator?: 'own'
  /** For the accounts of the units that one coordinates, and of those below them. */
  coordinator?: 'own'
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
    coordinator: 'own',
    officer: 'yes',
  },
  'accounts.connect': {
    about: 'Connect an account to its network, or disconnect it',
    administrator: 'own',
    officer: 'yes',
  },
  'accounts.close': { about: 'Close an account', officer: 'yes' },
  'accounts.review': {
    about: 'Review an account against what it is to reach',
    administrator: 'own',
    coordinator: 'own',
    officer: 'yes',
  },
  'accounts.hand-over': {
    about: 'Hand an account over to somebody else',
    administrator: 'own',
    coordinator: 'own',
    officer: 'yes',
  },
  'accounts.secrets': {
    about: 'Put a password or recovery code under seal, and renew it; nobody can read it back',
    administrator: 'own',
    officer: 'yes',
  },
  'accounts.break-glass': {
    about: 'Open a sealed password together with a second person',
    officer: 'yes',
    it: 'yes',
  },
  'accounts.import': { about: 'Import accounts from a spreadsheet', officer: 'yes' },
  'estate.read': {
    about: 'See all accounts at a glance, and what each lacks',
    coordinator: 'own',
    officer: 'yes',
    governance: 'yes',
    it: 'yes',
  },
  'requests.make': { about: 'Ask for an official account, or for a change to one', everyone: 'yes' },
  'requests.read': {
    about: 'Read other people’s requests',
    coordinator: 'own',
    officer: 'yes',
    governance: 'yes',
  },
  'requests.decide': {
    about: 'Advise on a request, or decide it, for an office that one holds',
    byOffice: true,
    everyone: 'yes',
  },
  'networks.apps': {
    about: 'Register the apps that networks want before accounts there can be connected',
    it: 'yes',
  },
  'networks.watch': { about: 'Keep watch over the networks: terms, charges, closures', officer: 'yes' },
  'impersonations.read': {
    about: 'See reports of accounts that pretend to be ours, and settle them',
    officer: 'yes',
    governance: 'yes',
  },
  'duties.read': { about: 'See the duties of every office', officer: 'yes', governance: 'yes' },
  'notices.channels': { about: 'Set up where notices go: Teams, Slack', officer: 'yes', it: 'yes' },
  'posts.read': {
    about: 'Read drafts, comments and outcomes',
    contributor: 'own',
    administrator: 'own',
    coordinator: 'own',
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
    coordinator: 'own',
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
  'plans.manage': {
    about: 'Set up queues and series of posts',
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
    byOffice: true,
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
  'directory.manage': {
    about: 'Set up sign-in services and the directory, and what their groups mean here',
    it: 'yes',
  },
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
  /** The units that one coordinates, and all that belong to them. */
  units: string[]
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

const relationsByActor = new WeakMap<Actor, Map<string, Relation[]>>()

/** A coordinator of a faculty may be related to thousands, and is asked about each of them. */
function relationsTo(actor: Actor, accountId: string): readonly Relation[] {
  let known = relationsByActor.get(actor)
  if (!known) {
    known = new Map()
    for (const held of actor.accounts)
      known.set(held.accountId, [...(known.get(held.accountId) ?? []), held.relation])
    relationsByActor.set(actor, known)
  }
  return known.get(accountId) ?? []
}

/** May this person do it for this account? */
export function mayFor(actor: Actor, permission: Permission, accountId: string): boolean {
  if (mayAnywhere(actor, permission)) return true
  const entry = row(permission)
  return (
    within(actor, permission) && relationsTo(actor, accountId).some((relation) => entry[relation] === 'own')
  )
}

/** May this person do it for whatever belongs to this unit? */
export function mayForUnit(actor: Actor, permission: Permission, unitId: string): boolean {
  if (mayAnywhere(actor, permission)) return true
  return within(actor, permission) && row(permission).coordinator === 'own' && actor.units.includes(unitId)
}

/** May this person do it for at least something? What a page shows, and the first gate of a route. */
export function maySomewhere(actor: Actor, permission: Permission): boolean {
  if (mayAnywhere(actor, permission)) return true
  const entry = row(permission)
  const relates = actor.accounts.some((held) => entry[held.relation] === 'own')
  // A unit may have no account yet, and still somebody who looks after it.
  return within(actor, permission) && (relates || (entry.coordinator === 'own' && actor.units.length > 0))
}

/** The permissions that this person has for something. */
export function permissionsOf(actor: Actor): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => maySomewhere(actor, permission))
}
