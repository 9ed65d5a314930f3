import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { explain } from '#app/cli/explain.ts'
import { orderJson } from '#app/cli/control-client.ts'
import { out } from '#app/cli/say.ts'
import { createNetworks } from '#app/networks.ts'
import { version } from '#app/version.ts'
import { systemClock } from '#platform/clock/index.ts'
import { ConfigFault, readConfig, readEnvironment, type Config } from '#platform/config/index.ts'
import { DataFolderInUse, openDatabase, type Db } from '#platform/db/index.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import { createLogger } from '#platform/log/index.ts'
import { createSealer, loadKeys } from '#platform/sealing/index.ts'
import { Finding } from './contract.ts'
import { examineAddress, type Health } from './examine-address.ts'
import { examineDatabase } from './examine-database.ts'
import { examineMachine } from './examine-machine.ts'
import { examineNetworks } from './examine-networks.ts'

/** By `/health`, when the running server has the built-in database and does not take orders. */
function ofHealth(health: Health): Finding[] {
  return [
    health.database === 'ok'
      ? { id: 'database', title: 'Database', state: 'ok', says: 'The running Rostrum says that it works.' }
      : {
          id: 'database',
          title: 'Database',
          state: 'fault',
          says: 'The running Rostrum cannot use it.',
          fix: 'Look at its log for the reason.',
        },
    health.worker === 'ok'
      ? { id: 'worker', title: 'Worker', state: 'ok', says: 'Heard of within the last 45 seconds.' }
      : {
          id: 'worker',
          title: 'Worker',
          state: 'fault',
          says: 'Not heard of for 45 seconds, so nothing is being sent.',
          fix: 'Look at its log for the reason, or start one.',
        },
  ]
}

async function askRunning(config: Config, health: Health | null): Promise<Finding[]> {
  try {
    return await orderJson(config.dataFolder, 'GET', '/doctor', z.array(Finding))
  } catch (error) {
    if (health) return ofHealth(health)
    throw error
  }
}

/** The networks, where the key file is there: what is said of it stands in a line of its own. */
async function examineUsed(config: Config, db: Db): Promise<Finding[]> {
  if (!existsSync(config.keyFile)) return []
  const services = {
    config,
    db,
    clock: systemClock,
    log: createLogger('silent'),
    sealer: createSealer(loadKeys(config.keyFile, false).sealing),
    fetch: createGuardedFetch({ allowPrivate: config.allowPrivate, userAgent: `Rostrum/${version}` }),
  }
  return examineNetworks(services, createNetworks(services))
}

async function examineStored(config: Config, health: Health | null): Promise<Finding[]> {
  if (!config.databaseUrl && !existsSync(join(config.dataFolder, 'db')))
    return [
      {
        id: 'database',
        title: 'Database',
        state: 'ok',
        says: 'The built-in one; it is made at the first start.',
      },
    ]
  try {
    const database = await openDatabase({
      url: config.databaseUrl,
      folder: config.databaseUrl ? null : config.dataFolder,
    })
    try {
      const found = await examineDatabase(database.db, systemClock)
      const current = found.every(({ id, state }) => id !== 'database' || state === 'ok')
      return current ? [...found, ...(await examineUsed(config, database.db))] : found
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof DataFolderInUse) return askRunning(config, health)
    return [
      {
        id: 'database',
        title: 'Database',
        state: 'fault',
        says: explain(error).text,
        fix: 'Mend that, then run this again.',
      },
    ]
  }
}

function configFindings(): { config: Config | null; findings: Finding[] } {
  const found = { id: 'configuration', title: 'Configuration' }
  try {
    return {
      config: readConfig(readEnvironment()),
      findings: [{ ...found, state: 'ok', says: 'Every setting can be read.' }],
    }
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error
    const fix = 'Correct it; docs/CONFIGURATION.md lists every setting.'
    return { config: null, findings: error.faults.map((says) => ({ ...found, state: 'fault', says, fix })) }
  }
}

const marks: Record<Finding['state'], string> = { ok: 'ok', warning: 'warning', fault: 'FAULT' }

function print(findings: Finding[]): void {
  const width = Math.max(...findings.map(({ title }) => title.length))
  for (const { title, state, says, fix } of findings) {
    out(`${marks[state].padEnd(7)}  ${title.padEnd(width)}  ${says}`)
    if (fix) out(`${' '.repeat(width + 11)}→ ${fix}`)
  }
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length
  out('')
  out(`${count('fault')} faults, ${count('warning')} warnings, ${count('ok')} in order.`)
}

/** `rostrum doctor [--json]`. */
export async function doctor(options: { json?: boolean }): Promise<number> {
  const { config, findings } = configFindings()
  if (config) {
    const { findings: outside, health } = await examineAddress(config, version)
    const stored = await examineStored(config, health)
    // Nothing runs, so no worker can: the address says so already.
    const meant = health ? stored : stored.filter(({ id }) => id !== 'worker' || config.databaseUrl !== null)
    findings.push(...outside, ...meant, ...(await examineMachine(config)))
  }
  const ok = findings.every(({ state }) => state !== 'fault')
  if (options.json) out(JSON.stringify({ ok, version, findings }, null, 2))
  else print(findings)
  return ok ? 0 : 1
}
