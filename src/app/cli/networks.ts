import { z } from 'zod'
import { createNetworks } from '#app/networks.ts'
import { openServices } from '#app/open-services.ts'
import { appsInShell, appStates, ShellLine, type AppsInShell } from '#features/register/index.ts'
import { readConfig, readEnvironment, type Config } from '#platform/config/index.ts'
import { DataFolderInUse } from '#platform/db/index.ts'
import { createLogger } from '#platform/log/index.ts'
import { orderJson } from './control-client.ts'
import { readSecrets } from './read-secrets.ts'
import { out } from './say.ts'
import { Stop } from './stop.ts'

/** Through the running Rostrum when there is one on the built-in database. */
async function withApps<T>(config: Config, work: (apps: AppsInShell) => Promise<T>): Promise<T> {
  try {
    const opened = await openServices(config, createLogger('silent'))
    try {
      return await work(appsInShell({ services: opened.services, networks: createNetworks(opened.services) }))
    } finally {
      await opened.close()
    }
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error
    return work(byOrders(config))
  }
}

function byOrders({ dataFolder }: Config): AppsInShell {
  return {
    list: () => orderJson(dataFolder, 'GET', '/network-apps', z.array(ShellLine)),
    async set(network, values) {
      await orderJson(dataFolder, 'POST', '/network-app', z.object({ done: z.literal(true) }), {
        network,
        values,
      })
    },
  }
}

/** `rostrum networks list`. */
export function networksList(options: { json?: boolean }): Promise<number> {
  return withApps(readConfig(readEnvironment()), async (apps) => {
    const lines = await apps.list()
    if (options.json) out(JSON.stringify(lines, null, 2))
    else
      for (const { network, name, app } of lines)
        out(`${network.padEnd(12)} ${name.padEnd(22)} ${appStates[app]}`)
    return 0
  })
}

/** `rostrum networks set <id> name=value…`; the secrets are read from standard input. */
export function networksSet(network: string, given: readonly string[]): Promise<number> {
  return withApps(readConfig(readEnvironment()), async (apps) => {
    const line = (await apps.list()).find((each) => each.network === network)
    if (!line) throw new Stop(`There is no network “${network}” here. “rostrum networks list” names them.`)
    if (line.fields.length === 0)
      throw new Stop(`${line.name} wants no app: accounts there are connected without.`)
    const plain = plainValues(line, given)
    const secrets = await readSecrets(line.fields.filter(({ secret }) => secret))
    await apps.set(network, { ...plain, ...secrets })
    out(`The app for ${line.name} is registered. That it was done is in the log of records.`)
    return 0
  })
}

function plainValues(line: ShellLine, given: readonly string[]): Record<string, string> {
  const open = line.fields.filter(({ secret }) => !secret)
  const wanted = open.map(({ name, label }) => `${name}=… (${label})`).join(', ')
  const values: Record<string, string> = {}
  for (const pair of given) {
    const [name = '', ...rest] = pair.split('=')
    const field = line.fields.find((each) => each.name === name)
    if (field?.secret)
      throw new Stop(
        `“${name}” is a secret, and an argument can be seen by others on this machine. Give it by standard input; consider the one you typed as known, and have a new one made.`,
      )
    if (!field || rest.length === 0)
      throw new Stop(`“${pair}” is not asked for. ${line.name} wants: ${wanted}.`)
    values[name] = rest.join('=')
  }
  const missing = open.filter(({ name, required }) => required && !values[name])
  if (missing.length > 0) throw new Stop(`Something is missing. ${line.name} wants: ${wanted}.`)
  return values
}
