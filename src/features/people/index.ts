export { countTry, forgive, linkCounts } from './attempts.ts'
export { setSessionCookie } from './cookies.ts'
export { originOf } from './session-http.ts'
export { openSession, type Opened } from './sessions.ts'
export type { Origin } from './sign-in.ts'
export { expectedAnswer, type Answer } from './access.ts'
export { actorOf } from './actor.ts'
export { authorise, entryActor } from './authorise.ts'
export type { Notice, OfficeInPolicy } from './contract.ts'
export type { Left, LeftHook, PeopleDeps, TellAdministration } from './deps.ts'
export { browserSession, peopleHooks, requireRecentConfirmation } from './hooks.ts'
export { peopleRoutes } from './http.ts'
export { makeRecoveryLinkFromShell } from './invitations.ts'
export { handlePeopleJobs, peopleJobs } from './jobs.ts'
export { tellPeople } from './letters.ts'
export { heldUntil } from './office-term.ts'
export { officeHolders, officesOf } from './offices.ts'
export { actorById, anyoneEnrolled, holdersOf, namesOf, personByEmail, personById } from './people-store.ts'
export {
  mayAnywhere,
  mayFor,
  mayForUnit,
  maySomewhere,
  permissions,
  permissionsOf,
  relations,
  roles,
  type Actor,
  type Permission,
  type MemberRelation,
  type Relation,
  type Role,
} from './permissions.ts'
export type { AccountMemberTable } from './tables.ts'
export { allUnits } from './units.ts'
