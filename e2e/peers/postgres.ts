import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { freePort, startPeerProcess } from './child.ts'

export interface Postgres {
  /** For DATABASE_URL: the database `postgres` of a new cluster. */
  url: string
  port: number
  /** Makes a database and gives its URL. */
  createDatabase(name: string): Promise<string>
  /**
   * Takes the database away. `stopped`: connections are closed and new ones refused. `crashed`: the same without
   * goodbye, as when the machine's power fails. `frozen`: connections stay open and nothing answers.
   */
  pause(how?: 'stopped' | 'crashed' | 'frozen'): Promise<void>
  /** Brings it back, on the same port with the same data. */
  resume(): Promise<void>
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Writes reach the disk before they are acknowledged. Off unless asked for: tests of other things are then quicker. */
  durable?: boolean
  /** Further server settings, as in postgresql.conf. */
  settings?: Record<string, string>
}

/** A real PostgreSQL 18 with a data folder of its own. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const port = await freePort()
  const password = randomBytes(12).toString('hex')
  const urlOf = (database: string) => `postgres://rostrum:${password}@127.0.0.1:${port}/${database}`
  const peer = await startPeerProcess('./postgres-server.ts', {
    port,
    password,
    durable: options.durable ?? false,
    settings: options.settings ?? {},
  })
  return {
    url: urlOf('postgres'),
    port,
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: urlOf('postgres') })
      await client.connect()
      try {
        await client.query(`create database ${client.escapeIdentifier(name)}`)
      } finally {
        await client.end()
      }
      return urlOf(encodeURIComponent(name))
    },
    async pause(how = 'stopped') {
      await peer.ask({ action: how === 'stopped' ? 'stop' : how === 'crashed' ? 'crash' : 'freeze' })
    },
    async resume() {
      await peer.ask({ action: 'resume' })
    },
    stop: () => peer.stop(),
  }
}
