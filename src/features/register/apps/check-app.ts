import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { NetworkTrouble, type AppCheck, type Network } from '#networks/contract.ts'
import { Conflict, Unavailable } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import type { AppChecked } from './contract.ts'
import { networkOrThrow } from './list-apps.ts'
import { appRow } from './store.ts'

/** Asks the network whether it takes the app that is registered, and remembers what it said. */
export async function checkApp(
  deps: Pick<RegisterDeps, 'services' | 'networks'>,
  actor: Actor,
  id: string,
): Promise<AppChecked> {
  authorise(actor, 'networks.apps')
  const { services } = deps
  const network = networkOrThrow(deps, id)
  const row = await appRow(services.db, id)
  if (!row || !network.checkApp)
    throw new Conflict(
      'register.app-not-checkable',
      row
        ? `${network.profile.name} can’t be asked about the app. Connecting the first account shows whether it works.`
        : 'No app is registered yet.',
    )
  const said = await ask(network)
  const at = nowOf(services)
  const checked = { kind: said.kind, say: said.kind === 'works' ? '' : said.say, at }
  await services.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('network_app')
      .set({ checked_at: at, check_kind: checked.kind, check_say: checked.say })
      .where('network', '=', id)
      // Of another app it says nothing.
      .where('version', '=', row.version)
      .execute()
    await append(tx, at, {
      kind: 'register.network-app-checked',
      actor: entryActor(actor),
      subject: `network:${id}`,
      summary: 'A network was asked whether it takes the app that is registered.',
      facts: { network: id, answer: checked.kind },
    })
  })
  return checked
}

async function ask(network: Network): Promise<AppCheck> {
  try {
    return (await network.checkApp?.()) ?? { kind: 'unsure', say: '' }
  } catch (error) {
    if (!(error instanceof NetworkTrouble)) throw error
    throw new Unavailable(
      'register.network-trouble',
      `${network.profile.name} could not be asked: ${error.message}`,
      { fix: 'Try again in a few minutes.' },
    )
  }
}
