import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { makePerson, refreshPerson } from '../directory/arrive.ts'
import { applyRules } from '../directory/carry-out.ts'
import type { DirectoryDeps } from '../directory/last-administrator.ts'
import { directoryActor, leave } from '../directory/leave.ts'
import { isInGroup } from '../directory/rules.ts'
import { directorySettings } from '../directory/settings.ts'
import { scimGroupsOf } from '../directory/standing.ts'
import { lockRoles } from '../last-of-role.ts'
import { personByEmail, personById, type PersonRow } from '../people-store.ts'
import { noSuch, ScimProblem } from './messages.ts'
import { assertMatches, type Expected } from './preconditions.ts'
import { emailOf, nameOf, type KeptUser } from './user-shape.ts'
import { addUser, changeUser, hasScimIdentity, isUserNameFree, userById, type UserRow } from './user-store.ts'

const taken = (what: string): ScimProblem =>
  new ScimProblem(409, `Another user has this ${what} already.`, 'uniqueness')

/** Makes a user. Somebody who is here already with this address becomes the directory's. Answers the resource's id. */
export async function createUser(deps: DirectoryDeps, user: KeptUser): Promise<UserRow> {
  const at = nowOf(deps.services)
  const email = emailOf(user)
  return deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    if (!(await isUserNameFree(tx, user.userName, null))) throw taken('user name')
    const known = await personByEmail(tx, email)
    if (known && (await hasScimIdentity(tx, known.id))) throw taken('e-mail address')
    const named = { name: nameOf(user), email }
    const person = known ?? { ...(await makePerson(tx, at, named)), ...named, state: 'active', leftBy: null }
    const id = await addUser(tx, at, person.id, user)
    await settle(deps, tx, at, { person, user, saidBefore: null })
    return read(tx, id)
  })
}

/** Writes down what the directory says of a user now, and lets it come true. */
export async function writeUser(
  deps: DirectoryDeps,
  id: string,
  expected: Expected,
  change: (before: KeptUser) => KeptUser,
): Promise<UserRow> {
  const at = nowOf(deps.services)
  return deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const before = await userById(tx, id)
    if (!before) throw noSuch('user', id)
    assertMatches(expected, before.version)
    const user = change(before.resource)
    const email = emailOf(user)
    if (!(await isUserNameFree(tx, user.userName, id))) throw taken('user name')
    const other = await personByEmail(tx, email)
    if (other && other.id !== before.personId) throw taken('e-mail address')
    const person = await personById(tx, before.personId)
    if (!person) throw noSuch('user', id)
    await changeUser(tx, at, id, user)
    await settle(deps, tx, at, { person, user, saidBefore: before.said })
    return read(tx, id)
  })
}

/** The directory forgets somebody: they leave, and it knows them no more. */
export async function deleteUser(deps: DirectoryDeps, id: string, expected: Expected): Promise<void> {
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const user = await userById(tx, id)
    if (!user) throw noSuch('user', id)
    assertMatches(expected, user.version)
    await leave(deps, tx, at, user.personId, { why: 'The directory removed them.' })
    await tx.deleteFrom('identity').where('id', '=', id).execute()
    await append(tx, at, {
      kind: 'directory.user-removed',
      actor: directoryActor,
      subject: `person:${user.personId}`,
      summary: 'The directory removed a person.',
      facts: { identity: id },
    })
  })
}

async function read(tx: Tx, id: string): Promise<UserRow> {
  const row = await userById(tx, id)
  if (!row) throw noSuch('user', id)
  return row
}

interface Settling {
  person: PersonRow
  user: KeptUser
  /** What the directory said before; null when it says something for the first time. */
  saidBefore: boolean | null
}

/** Access, name and what the rules give, as the directory has it now. */
async function settle(deps: DirectoryDeps, tx: Tx, at: string, settling: Settling): Promise<void> {
  const { person, user } = settling
  const named = { name: nameOf(user), email: emailOf(user) }
  if (!user.active) {
    await refreshPerson(tx, at, person, named, false)
    await leave(deps, tx, at, person.id, { why: 'The directory says so.' })
    return
  }
  const back = person.state === 'left' && (await mayComeBack(tx, settling))
  await refreshPerson(tx, at, person, named, back)
  if (back || person.state === 'active') await applyRules(deps, tx, at, [person.id])
}

/** Whom people let go comes back when the directory let them go as well and now takes them on anew, not before. */
async function mayComeBack(tx: Tx, { person, saidBefore }: Settling): Promise<boolean> {
  if (person.leftBy === 'hand' && saidBefore !== false) return false
  const { requiredGroup } = await directorySettings(tx)
  return requiredGroup === null || isInGroup({ groups: await scimGroupsOf(tx, person.id) }, requiredGroup)
}
