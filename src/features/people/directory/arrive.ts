import { newId, type Tx } from '#platform/db/index.ts'
import { Problem } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { lastOfRoleCode, lockRoles } from '../last-of-role.ts'
import { personByEmail, personById, type PersonRow } from '../people-store.ts'
import { applyRules } from './carry-out.ts'
import { identityOf, isKnownToAService, keepIdentity, type ServiceRef } from './identities.ts'
import { directoryActor, leave } from './leave.ts'
import { tellOfTheLast, type DirectoryDeps } from './last-administrator.ts'
import { claimsOf, isInGroup } from './rules.ts'
import { directorySettings } from './settings.ts'
import { groupsKeptByScim, scimGroupsOf } from './standing.ts'
import type { Attributes } from './tables.ts'

/** Somebody as a service of the institution has just named them. */
export interface Arrival {
  service: ServiceRef
  /** What the service calls this person, for good. */
  subject: string
  email: string
  name: string
  groups: string[]
  attributes: Attributes
  /** False: the service says that they are here no longer. */
  active: boolean
  /** False where the service does not vouch for the address: then it leads to nobody who is here already. */
  emailVouched?: boolean
}

/** Why somebody does not come in, for the page that they see. */
export interface NotAdmitted {
  refused:
    | 'directory.inactive'
    | 'directory.not-in-group'
    | 'directory.ended-by-hand'
    | 'directory.no-address'
  message: string
  fix: string
}

export type Arrived = { personId: string; made: boolean } | NotAdmitted

export const isRefused = (arrived: Arrived): arrived is NotAdmitted => 'refused' in arrived

const askAdministration = 'Ask whoever runs Rostrum at your institution.'

const refusals = {
  'directory.inactive': {
    message: 'Your institution’s directory says that you are no longer here, so Rostrum lets you in no more.',
    fix: 'If that is wrong, ask your IT service to correct the directory.',
  },
  'directory.not-in-group': {
    message: 'You signed in, but you are not in the group of people who work with Rostrum.',
    fix: 'Ask your IT service to put you into it, then sign in again.',
  },
  'directory.ended-by-hand': {
    message: 'Your access to Rostrum was ended by its administrators, so signing in does not bring it back.',
    fix: askAdministration,
  },
  'directory.no-address': {
    message:
      'Your sign-in service told Rostrum no e-mail address, or one that belongs to somebody else here.',
    fix: askAdministration,
  },
} as const satisfies Record<NotAdmitted['refused'], { message: string; fix: string }>

const refuse = (refused: NotAdmitted['refused']): NotAdmitted => ({ refused, ...refusals[refused] })

/**
 * Somebody comes through a service of the institution: finds or makes the person, writes down what the service says,
 * and applies the rules of the directory. Who is no longer there, or no longer in the group that is required, leaves.
 * Call it in the transaction of the sign-in; a refusal has to be committed too, because it may have ended access.
 */
export async function arrive(deps: DirectoryDeps, tx: Tx, at: string, arrival: Arrival): Promise<Arrived> {
  await lockRoles(tx)
  const { person, known } = await personBehind(tx, arrival)
  const admitted = await isAdmitted(tx, arrival, person)
  if (admitted !== true) {
    // Whom no service knew before has their own way in, and keeps it.
    if (person && known && admitted.refused !== 'directory.ended-by-hand')
      await letGo(deps, tx, at, person, admitted.refused)
    return admitted
  }
  if (!person && !(await isFree(tx, arrival.email))) return refuse('directory.no-address')
  const here = person ?? (await makePerson(tx, at, arrival))
  if (person) {
    // An address that belongs to somebody else here is not taken over.
    const email = (await isFree(tx, arrival.email)) ? arrival.email : person.email
    await refreshPerson(tx, at, person, { name: arrival.name, email }, person.state === 'left')
  }
  await keepIdentity(tx, at, { ...arrival, personId: here.id })
  await applyRules(deps, tx, at, [here.id])
  return { personId: here.id, made: person === undefined }
}

async function personBehind(
  tx: Tx,
  arrival: Arrival,
): Promise<{ person: PersonRow | undefined; known: boolean }> {
  const identity = await identityOf(tx, arrival.service, arrival.subject)
  if (identity) return { person: await personById(tx, identity.personId), known: true }
  const vouched = arrival.emailVouched !== false && arrival.email.trim() !== ''
  const person = vouched ? await personByEmail(tx, arrival.email) : undefined
  return { person, known: person !== undefined && (await isKnownToAService(tx, person.id)) }
}

async function isFree(tx: Tx, email: string): Promise<boolean> {
  return email.trim() !== '' && (await personByEmail(tx, email)) === undefined
}

async function isAdmitted(
  tx: Tx,
  arrival: Arrival,
  person: PersonRow | undefined,
): Promise<true | NotAdmitted> {
  if (!arrival.active) return refuse('directory.inactive')
  const { requiredGroup } = await directorySettings(tx)
  if (requiredGroup !== null) {
    const scimGroups = person ? await scimGroupsOf(tx, person.id) : []
    const said = [{ ...arrival, kind: arrival.service.kind }]
    const claims = claimsOf(said, scimGroups, await groupsKeptByScim(tx))
    if (!isInGroup(claims, requiredGroup)) return refuse('directory.not-in-group')
  }
  if (person?.state === 'left' && person.leftBy === 'hand') return refuse('directory.ended-by-hand')
  return true
}

/** The last administrator stays in the system, though not by this door: their own passkey still opens it. */
async function letGo(
  deps: DirectoryDeps,
  tx: Tx,
  at: string,
  person: PersonRow,
  refused: NotAdmitted['refused'],
): Promise<void> {
  const why = refused === 'directory.inactive' ? 'The directory says so.' : 'No longer in the required group.'
  try {
    await leave(deps, tx, at, person.id, { why })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== lastOfRoleCode) throw error
    await tellOfTheLast(deps, tx, at, person.name)
  }
}

interface Named {
  name: string
  email: string
}

export async function makePerson(tx: Tx, at: string, { name, email }: Named): Promise<{ id: string }> {
  const person = { id: newId(), name: name.trim() || email.trim(), email: email.trim() }
  await tx
    .insertInto('person')
    .values({ ...person, state: 'active', created_at: at, left_at: null, example: false })
    .execute()
  await append(tx, at, {
    kind: 'people.arrived',
    actor: directoryActor,
    subject: `person:${person.id}`,
    summary: 'A person came in through a service of the institution.',
    content: { name: person.name, email: person.email },
  })
  return person
}

/** Name and address follow the directory; who comes back begins with nothing of what they held. */
export async function refreshPerson(
  tx: Tx,
  at: string,
  person: PersonRow,
  named: Named,
  back: boolean,
): Promise<void> {
  const after = { name: named.name.trim() || person.name, email: named.email.trim() || person.email }
  if (!back && after.name === person.name && after.email === person.email) return
  await tx
    .updateTable('person')
    .set({ ...after, ...(back ? { state: 'active' as const, left_at: null, left_by: null } : {}) })
    .where('id', '=', person.id)
    .execute()
  await append(tx, at, {
    kind: back ? 'people.came-back' : 'people.details-changed',
    actor: directoryActor,
    subject: `person:${person.id}`,
    summary: back
      ? 'A person who had left came back through a service of the institution.'
      : 'A person’s name or e-mail address was changed.',
    content: { before: { name: person.name, email: person.email }, after },
  })
}
