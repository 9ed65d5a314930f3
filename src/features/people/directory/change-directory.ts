import { isUniqueViolation, newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from '../authorise.ts'
import { lockRoles, wouldBeHeldByNobody } from '../last-of-role.ts'
import type { Actor } from '../permissions.ts'
import { carryOut, changesBy, isAdministration, type Change } from './carry-out.ts'
import type { DirectorySettings, NewRule, Preview, Proposal } from './contract.ts'
import { tellOfTheLast, type DirectoryDeps } from './last-administrator.ts'
import { leave } from './leave.ts'
import { grantKey, isInGroup, type Rule } from './rules.ts'
import { directorySettings, keepDirectorySettings } from './settings.ts'
import { keptRules, standings, type KeptRule, type Standing } from './standing.ts'

const mostShown = 100

interface Outcome {
  people: Standing[]
  changes: Change[]
  /** Who is not in the group that is required. */
  leaving: Standing[]
}

function rulesAfter(rules: readonly KeptRule[], proposal: Proposal): Rule[] {
  if (proposal.change === 'add') return [...rules, proposal.rule]
  return proposal.change === 'remove' ? rules.filter((rule) => rule.id !== proposal.id) : [...rules]
}

async function outcomeOf(db: Db | Tx, at: string, proposal: Proposal): Promise<Outcome> {
  const people = await standings(db, at)
  const changes = changesBy(rulesAfter(await keptRules(db), proposal), people)
  const before = await directorySettings(db)
  const required = proposal.change === 'settings' ? proposal.settings.requiredGroup : before.requiredGroup
  const narrower = proposal.change === 'settings' && required !== null
  const leaving = narrower ? people.filter(({ claims }) => !isInGroup(claims, required)) : []
  return { people, changes, leaving }
}

/** Who would gain, lose or leave, before anything is saved. */
export async function previewChange(services: Services, actor: Actor, proposal: Proposal): Promise<Preview> {
  authorise(actor, 'directory.manage')
  return services.db.transaction().execute(async (tx) => {
    const { people, changes, leaving } = await outcomeOf(tx, nowOf(services), proposal)
    const names = new Map(people.map((person) => [person.personId, person.name]))
    const gone = new Set(leaving.map((person) => person.personId))
    const keeps = await whoKeepsAdministration(tx, changes, leaving)
    const shown = [
      ...leaving.map(({ personId }) => ({ personId, gains: [], loses: [] })),
      ...changes.filter(({ personId }) => !gone.has(personId)),
    ]
    return {
      gains: changes.filter(({ gains }) => gains.length > 0).length,
      loses: changes.filter(({ loses }) => loses.length > 0).length,
      leaves: leaving.length,
      people: shown
        .map(({ personId, gains, loses }) => ({
          id: personId,
          name: names.get(personId) ?? '',
          gains,
          loses,
          leaves: gone.has(personId),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .slice(0, mostShown),
      keeps: keeps.flatMap((id) => names.get(id) ?? []),
    }
  })
}

/** The last who administer the system: the directory is not let take it from them. */
async function whoKeepsAdministration(
  tx: Tx,
  changes: readonly Change[],
  leaving: readonly Standing[],
): Promise<string[]> {
  const lost = changes.filter(({ loses }) => loses.some(isAdministration)).map(({ personId }) => personId)
  const gone = leaving
    .filter(({ held }) => [...held.byHand, ...held.byMapping].some(isAdministration))
    .map(({ personId }) => personId)
  const people = [...new Set([...lost, ...gone])]
  return people.length > 0 && (await wouldBeHeldByNobody(tx, 'it', people)) ? people : []
}

export async function addRule(deps: DirectoryDeps, actor: Actor, input: NewRule): Promise<string> {
  authorise(actor, 'directory.manage')
  const { services } = deps
  const now = nowOf(services)
  const id = newId()
  await services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    await assertKnown(tx, input)
    try {
      await tx
        .insertInto('directory_rule')
        .values(rowOf(id, now, actor, input))
        .execute()
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const message = 'There is such a rule already.'
      throw new Conflict('directory.rule-known', message, { fields: [{ path: 'value', message }] })
    }
    await followRules(deps, tx, now, actor, {
      kind: 'directory.rule-added',
      summary: 'A rule for the directory was added.',
      rule: { id, ...input },
    })
  })
  return id
}

function rowOf(id: string, now: string, actor: Actor, { attribute, value, grant }: NewRule) {
  return {
    id,
    attribute,
    value,
    gives: grant.gives,
    unit_id: 'unitId' in grant ? grant.unitId : null,
    role: 'role' in grant ? grant.role : null,
    office_id: 'officeId' in grant ? grant.officeId : null,
    created_by: actor.personId,
    created_at: now,
  }
}

async function assertKnown(tx: Tx, { grant }: NewRule): Promise<void> {
  if ('role' in grant) return
  const found =
    'unitId' in grant
      ? await tx.selectFrom('unit').select('id').where('id', '=', grant.unitId).executeTakeFirst()
      : await tx.selectFrom('office').select('id').where('id', '=', grant.officeId).executeTakeFirst()
  if (found) return
  const unit = 'unitId' in grant
  const message = unit ? 'Choose a unit that exists.' : 'Choose an office that exists.'
  throw new Invalid('directory.rule-target', message, {
    fields: [{ path: unit ? 'grant.unitId' : 'grant.officeId', message }],
  })
}

export async function removeRule(deps: DirectoryDeps, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'directory.manage')
  const now = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const rule = (await keptRules(tx)).find((each) => each.id === id)
    if (!rule) throw new NotFound('rule')
    await tx.deleteFrom('directory_rule').where('id', '=', id).execute()
    const summary = 'A rule for the directory was removed.'
    await followRules(deps, tx, now, actor, { kind: 'directory.rule-removed', summary, rule })
  })
}

/** Lets the rules as they are now come true for everybody, with one record of whom that changed. */
async function followRules(
  deps: DirectoryDeps,
  tx: Tx,
  at: string,
  actor: Actor,
  what: { kind: string; summary: string; rule: KeptRule },
): Promise<void> {
  const people = await standings(tx, at)
  const { done, kept } = await carryOut(tx, at, changesBy(await keptRules(tx), people))
  const { id, attribute, value, grant } = what.rule
  await append(tx, at, {
    kind: what.kind,
    actor: entryActor(actor),
    subject: 'directory',
    summary: what.summary,
    facts: { rule: id, gives: grantKey(grant), people: done.length },
    content: {
      attribute,
      value,
      changed: done.map(({ personId, gains, loses }) => ({
        person: personId,
        gained: gains.map(grantKey),
        lost: loses.map(grantKey),
      })),
    },
  })
  for (const { personId, name } of people)
    if (kept.includes(personId)) await tellOfTheLast(deps, tx, at, name)
}

/** Says which group one has to be in. Those whom a service knows and who are not in it leave now. */
export async function changeSettings(
  deps: DirectoryDeps,
  actor: Actor,
  settings: DirectorySettings,
): Promise<void> {
  authorise(actor, 'directory.manage')
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const { leaving } = await outcomeOf(tx, at, { change: 'settings', settings })
    await keepDirectorySettings(tx, settings)
    await append(tx, at, {
      kind: 'directory.settings-changed',
      actor: entryActor(actor),
      subject: 'directory',
      summary: 'The group that one has to be in was changed.',
      facts: { required: settings.requiredGroup !== null, leaving: leaving.length },
      content: settings,
    })
    for (const { personId } of leaving)
      await leave(deps, tx, at, personId, { why: 'Not in the group that is required.' })
  })
}
