export interface MailConfig {
  url: string
  from: string
}

export type StorageConfig =
  | { kind: 'disk'; folder: string }
  | { kind: 's3'; endpoint: string | null; region: string; bucket: string; key: string; secret: string }

/** The whole configuration, read once at the start. No other file reads the environment. */
export interface Config {
  port: number
  host: string
  /** An origin, without a trailing slash. */
  publicUrl: string
  dataFolder: string
  role: 'all' | 'web' | 'worker'
  databaseUrl: string | null
  keyFile: string
  trustProxy: boolean
  allowPrivate: string[]
  plcUrl: string
  handleResolverUrl: string
  /** By network id: an origin in the place of its own addresses. */
  networkOrigins: Readonly<Record<string, string>>
  mail: MailConfig | null
  storage: StorageConfig
  /** The largest video that may be uploaded. */
  videoBytes: number
  logLevel: string
  metricsToken: string | null
}
