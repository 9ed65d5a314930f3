import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { changedMeanwhile } from './keep-app.ts'
import { networkOrThrow } from './list-apps.ts'
import { dependentsOf } from './look.ts'
import { appRow } from './store.ts'

/** Forgets the app of a network. Accounts that are connected by it stay so until their permission has to be renewed. */
export async function removeApp(
  deps: Pick<RegisterDeps, 'services' | 'networks'>,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  authorise(actor, 'networks.apps')
  const { services } = deps
  networkOrThrow(deps, id)
  if (!(await appRow(services.db, id))) throw new NotFound('app of this network')
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const removed = await tx
      .deleteFrom('network_app')
      .where('network', '=', id)
      .where('version', '=', version)
      .returning('network')
      .executeTakeFirst()
    if (!removed) throw changedMeanwhile()
    const accounts = (await dependentsOf(tx, at, id)).get(id) ?? []
    await append(tx, at, {
      kind: 'register.network-app-removed',
      actor: entryActor(actor),
      subject: `network:${id}`,
      summary: 'The app of a network was removed.',
      facts: { network: id, connected: accounts.filter(({ state }) => state !== 'none').length },
    })
  })
}
