import { scimPatch, ScimError } from 'scim-patch'
import type { ScimPatchOperation, ScimResource } from 'scim-patch'
import { z } from 'zod'
import { ScimProblem, unreadable, urn, type ScimType } from './messages.ts'
import { canonicalName, isKept, readUser, withCanonicalNames, type KeptUser } from './user-shape.ts'

/** One change, as all others are brought into this form: what to do, where, with what. */
export interface Operation {
  op: 'add' | 'replace' | 'remove'
  path: string | undefined
  value: unknown
}

const Body = z.object({
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(500).nullish(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(1000),
})

// The library walks paths and keys into plain objects; these would lead it out of them.
const dangerous = /(?:^|[.[\]])(?:__proto__|constructor|prototype)(?:$|[.[\]])/

function assertHarmless(value: unknown): void {
  if (Array.isArray(value)) value.forEach(assertHarmless)
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) {
      if (dangerous.test(name)) throw new ScimProblem(400, 'There is no such attribute.', 'invalidPath')
      assertHarmless(each)
    }
}

export function readOperations(body: unknown): Operation[] {
  const parsed = Body.safeParse(body)
  if (!parsed.success) throw unreadable('A PATCH needs “Operations”, each with op, path and value.')
  return parsed.data.Operations.map(({ op, path, value }) => {
    if (path && dangerous.test(path)) throw new ScimProblem(400, 'There is no such attribute.', 'invalidPath')
    assertHarmless(value)
    return { op, path: path ? withoutCoreSchema(path) : undefined, value }
  })
}

const withoutCoreSchema = (path: string): string =>
  path.replace(new RegExp(`^(?:${urn.user}|${urn.group}):`, 'i'), '')

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Changes without a path name their attributes in the value; Entra ID writes whole paths there. */
function withPaths(operation: Operation): Operation[] {
  if (operation.path) {
    const extension = operation.path.toLowerCase() === urn.enterprise.toLowerCase()
    return extension && isObject(operation.value) ? spread(operation, `${urn.enterprise}:`) : [operation]
  }
  if (operation.op === 'remove') throw new ScimProblem(400, 'A removal needs a path.', 'noTarget')
  if (!isObject(operation.value)) throw unreadable('A change without a path needs attributes as its value.')
  return spread(operation, '').flatMap(withPaths)
}

function spread({ op, value }: Operation, prefix: string): Operation[] {
  return Object.entries(value as Record<string, unknown>).map(([name, each]) => ({
    op,
    path: withoutCoreSchema(`${prefix}${name}`),
    value: each,
  }))
}

/** `emails[type eq "work"].value` with the names as they are kept; the filter inside keeps its own. */
function canonicalPath(path: string): string {
  const extension = path.toLowerCase().startsWith(`${urn.enterprise.toLowerCase()}:`)
  const own = extension ? path.slice(urn.enterprise.length + 1) : path
  const named = own.replaceAll(/(^|\.|\]\.)([A-Za-z]+)(?=$|\.|\[)/g, (_all, before: string, name: string) => {
    return `${before}${canonicalName(name)}`
  })
  return extension ? `${urn.enterprise}:${named}` : named
}

const rootOf = (path: string): string =>
  path.toLowerCase().startsWith(urn.enterprise.toLowerCase())
    ? urn.enterprise
    : (/^[^.[]+/.exec(path)?.[0] ?? '')

/** The user as the changes make them. What Rostrum does not keep is left aside. */
export function patchUser(user: KeptUser, operations: readonly Operation[]): KeptUser {
  const wanted = operations
    .flatMap(withPaths)
    .filter(({ path }) => path !== undefined && isKept(rootOf(path)))
    .map(({ op, path, value }) => ({
      op,
      path: canonicalPath(path ?? ''),
      // A removal of everything must not look like a removal of nothing in particular.
      ...(value === undefined || value === null ? {} : { value: withCanonicalNames(value) }),
      ...(op !== 'remove' && (value === undefined || value === null) ? { value: null } : {}),
    }))
  const resource = JSON.parse(JSON.stringify({ ...user, schemas: [urn.user], meta: {} })) as ScimResource
  try {
    return readUser(scimPatch(resource, wanted as ScimPatchOperation[]))
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    throw new ScimProblem(400, error.message || 'This change can’t be made.', scimTypeOf(error))
  }
}

function scimTypeOf(error: ScimError): ScimType {
  const known: ScimType[] = ['noTarget', 'invalidPath', 'invalidValue', 'invalidSyntax']
  return known.find((type) => type === error.scimCode) ?? 'invalidSyntax'
}

export interface MemberChange {
  op: 'add' | 'replace' | 'remove'
  ids: string[]
}
export interface GroupPatch {
  displayName?: string
  externalId?: string | null
  members: MemberChange[]
}

const oneMember = /^members\[\s*value\s+eq\s+"([^"]*)"\s*\]$/i
const Members = z
  .union([z.array(z.object({ value: z.string().max(100) })), z.object({ value: z.string().max(100) })])
  .transform((members) => [members].flat().map((member) => member.value))

function membersIn(value: unknown): string[] {
  const parsed = Members.safeParse(value)
  if (!parsed.success) throw new ScimProblem(400, 'Members are given as [{"value": "…"}].', 'invalidValue')
  return parsed.data
}

function changeOfMembers({ op, value }: Operation): MemberChange {
  // RFC 7644, 3.5.2.2: a removal that names nobody empties the group.
  if (op === 'remove' && (value === undefined || value === null)) return { op: 'replace', ids: [] }
  return { op, ids: membersIn(value) }
}

const shortText = (value: unknown): string => {
  const parsed = z.string().trim().min(1).max(300).safeParse(value)
  if (!parsed.success) throw new ScimProblem(400, 'This has to be a text.', 'invalidValue')
  return parsed.data
}

/** What the changes do to a group: membership one by one, because a group may have twenty thousand. */
export function readGroupPatch(operations: readonly Operation[]): GroupPatch {
  const patch: GroupPatch = { members: [] }
  for (const operation of operations.flatMap(withPaths)) {
    const path = operation.path ?? ''
    const one = oneMember.exec(path)
    const name = path.toLowerCase()
    if (one?.[1] !== undefined && operation.op === 'remove')
      patch.members.push({ op: 'remove', ids: [one[1]] })
    else if (name === 'members') patch.members.push(changeOfMembers(operation))
    else if (name === 'displayname' && operation.op !== 'remove')
      patch.displayName = shortText(operation.value)
    else if (name === 'externalid')
      patch.externalId = operation.op === 'remove' ? null : shortText(operation.value)
    // Okta sends the id along with a new name; what describes the resource is ours to say.
    else if (!['id', 'schemas', 'meta'].includes(name))
      throw new ScimProblem(400, `A group has no “${path}” that could be changed so.`, 'invalidPath')
  }
  return patch
}
