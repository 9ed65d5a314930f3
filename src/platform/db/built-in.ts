import { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { PreparingClient } from './preparing-client.ts'

/** What a server says when a client has been let in: all is well, and ready for a query outside a transaction. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])
/** How a session begins: whatever a client before it left behind is not its own. */
const fresh = ['rollback', 'discard all', `set time zone 'UTC'`]
const [syncMessage, queryMessage, terminateMessage] = [0x53, 0x51, 0x58]

/**
 * The way from PostgreSQL’s client to the database in this process, in place of a socket. The protocol goes through as
 * it is, one whole exchange at a time: `PGlite.query` crosses into the engine six times for each statement.
 */
class BuiltInStream extends Duplex {
  readonly #pglite: PGlite
  #waiting: Buffer[] = []
  #welcomed = false
  /** Has the engine worked in this turn of the event loop already? */
  #worked = false

  constructor(pglite: PGlite) {
    super()
    this.#pglite = pglite
  }

  // What the client asks of a socket.
  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this._writev([{ chunk }], done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    const bytes = Buffer.concat([...this.#waiting, ...chunks.map(({ chunk }) => chunk)])
    this.#waiting = []
    this.#exchange(bytes).then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    )
  }

  async #exchange(bytes: Buffer): Promise<void> {
    if (!this.#welcomed) {
      this.#welcomed = true
      for (const each of fresh) await this.#pglite.exec(each)
      this.push(welcome)
      return
    }
    const last = lastMessage(bytes)
    if (last === terminateMessage) this.push(null)
    else if (last === syncMessage || last === queryMessage) {
      // The engine works in this very thread. Between two exchanges everything else has its turn: a network’s answer
      // would otherwise wait for a whole chain of statements.
      if (this.#worked) await turn()
      this.#worked = true
      const answer = await this.#pglite.runExclusive(() => this.#pglite.execProtocolRaw(bytes))
      setImmediate(() => (this.#worked = false))
      this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength))
    } else this.#waiting = [bytes]
  }
}

/** The kind of the last message, when the bytes end with a whole one. */
function lastMessage(bytes: Buffer): number | undefined {
  let at = 0
  let kind: number | undefined
  while (at + 5 <= bytes.length) {
    kind = bytes[at]
    at += 1 + bytes.readUInt32BE(at + 1)
  }
  return at === bytes.length ? kind : undefined
}

/** What changes a table comes through it, and it forgets what it kept then. */
class BuiltInClient extends PreparingClient {
  protected override readonly shared = false
  // Its only connection.
  protected override readonly most = 400
}

/** A pool of one client of the built-in database: what is asked of it is done one after the other. */
export function builtInPool(pglite: PGlite, types: pg.CustomTypesConfig): pg.Pool {
  const config = { max: 1, idleTimeoutMillis: 0, types, stream: () => new BuiltInStream(pglite) }
  return new pg.Pool({ ...config, Client: BuiltInClient })
}
