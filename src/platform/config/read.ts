import { resolve } from 'node:path'
import { z } from 'zod'
import type { Config, StorageConfig } from './schema.ts'
import { settings, type SettingName } from './settings.ts'

/** The configuration is wrong. `faults` names every setting at fault, each with what would be right. */
export class ConfigFault extends Error {
  readonly code = 'config.fault'
  readonly faults: string[]
  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    )
    this.faults = faults
  }
}

type Environment = Record<string, string | undefined>

const megabytes = z.coerce.number().int().min(1).max(100_000)
const port = z.coerce.number().int().min(0).max(65_535)
const webAddress = z.url({ protocol: /^https?$/ })
const hosts = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^\S+:\d+$/)))
const origins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((pair) => pair.trim())
      .filter(Boolean)
      .map((pair) => {
        const [network = '', ...rest] = pair.split('=')
        return { network, origin: rest.join('=') }
      }),
  )
  .pipe(z.array(z.object({ network: z.string().regex(/^[a-z]+$/), origin: webAddress })))
  .transform((pairs) =>
    Object.fromEntries(pairs.map(({ network, origin }) => [network, new URL(origin).origin])),
  )
const level = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])

/** Reads settings one by one, collecting what is wrong instead of stopping at the first. */
class Reader {
  readonly faults: string[] = []
  readonly environment: Environment
  constructor(environment: Environment) {
    this.environment = environment
  }

  text(name: SettingName): string | null {
    const value = this.environment[name]?.trim()
    return value ? value : null
  }

  parse<T>(name: SettingName, type: z.ZodType<T>, usual: T, expected: string): T {
    const given = this.text(name)
    if (given === null) return usual
    const parsed = type.safeParse(given)
    if (parsed.success) return parsed.data
    this.faults.push(`${name} is “${given}”; it should be ${expected}.`)
    return usual
  }

  needed(name: SettingName, because: string): string {
    const given = this.text(name)
    if (given === null) this.faults.push(`${name} is missing; it is needed ${because}.`)
    return given ?? ''
  }
}

function readStorage(from: Reader, dataFolder: string): StorageConfig {
  const kind = from.parse('ROSTRUM_STORAGE', z.enum(['disk', 's3']), 'disk', '`disk` or `s3`')
  if (kind === 'disk') return { kind, folder: resolve(dataFolder, 'files') }
  const because = 'when ROSTRUM_STORAGE is `s3`'
  return {
    kind,
    endpoint: from.parse('ROSTRUM_S3_ENDPOINT', webAddress.nullable(), null, 'a web address'),
    region: from.text('ROSTRUM_S3_REGION') ?? 'us-east-1',
    bucket: from.needed('ROSTRUM_S3_BUCKET', because),
    key: from.needed('ROSTRUM_S3_KEY', because),
    secret: from.needed('ROSTRUM_S3_SECRET', because),
  }
}

function readMail(from: Reader): Config['mail'] {
  const url = from.parse(
    'ROSTRUM_MAIL_URL',
    z.url({ protocol: /^smtps?$/ }).nullable(),
    null,
    'an address like `smtp://host:587`',
  )
  return url ? { url, from: from.needed('ROSTRUM_MAIL_FROM', 'when ROSTRUM_MAIL_URL is set') } : null
}

/** Where networks are reached. */
function readNetworks(from: Reader): Pick<Config, 'plcUrl' | 'handleResolverUrl' | 'networkOrigins'> {
  return {
    plcUrl: from
      .parse('ROSTRUM_PLC_URL', webAddress, 'https://plc.directory', 'a web address')
      .replace(/\/$/, ''),
    handleResolverUrl: from
      .parse('ROSTRUM_HANDLE_RESOLVER', webAddress, 'https://public.api.bsky.app', 'a web address')
      .replace(/\/$/, ''),
    networkOrigins: from.parse(
      'ROSTRUM_NETWORK_ORIGINS',
      origins,
      {},
      'networks with an origin each, such as `x=https://proxy.example.ac.uk`',
    ),
  }
}

/** Unknown names that begin like ours are nearly always a slip of the pen. */
function misspelt(environment: Environment): string[] {
  const known = new Set<string>(settings.map((setting) => setting.name))
  return Object.keys(environment)
    .filter((name) => name.startsWith('ROSTRUM_') && !known.has(name))
    .map((name) => `${name} is not a setting of Rostrum; the settings are listed in docs/CONFIGURATION.md.`)
}

/** Parses the environment. Throws `ConfigFault` with all faults. */
export function readConfig(environment: Environment): Config {
  const from = new Reader(environment)
  const listenOn = from.parse('PORT', port, 3000, 'a port number from 0 to 65535')
  const dataFolder = resolve(from.text('ROSTRUM_DATA') ?? './data')
  const publicUrl = from.parse(
    'ROSTRUM_URL',
    webAddress,
    `http://localhost:${listenOn}`,
    'a web address like `https://social.example.ac.uk`',
  )
  if (URL.canParse(publicUrl) && new URL(publicUrl).pathname !== '/')
    from.faults.push(`ROSTRUM_URL is “${publicUrl}”; it should have no path after the host.`)
  const config: Config = {
    port: listenOn,
    host: from.text('HOST') ?? '127.0.0.1',
    publicUrl: new URL(publicUrl).origin,
    dataFolder,
    role: from.parse('ROSTRUM_ROLE', z.enum(['all', 'web', 'worker']), 'all', '`all`, `web` or `worker`'),
    databaseUrl: from.parse(
      'DATABASE_URL',
      z.url({ protocol: /^postgres(ql)?$/ }).nullable(),
      null,
      'an address like `postgres://user:password@host/name`',
    ),
    keyFile: resolve(from.text('ROSTRUM_KEY_FILE') ?? `${dataFolder}/keys.json`),
    trustProxy: from.parse('ROSTRUM_TRUST_PROXY', z.stringbool(), false, '`true` or `false`'),
    allowPrivate: from.parse(
      'ROSTRUM_ALLOW_PRIVATE',
      hosts,
      [],
      'hosts with their ports, such as `social.example.ac.uk:443`',
    ),
    ...readNetworks(from),
    mail: readMail(from),
    storage: readStorage(from, dataFolder),
    videoBytes:
      from.parse('ROSTRUM_VIDEO_MB', megabytes, 1000, 'a whole number of megabytes, such as `1000`') *
      1_000_000,
    logLevel: from.parse(
      'ROSTRUM_LOG',
      level,
      'info',
      '`trace`, `debug`, `info`, `warn`, `error` or `silent`',
    ),
    metricsToken: from.text('ROSTRUM_METRICS_TOKEN'),
  }
  if (config.role !== 'all' && !config.databaseUrl)
    from.faults.push(
      `ROSTRUM_ROLE is “${config.role}”, which needs DATABASE_URL: the built-in database serves one process only.`,
    )
  const faults = [...from.faults, ...misspelt(environment)]
  if (faults.length > 0) throw new ConfigFault(faults)
  return config
}
