import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

interface Statement {
  reader: boolean
  all(...parameters: unknown[]): Record<string, unknown>[]
  get(...parameters: unknown[]): Record<string, unknown> | undefined
  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number }
  iterate(...parameters: unknown[]): Iterable<Record<string, unknown>>
}
interface Database {
  open: boolean
  prepare(source: string): Statement
  exec(source: string): Database
  pragma(source: string, options?: { simple?: boolean }): unknown
  transaction(work: () => void): () => void
  close(): void
}
const Sqlite = createRequire(import.meta.url)('./sqlite-shim/index.cjs') as new (location: string) => Database

function withTable(): Database {
  return new Sqlite(':memory:').exec(
    'create table thing (id integer primary key, name text unique, data blob)',
  )
}

test('reads and writes as better-sqlite3 does, with Buffers for blobs', () => {
  const db = withTable()
  const insert = db.prepare('insert into thing (name, data) values (?, ?)')
  expect(insert.reader).toBe(false)
  expect(insert.run(['one', new Uint8Array([1, 2])])).toMatchObject({ changes: 1, lastInsertRowid: 1 })
  insert.run('two', null)

  const select = db.prepare('select name, data from thing order by id')
  expect(select.reader).toBe(true)
  expect(select.all()).toStrictEqual([
    { name: 'one', data: Buffer.from([1, 2]) },
    { name: 'two', data: null },
  ])
  expect([...select.iterate()].map(({ name }) => name)).toEqual(['one', 'two'])
  expect(db.prepare('select name from thing where id = ?').get(9)).toBeUndefined()
  expect(db.prepare("insert into thing (name) values ('three') returning id").reader).toBe(true)
})

test('names the errors that the server looks for', () => {
  const db = withTable()
  db.exec("insert into thing (name) values ('one')")
  const again = () => db.prepare("insert into thing (name) values ('one')").run()
  expect(again).toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_UNIQUE' }))
})

test('pragmas, transactions and closing', () => {
  const db = withTable()
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  const failing = db.transaction(() => {
    db.exec("insert into thing (name) values ('lost')")
    throw new Error('no')
  })
  expect(failing).toThrow('no')
  expect(db.prepare('select * from thing').all()).toEqual([])
  db.transaction(() => void db.exec("insert into thing (name) values ('kept')"))()
  expect(db.prepare('select name from thing').all()).toEqual([{ name: 'kept' }])
  db.close()
  expect(db.open).toBe(false)
})
