import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { applyRules } from '../directory/carry-out.ts'
import type { DirectoryDeps } from '../directory/last-administrator.ts'
import { directoryActor, leave } from '../directory/leave.ts'
import { isInGroup } from '../directory/rules.ts'
import { directorySettings, keepDirectorySettings } from '../directory/settings.ts'
import { scimGroupsOf } from '../directory/standing.ts'
import { lockRoles } from '../last-of-role.ts'
import { bringBack, canComeBack } from './come-back.ts'
import { addGroup, addMembers, groupById, removeMembers, touchGroup, type GroupRow } from './group-store.ts'
import { noSuch, ScimProblem } from './messages.ts'
import type { GroupPatch, MemberChange } from './patch.ts'
import { assertMatches, type Expected } from './preconditions.ts'

const namesOf = (group: GroupRow): string[] =>
  [group.displayName, group.externalId, group.id].filter((name) => name !== null)

async function read(tx: Tx, id: string): Promise<GroupRow> {
  const group = await groupById(tx, id)
  if (!group) throw noSuch('group', id)
  return group
}

export async function createGroup(
  deps: DirectoryDeps,
  input: { displayName: string; externalId: string | null; members: string[] },
): Promise<GroupRow> {
  const at = nowOf(deps.services)
  return deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const id = await addGroup(tx, at, input)
    await recordGroup(tx, at, 'directory.group-added', 'The directory added a group.', id, input.displayName)
    const people = await addMembers(tx, id, input.members)
    const group = await read(tx, id)
    await follow(deps, tx, at, group, people)
    return group
  })
}

export async function writeGroup(
  deps: DirectoryDeps,
  id: string,
  expected: Expected,
  patch: GroupPatch,
): Promise<GroupRow> {
  const at = nowOf(deps.services)
  return deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const before = await read(tx, id)
    assertMatches(expected, before.version)
    const people = new Set<string>()
    for (const change of patch.members)
      for (const person of await changeMembers(tx, id, change)) people.add(person)
    const { displayName, externalId } = patch
    await touchGroup(tx, at, id, {
      ...(displayName === undefined ? {} : { displayName }),
      ...(externalId === undefined ? {} : { externalId }),
    })
    const group = await read(tx, id)
    if (group.displayName !== before.displayName) await followName(tx, at, before, group)
    await follow(deps, tx, at, group, [...people])
    return group
  })
}

async function changeMembers(tx: Tx, id: string, { op, ids }: MemberChange): Promise<string[]> {
  if (op === 'remove') return removeMembers(tx, id, { these: ids })
  const gone = op === 'replace' ? await removeMembers(tx, id, { allBut: ids }) : []
  return [...gone, ...(await addMembers(tx, id, ids))]
}

export async function deleteGroup(deps: DirectoryDeps, id: string, expected: Expected): Promise<void> {
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const group = await read(tx, id)
    assertMatches(expected, group.version)
    const { requiredGroup } = await directorySettings(tx)
    if (requiredGroup !== null && isInGroup({ groups: namesOf(group) }, requiredGroup))
      throw new ScimProblem(
        409,
        'Only members of this group may use Rostrum, so removing it would lock everybody out. Change that on the page “Directory” first.',
      )
    const people = await removeMembers(tx, id, { allBut: [] })
    await tx.deleteFrom('directory_group').where('id', '=', id).execute()
    await recordGroup(
      tx,
      at,
      'directory.group-removed',
      'The directory removed a group.',
      id,
      group.displayName,
    )
    await applyRules(deps, tx, at, people)
  })
}

function recordGroup(tx: Tx, at: string, kind: string, summary: string, id: string, name: string) {
  return append(tx, at, {
    kind,
    actor: directoryActor,
    subject: 'directory',
    summary,
    facts: { group: id },
    content: { name },
  })
}

/** Rules speak of groups by name; when the directory gives a group another, they go on meaning the same. */
async function followName(tx: Tx, at: string, before: GroupRow, after: GroupRow): Promise<void> {
  await tx
    .updateTable('directory_rule')
    .set({ value: after.displayName })
    .where('attribute', 'is', null)
    .where((where) => where(where.fn('lower', ['value']), '=', before.displayName.toLowerCase()))
    .execute()
  const settings = await directorySettings(tx)
  if (settings.requiredGroup?.toLowerCase() === before.displayName.toLowerCase())
    await keepDirectorySettings(tx, { ...settings, requiredGroup: after.displayName })
  const kind = 'directory.group-renamed'
  await recordGroup(tx, at, kind, 'The directory gave a group another name.', after.id, after.displayName)
}

/** What a change of members means for those whom it concerns: to leave, to come back, to hold more or less. */
async function follow(
  deps: DirectoryDeps,
  tx: Tx,
  at: string,
  group: GroupRow,
  people: readonly string[],
): Promise<void> {
  const { requiredGroup } = await directorySettings(tx)
  if (requiredGroup !== null && isInGroup({ groups: namesOf(group) }, requiredGroup))
    for (const personId of people) {
      const inside = isInGroup({ groups: await scimGroupsOf(tx, personId) }, requiredGroup)
      if (!inside) await leave(deps, tx, at, personId, { why: 'No longer in the required group.' })
      else if (await canComeBack(tx, personId)) await bringBack(tx, at, personId)
    }
  await applyRules(deps, tx, at, people)
}
