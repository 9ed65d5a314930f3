import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type Postgres } from './postgres.ts'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres({ durable: true })
}, 60_000)
afterAll(() => server.stop())

async function ask(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000, query_timeout: 1000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(query)).rows
  } finally {
    await client.end()
  }
}

test('it is PostgreSQL 18, durable when asked', async () => {
  expect(await ask(server.url, 'show fsync')).toEqual([{ fsync: 'on' }])
  const [version] = await ask(server.url, 'show server_version')
  expect(version?.['server_version']).toMatch(/^18\./)
})

test.for(['stopped', 'crashed'] as const)(
  'a database that is %s is gone, and comes back with its data',
  async (how) => {
    const url = await server.createDatabase(`gone-${how}`)
    await ask(url, 'create table kept as select 42 as answer')
    await server.pause(how)
    await expect(ask(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
    await server.resume()
    expect(await ask(url, 'select * from kept')).toEqual([{ answer: 42 }])
  },
)

test('a frozen database keeps its connections and answers nothing until it thaws', async () => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await server.pause('frozen')
  let answered = false
  const late = client.query('select 1').then(() => (answered = true))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(answered).toBe(false)
  await server.resume()
  await late
  await client.end()
})
