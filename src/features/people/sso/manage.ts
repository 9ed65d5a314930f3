import { json, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from '../authorise.ts'
import type { Actor } from '../permissions.ts'
import { markTheFirst } from './break-glass.ts'
import type { ChangeService, NewService, SwitchService } from './contract.ts'
import { readyForEmergencies } from './local.ts'
import { newSaml, oidcSettings, samlSettings } from './read-settings.ts'
import { sealSecret, secretOf, serviceById } from './store.ts'

/** Sets up a service: switched off, so that it is tried before anybody sees its button. */
export async function addService(services: Services, actor: Actor, input: NewService): Promise<string> {
  authorise(actor, 'directory.manage')
  const id = newId()
  const { settings, secret } =
    input.kind === 'oidc'
      ? { settings: await oidcSettings(services, input, input.clientSecret), secret: input.clientSecret }
      : await newSaml(services, input)
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('sign_in_service')
      .values({
        id,
        kind: settings.kind,
        name: input.name,
        position: 0,
        enabled: false,
        required: false,
        settings: json(settings),
        sealed: sealSecret(services, id, secret),
        created_by: actor.personId,
        created_at: now,
        changed_at: now,
      })
      .execute()
    await markTheFirst(tx, now)
    await record(tx, now, actor, 'added', id, { kind: settings.kind }, input.name)
  })
  return id
}

export async function changeService(
  services: Services,
  actor: Actor,
  id: string,
  input: ChangeService,
): Promise<void> {
  authorise(actor, 'directory.manage')
  const before = await serviceById(services.db, id)
  const secret = input.kind === 'oidc' && input.clientSecret ? input.clientSecret : secretOf(services, before)
  const settings =
    input.kind === 'oidc'
      ? await oidcSettings(services, input, secret)
      : await samlSettings(services, input, before)
  if (settings.kind !== before.settings.kind)
    throw new Invalid('people.sso-kind', 'A service stays of the kind that it was set up as.', {
      fix: 'Set up another one.',
    })
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const written = await tx
      .updateTable('sign_in_service')
      .set({
        name: input.name,
        settings: json(settings),
        sealed: sealSecret(services, id, secret),
        changed_at: now,
      })
      .where('id', '=', id)
      .where('changed_at', '=', before.changedAt)
      .returning('id')
      .executeTakeFirst()
    if (!written)
      throw new Conflict('people.sso-changed', 'Somebody else changed this service meanwhile.', {
        fix: 'Load the page again, then make your change.',
      })
    const changed = [...Object.keys(settings)].filter(
      (key) => JSON.stringify(at(settings, key)) !== JSON.stringify(at(before.settings, key)),
    )
    await record(
      tx,
      now,
      actor,
      'changed',
      id,
      { changed, newSecret: input.kind === 'oidc' && input.clientSecret !== '' },
      input.name,
    )
  })
}

const at = (settings: object, key: string): unknown => (settings as Record<string, unknown>)[key]

/** On and off, and whether everybody has to come this way. */
export async function switchService(
  services: Services,
  actor: Actor,
  id: string,
  { enabled, required }: SwitchService,
): Promise<void> {
  authorise(actor, 'directory.manage')
  if (required && !enabled)
    throw new Invalid('people.sso-off-required', 'A service that is switched off can’t be required.', {
      fix: 'Switch it on first.',
    })
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const before = await serviceById(tx, id)
    if (required && !(await readyForEmergencies(tx).limit(1).executeTakeFirst()))
      throw new Conflict(
        'people.no-emergency',
        'Nobody could sign in any more if this service were down, so it can’t be required.',
        {
          fix: 'First mark somebody for emergencies who runs Rostrum and has a passkey, or a password and an authenticator app.',
        },
      )
    await tx.updateTable('sign_in_service').set({ enabled, required }).where('id', '=', id).execute()
    if (!enabled) await tx.deleteFrom('session').where('service_id', '=', id).execute()
    await record(tx, now, actor, 'changed', id, { enabled, required }, before.name)
  })
}

/** The service, its sessions, and what it knew of people are gone; the people stay. */
export async function removeService(services: Services, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'directory.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const service = await serviceById(tx, id)
    await tx
      .deleteFrom('identity')
      .where('service_kind', '=', service.settings.kind)
      .where('service_id', '=', id)
      .execute()
    await tx.deleteFrom('sign_in_service').where('id', '=', id).execute()
    await record(tx, now, actor, 'removed', id, { kind: service.settings.kind }, service.name)
  })
}

async function record(
  tx: Tx,
  now: string,
  actor: Actor,
  deed: 'added' | 'changed' | 'removed',
  id: string,
  facts: Record<string, unknown>,
  name: string,
): Promise<void> {
  await append(tx, now, {
    kind: `people.sign-in-service-${deed}`,
    actor: entryActor(actor),
    subject: `sign-in-service:${id}`,
    summary: `A sign-in service was ${deed}.`,
    facts,
    content: { name },
  })
}
