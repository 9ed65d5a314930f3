'use strict'
// The Bluesky server wants better-sqlite3, a native addon that does not load on the Node the tests run on.
// This is the part of its interface that the server and Kysely's SQLite dialect call, over node:sqlite.
const { DatabaseSync } = require('node:sqlite')

// Extended result codes (https://www.sqlite.org/rescode.html) that the server compares by name.
const CODE_NAMES = new Map([
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [8, 'SQLITE_READONLY'],
  [19, 'SQLITE_CONSTRAINT'],
  [261, 'SQLITE_BUSY_RECOVERY'],
  [517, 'SQLITE_BUSY_SNAPSHOT'],
  [773, 'SQLITE_BUSY_TIMEOUT'],
  [275, 'SQLITE_CONSTRAINT_CHECK'],
  [787, 'SQLITE_CONSTRAINT_FOREIGNKEY'],
  [1299, 'SQLITE_CONSTRAINT_NOTNULL'],
  [1555, 'SQLITE_CONSTRAINT_PRIMARYKEY'],
  [2067, 'SQLITE_CONSTRAINT_UNIQUE'],
])

class SqliteError extends Error {
  constructor(message, code) {
    super(message)
    this.name = 'SqliteError'
    this.code = code
  }
}

function named(action) {
  try {
    return action()
  } catch (error) {
    if (error?.code !== 'ERR_SQLITE_ERROR') throw error
    throw new SqliteError(error.message, CODE_NAMES.get(error.errcode) ?? `SQLITE_${error.errcode}`)
  }
}

// better-sqlite3 answers plain objects and Buffers; node:sqlite answers null-prototype objects and Uint8Arrays.
function plain(row) {
  if (row === undefined) return undefined
  const copy = {}
  for (const [name, value] of Object.entries(row)) {
    copy[name] =
      value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
  }
  return copy
}

function spread(parameters) {
  return parameters.flatMap((parameter) => (Array.isArray(parameter) ? parameter : [parameter]))
}

class Statement {
  #statement

  constructor(database, source, prepared) {
    this.database = database
    this.source = source
    this.#statement = prepared
    this.reader = prepared.columns().length > 0
  }

  all(...parameters) {
    return named(() => this.#statement.all(...spread(parameters)).map(plain))
  }

  get(...parameters) {
    return named(() => plain(this.#statement.get(...spread(parameters))))
  }

  run(...parameters) {
    return named(() => this.#statement.run(...spread(parameters)))
  }

  *iterate(...parameters) {
    for (const row of this.#statement.iterate(...spread(parameters))) yield plain(row)
  }
}

class Database {
  #database

  constructor(location = ':memory:', options = {}) {
    this.name = String(location)
    this.#database = named(
      () =>
        new DatabaseSync(this.name, {
          readOnly: options.readonly === true,
          timeout: options.timeout ?? 5000,
        }),
    )
  }

  get open() {
    return this.#database.isOpen
  }

  get inTransaction() {
    return this.#database.isTransaction
  }

  prepare(source) {
    return named(() => new Statement(this, source, this.#database.prepare(source)))
  }

  exec(source) {
    named(() => this.#database.exec(source))
    return this
  }

  pragma(source, { simple = false } = {}) {
    const rows = this.prepare(`PRAGMA ${source}`).all()
    return simple ? Object.values(rows[0] ?? {})[0] : rows
  }

  transaction(work) {
    return (...args) => {
      const nested = this.inTransaction
      this.exec(nested ? 'SAVEPOINT nested' : 'BEGIN')
      try {
        const result = work(...args)
        this.exec(nested ? 'RELEASE nested' : 'COMMIT')
        return result
      } catch (error) {
        if (this.inTransaction) this.exec(nested ? 'ROLLBACK TO nested; RELEASE nested' : 'ROLLBACK')
        throw error
      }
    }
  }

  close() {
    if (this.open) this.#database.close()
    return this
  }
}

module.exports = Database
module.exports.default = Database
module.exports.SqliteError = SqliteError
