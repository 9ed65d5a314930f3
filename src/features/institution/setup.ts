import { randomBytes } from 'node:crypto'
import { json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import {
  anyoneEnrolled,
  countTry,
  forgive,
  linkCounts,
  mayAnywhere,
  openSession,
  type Actor,
  type Notice,
  type Opened,
  type Origin,
} from '#features/people/index.ts'
import type { Setup, Start } from './contract.ts'
import { knownTimeZone } from './rules.ts'
import { dropPendingSetup, getInstitution, keepPendingSetup, pendingSetup } from './store.ts'

/** What else the app does once the first administrator is in: import the baseline policy, load the example. */
export type SetupHook = (services: Services, actor: Actor, start: Start) => Promise<void>

/** Set-up is over as soon as anybody has a whole way to sign in. */
export async function isSetupNeeded(db: Db | Tx): Promise<boolean> {
  return (await getInstitution(db)) === null || !(await anyoneEnrolled(db))
}

/**
 * The link to print at the start, or null when set-up is over. Each start makes a new one and the old one stops
 * working: whoever reads the terminal of the running process is the one who may set it up.
 */
export async function ensureSetupLink(services: Services): Promise<string | null> {
  if (!(await isSetupNeeded(services.db))) {
    await services.db.deleteFrom('setup_link').execute()
    return null
  }
  const token = randomBytes(32).toString('base64url')
  const kept = { token_hash: services.sealer.fingerprint(token), created_at: nowOf(services) }
  await services.db
    .insertInto('setup_link')
    .values({ id: 1, ...kept })
    .onConflict((on) => on.column('id').doUpdateSet(kept))
    .execute()
  return `${services.config.publicUrl}/setup#token=${token}`
}

/** Makes the institution and its first administrator, who must now choose how to sign in. May be done again until then. */
export async function setUp(services: Services, input: Setup, origin: Origin): Promise<Opened> {
  const counted = linkCounts(services, origin.address)
  await countTry(services, counted)
  const timeZone = knownTimeZone(input.institution.timeZone)
  if (!timeZone) {
    const message = 'This is no time zone that Rostrum knows.'
    throw new Invalid('institution.time-zone', message, {
      fields: [{ path: 'institution.timeZone', message }],
    })
  }
  const opened = await services.db.transaction().execute(async (tx) => {
    await assertLink(services, tx, input.token)
    await writeInstitution(services, tx, { ...input.institution, timeZone })
    const personId = await writeAdministrator(services, tx, input.administrator)
    await keepPendingSetup(tx, { start: input.start, personId })
    return openSession(services, tx, { personId, stage: 'enrol', agent: origin.agent })
  })
  await forgive(services, counted)
  return opened
}

async function assertLink(services: Services, tx: Tx, token: string): Promise<void> {
  if (!(await isSetupNeeded(tx)))
    throw new Conflict('institution.set-up-already', 'Rostrum is set up already.', {
      fix: 'Sign in instead.',
    })
  const link = await tx
    .selectFrom('setup_link')
    .select('id')
    .where('token_hash', '=', services.sealer.fingerprint(token))
    .forUpdate()
    .executeTakeFirst()
  if (!link)
    throw new Invalid('institution.setup-link', 'This set-up link does not work any more.', {
      fix: 'Each start of Rostrum prints a new one; open that.',
    })
}

async function writeInstitution(services: Services, tx: Tx, given: Setup['institution']): Promise<void> {
  const kept = {
    name: given.name,
    nation: given.nation,
    time_zone: given.timeZone,
    // The Welsh Language Standards bind universities in Wales; it can be changed in the settings.
    welsh: given.nation === 'Wales',
  }
  await tx
    .insertInto('institution')
    .values({ id: 1, ...kept, contacts: json([]), created_at: nowOf(services), example: false })
    .onConflict((on) => on.column('id').doUpdateSet(kept))
    .execute()
}

/** One unfinished administrator at most: coming back corrects the name and address given before. */
async function writeAdministrator(
  services: Services,
  tx: Tx,
  given: Setup['administrator'],
): Promise<string> {
  const now = nowOf(services)
  const before = await pendingSetup(tx)
  const id = before?.personId ?? newId()
  await tx
    .insertInto('person')
    .values({ id, ...given, state: 'active', created_at: now, left_at: null, example: false })
    .onConflict((on) => on.column('id').doUpdateSet({ name: given.name, email: given.email }))
    .execute()
  await tx.deleteFrom('session').where('person_id', '=', id).execute()
  await tx.deleteFrom('role_assignment').where('person_id', '=', id).execute()
  // At the start one person is everything; the roles are handed on under “People”.
  const roles = ['it', 'officer', 'governance'] as const
  await tx
    .insertInto('role_assignment')
    .values(roles.map((role) => ({ person_id: id, role, since: now })))
    .execute()
  return id
}

/**
 * Called when somebody has a whole way to sign in. For the first administrator it ends set-up: the link is gone, the
 * deed is recorded, and the app's own steps run. When a step fails, what is
 * pending stays so, a notice says it, and it is run again from there.
 */
export async function finishSetup(services: Services, actor: Actor, hooks: SetupHook[]): Promise<void> {
  // Loading the example takes seconds; whoever asks meanwhile waits for the same run.
  const before = underWay.get(services.db)
  if (before) return before
  const run = runPending(services, actor, hooks).finally(() => underWay.delete(services.db))
  underWay.set(services.db, run)
  return run
}

const underWay = new WeakMap<Db, Promise<void>>()

async function runPending(services: Services, actor: Actor, hooks: SetupHook[]): Promise<void> {
  const pending = await pendingSetup(services.db)
  const theirs = pending?.personId === actor.personId || mayAnywhere(actor, 'institution.manage')
  if (!pending || !theirs) return
  await services.db.transaction().execute(async (tx) => {
    const link = await tx.deleteFrom('setup_link').returning('id').executeTakeFirst()
    if (!link) return
    await append(tx, nowOf(services), {
      kind: 'institution.set-up',
      actor: { person: actor.personId, name: actor.name },
      subject: 'institution',
      summary: 'Rostrum was set up.',
      facts: { start: pending.start },
    })
  })
  for (const hook of hooks) await hook(services, actor, pending.start)
  await dropPendingSetup(services.db)
}

/** For the head of the page, while a step of set-up is still to be run. */
export async function setupNotices(services: Services, actor: Actor): Promise<Notice[]> {
  if (!mayAnywhere(actor, 'institution.manage') || !(await pendingSetup(services.db))) return []
  return [
    {
      id: 'setup-unfinished',
      level: 'warning',
      text: 'A last step of setting up did not succeed.',
      action: { label: 'Run it again', href: '/institution' },
    },
  ]
}
