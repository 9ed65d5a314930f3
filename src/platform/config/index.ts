export type { Config, MailConfig, StorageConfig } from './schema.ts'
export { readEnvironment } from './environment.ts'
export { ConfigFault, readConfig } from './read.ts'
export { settings } from './settings.ts'
