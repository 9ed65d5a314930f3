import { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

/** How many different statements are kept parsed. Beyond that the one unused for longest is forgotten. */
const keptParsed = 400

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

interface Parsed {
  connection: { parsedStatements: Record<string, string> }
}

/**
 * Gives every statement with parameters a name, so that the engine parses it once and not at each use. Only for
 * statements by text; that is all that the query builder and the job queue send.
 */
class BuiltInClient extends pg.Client {
  readonly #names = new Map<string, string>()
  #made = 0

  constructor(config?: pg.ClientConfig) {
    super(config)
    const plain = this.query.bind(this) as (...input: unknown[]) => unknown
    const prepared = (text: unknown, values?: unknown, ...rest: unknown[]) => {
      if (typeof text !== 'string' || rest.length > 0) return plain(text, values, ...rest)
      if (Array.isArray(values) && values.length > 0) {
        const query = { text, values: values as unknown[], name: this.#nameOf(text) }
        return this.#names.size > keptParsed ? this.#forget(1).then(() => plain(query)) : plain(query)
      }
      // What a kept statement answers may have another shape after this.
      if (this.#names.size > 0 && /^\s*(create|alter|drop)\b/i.test(text))
        return this.#forget(this.#names.size).then(() => plain(text, values))
      return plain(text, values)
    }
    this.query = prepared as typeof this.query
  }

  #nameOf(text: string): string {
    const name = this.#names.get(text) ?? `s${(this.#made += 1)}`
    this.#names.delete(text)
    this.#names.set(text, name)
    return name
  }

  /** Forgets so many of them, those unused for longest first. */
  async #forget(many: number): Promise<void> {
    for (const [text, name] of [...this.#names].slice(0, many)) {
      this.#names.delete(text)
      delete (this as unknown as Parsed).connection.parsedStatements[name]
      // In a transaction that has failed the engine keeps it; the name is never used again.
      await super.query(`deallocate ${name}`).catch(() => {})
    }
  }
}

/** A pool of one client of the built-in database: what is asked of it is done one after the other. */
export function builtInPool(pglite: PGlite, types: pg.CustomTypesConfig): pg.Pool {
  const config = { max: 1, idleTimeoutMillis: 0, types, stream: () => new BuiltInStream(pglite) }
  return new pg.Pool({ ...config, Client: BuiltInClient })
}
