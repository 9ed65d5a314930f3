import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig, readEnvironment } from '#platform/config/index.ts'
import { loadKeys } from '#platform/sealing/index.ts'
import { runRecordsVerify } from '#features/records/verify-command.ts'
import { orderJson } from './control-client.ts'
import { withDatabase } from './open.ts'
import { out } from './say.ts'
import { verifyHere } from './verify-here.ts'

/** The running Rostrum has a working folder of its own. */
const whole = (argument: string): string => (existsSync(argument) ? resolve(argument) : argument)

function needsNoInstallation(args: string[]): boolean {
  const { values, positionals } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      against: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  return values.help === true || positionals.length > 0
}

/** `rostrum records verify`. */
export async function recordsVerify(args: string[]): Promise<number> {
  if (needsNoInstallation(args)) return runRecordsVerify(args, { out })
  const config = readConfig(readEnvironment())
  return withDatabase(
    config,
    (database) => verifyHere(args, database.db, loadKeys(config.keyFile, false), out),
    async () => {
      const shape = z.object({ code: z.number(), lines: z.array(z.string()) })
      const { code, lines } = await orderJson(config.dataFolder, 'POST', '/records-verify', shape, {
        args: args.map(whole),
      })
      for (const line of lines) out(line)
      return code
    },
  )
}
