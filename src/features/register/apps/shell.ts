import { z } from 'zod'
import { Invalid } from '#platform/errors.ts'
import type { RegisterDeps } from '../connections.ts'
import { AppField, AppState } from './contract.ts'
import { keepAppFromShell } from './keep-app.ts'
import { appStateOf } from './rules.ts'
import { openApp } from './store.ts'

/** One network as the command line lists it. */
export const ShellLine = z.object({
  network: z.string(),
  name: z.string(),
  app: AppState,
  fields: z.array(AppField.pick({ name: true, label: true, secret: true, required: true })),
})
export type ShellLine = z.infer<typeof ShellLine>
export const ShellValues = z.object({ network: z.string(), values: z.record(z.string(), z.string()) })

/** What somebody who has the machine may do with the apps of networks. */
export interface AppsInShell {
  list(): Promise<ShellLine[]>
  set(network: string, values: Readonly<Record<string, string>>): Promise<void>
}

export function appsInShell(deps: Pick<RegisterDeps, 'services' | 'networks'>): AppsInShell {
  const { services, networks } = deps
  return {
    async list() {
      const rows = await services.db.selectFrom('network_app').selectAll().execute()
      return [...networks.values()].map((network) => {
        const row = rows.find((each) => each.network === network.profile.id)
        return {
          network: network.profile.id,
          name: network.profile.name,
          app: appStateOf(network, row, row ? openApp(services, row) : null),
          fields: (network.app?.fields ?? []).map(({ name, label, secret, required }) => ({
            name,
            label,
            secret,
            required,
          })),
        }
      })
    },
    async set(network, values) {
      try {
        await keepAppFromShell(deps, network, values)
      } catch (error) {
        // A terminal has no fields to write a fault beside.
        if (!(error instanceof Invalid) || !error.extras.fields) throw error
        const fix = error.extras.fields.map(({ message }) => message).join(' ')
        throw new Invalid(error.code, error.message, { fix })
      }
    },
  }
}
