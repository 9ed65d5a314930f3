export { actorOf } from './actor.ts'
export { authorise, entryActor } from './authorise.ts'
export {
  mayAnywhere,
  mayFor,
  maySomewhere,
  permissions,
  permissionsOf,
  relations,
  roles,
  type Actor,
  type Permission,
  type Relation,
  type Role,
} from './permissions.ts'
