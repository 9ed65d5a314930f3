import type { Migration } from 'kysely/migration'
import * as first from './0001-first.ts'
import * as policies from './0002-policies.ts'

/** Forward only; a landed migration is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-policies': policies,
}
