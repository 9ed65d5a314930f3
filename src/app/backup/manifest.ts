import { z } from 'zod'

/** Goes up when an older Rostrum could no longer read what a newer one writes. */
export const formatVersion = 1

const member = z.object({
  name: z.string(),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** The last member of an archive, `manifest.json`: without it, an archive is cut short. */
export const Manifest = z.object({
  about: z.string(),
  format: z.number().int().positive(),
  rostrum: z.string(),
  at: z.string(),
  database: z.enum(['built-in', 'postgresql']),
  migrations: z.array(z.string()).min(1),
  /** Rows by table. */
  tables: z.record(z.string(), z.number().int()),
  /** Uploads, and their renditions for networks. */
  files: z.number().int(),
  /** Which keys the sealed secrets and the log's signatures need. Identifiers only. */
  keys: z.object({ sealing: z.array(z.string()), signing: z.string() }),
  withKeys: z.boolean(),
  members: z.array(member),
})
export type Manifest = z.infer<typeof Manifest>
export type Member = z.infer<typeof member>

/** Folders of this beginning are ours to sweep away: nobody else names anything so. */
export const spoolPrefix = '.rostrum-spool-'

export const manifestName = 'manifest.json'
export const keysName = 'keys.json'
export const filePrefix = 'files/'
/** `tables/<table>/<part>.ndjson`: rows of one table, some megabytes a part. */
export const tableName = /^tables\/([a-z0-9_]+)\/(\d{6})\.ndjson$/

/** The archive, or the place it should go to, is not as it has to be. The message says what to do. */
export class BackupFault extends Error {
  readonly code = 'backup.fault'
}
