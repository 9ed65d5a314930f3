export type { Config, MailConfig, StorageConfig } from './schema.ts'
export { ConfigFault, readConfig } from './read.ts'
export { settings } from './settings.ts'
