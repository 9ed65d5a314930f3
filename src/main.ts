import { createLogger } from '#platform/log/index.ts'
import type { Config } from '#platform/config/index.ts'
import { ensureSetupLink } from '#features/institution/index.ts'
import { buildWeb, composeHouse, startWorker } from '#app/compose.ts'
import { openServices, type Opened } from '#app/open-services.ts'

export interface Running {
  address: string | null
  opened: Opened
  stop(): Promise<void>
}

/** Runs Rostrum in the role that the configuration gives it, until `stop`. `say` prints for whoever started it. */
export async function run(config: Config, say: (line: string) => void): Promise<Running> {
  const log = createLogger(config.logLevel)
  const opened = await openServices(config, log)
  const stops: (() => Promise<unknown>)[] = [() => opened.close()]
  const stop = async () => {
    for (const end of stops.toReversed()) await end()
  }
  try {
    const house = composeHouse(opened.services, opened.keys, opened.database.changes)
    let address: string | null = null
    if (config.role !== 'worker') {
      const web = await buildWeb(house)
      stops.push(() => web.close())
      address = await web.listen({ port: config.port, host: config.host })
      const link = await ensureSetupLink(opened.services)
      // In one piece, so that whoever reads the first line can read the rest.
      const setUp = link
        ? `\n\nIt has not been set up yet. Open this link, which works once:\n\n  ${link}\n`
        : ''
      say(`Rostrum is at ${config.publicUrl}${setUp}`)
    }
    if (config.role !== 'web') {
      const worker = await startWorker(house)
      stops.push(() => worker.stop())
      if (!address) say('Rostrum’s worker is running.')
    }
    return { address, opened, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
