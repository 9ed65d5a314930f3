import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import type { AppInput } from './contract.ts'
import { networkOrThrow } from './list-apps.ts'
import { valuesToKeep } from './rules.ts'
import { appRow, openApp, sealApp, type NetworkAppRow } from './store.ts'

type Deps = Pick<RegisterDeps, 'services' | 'networks'>

/** Registers the app of a network, or puts another in its place. */
export async function keepApp(deps: Deps, actor: Actor, id: string, input: AppInput): Promise<void> {
  authorise(actor, 'networks.apps')
  await keep(deps, actor, id, input)
}

/** The same for whoever has the machine; what was registered before is replaced. */
export async function keepAppFromShell(
  deps: Deps,
  id: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const row = await appRow(deps.services.db, id)
  await keep(deps, null, id, { version: row?.version ?? 0, values: { ...values } })
}

async function keep(deps: Deps, actor: Actor | null, id: string, input: AppInput): Promise<void> {
  const { services } = deps
  const { app, profile } = networkOrThrow(deps, id)
  if (!app)
    throw new Conflict(
      'register.no-app-needed',
      `${profile.name} wants no app: accounts there are connected without.`,
    )
  const before = await appRow(services.db, id)
  const { values, changed, faults } = valuesToKeep(
    app.fields,
    input.values,
    (before && openApp(services, before)) ?? {},
  )
  if (faults.length > 0)
    throw new Invalid('register.app-fields', `Something is not right with the app for ${profile.name}.`, {
      fields: faults,
    })
  const at = nowOf(services)
  const sealed = sealApp(services, id, values)
  await services.db.transaction().execute(async (tx) => {
    const kept = await write(tx, before, {
      network: id,
      sealed,
      registered_by: actor?.personId ?? null,
      registered_at: at,
      version: input.version,
    })
    if (!kept) throw changedMeanwhile()
    await append(tx, at, {
      kind: before ? 'register.network-app-replaced' : 'register.network-app-registered',
      actor: actor ? entryActor(actor) : { system: 'command line' },
      subject: `network:${id}`,
      summary: before
        ? 'What is registered of the app of a network was changed.'
        : 'The app of a network was registered.',
      // The names of what changed; never what was filled in.
      facts: { network: id, changed },
    })
  })
}

export const changedMeanwhile = (): Conflict =>
  new Conflict('register.app-changed', 'Somebody else changed this app meanwhile.', {
    fix: 'Load the page again, then make your change.',
  })

/** False when it is no longer as it was read. */
async function write(
  tx: Tx,
  before: NetworkAppRow | undefined,
  {
    version,
    ...row
  }: Pick<NetworkAppRow, 'network' | 'sealed' | 'registered_by' | 'registered_at' | 'version'>,
): Promise<boolean> {
  if (version !== (before?.version ?? 0)) return false
  const unchecked = { checked_at: null, check_kind: null, check_say: null }
  const written = before
    ? await tx
        .updateTable('network_app')
        .set({ ...row, ...unchecked, version: version + 1 })
        .where('network', '=', row.network)
        .where('version', '=', version)
        .returning('network')
        .executeTakeFirst()
    : await tx
        .insertInto('network_app')
        .values(row)
        .onConflict((on) => on.column('network').doNothing())
        .returning('network')
        .executeTakeFirst()
  return written !== undefined
}
