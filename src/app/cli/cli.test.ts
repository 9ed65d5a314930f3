import { spawn, type ChildProcess } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../../../e2e/peers/child.ts'
import { openDatabase, type Database } from '#platform/db/index.ts'
import { plainEnvironment } from '#testing/environment.ts'
import { migratedDatabase } from '#testing/migrated-database.ts'

// Real processes on new databases: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 120_000 })

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'rostrum-cli-'))

interface Ended {
  code: number | null
  out: string
  err: string
}

function launch(
  args: string[],
  environment: Record<string, string>,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), ...args], {
    cwd: folder,
    env: { ...plainEnvironment, ...environment },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => (said.out += String(part)))
  child.stderr.on('data', (part) => (said.err += String(part)))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  return { child, ended }
}

function rostrum(args: string[], environment: Record<string, string> = {}, input = ''): Promise<Ended> {
  const { child, ended } = launch(args, environment)
  child.stdin?.end(input)
  return ended
}

async function started(environment: Record<string, string>): Promise<ReturnType<typeof launch>> {
  const running = launch(['start'], environment)
  const until = Date.now() + 55_000
  while (Date.now() < until && running.child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${environment.PORT}/health`).catch(() => null)
    // The socket for orders comes a moment after the port.
    if (answer?.ok && existsSync(join(environment.ROSTRUM_DATA ?? '', 'rostrum.sock'))) return running
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  running.child.kill('SIGKILL')
  throw new Error(`It did not start: ${(await running.ended).err}`)
}

/** A data folder whose database is up to date, with the keys of the first; what `change` does to it is left in it. */
async function preparedData(
  name: string,
  change?: (database: Database) => Promise<unknown>,
): Promise<string> {
  const prepared = join(folder, name)
  const database = await openDatabase({ url: null, folder: prepared, copyOf: await migratedDatabase() })
  await change?.(database)
  await database.close()
  copyFileSync(join(data, 'keys.json'), join(prepared, 'keys.json'))
  return prepared
}

const data = join(folder, 'data')
let environment: Record<string, string>
let running: ReturnType<typeof launch>

beforeAll(async () => {
  environment = {
    ROSTRUM_DATA: data,
    PORT: String(await freePort()),
    ROSTRUM_LOG: 'warn',
    ROSTRUM_PLC_URL: 'http://127.0.0.1:9',
  }
  running = await started(environment)
})

afterAll(async () => {
  running.child.kill('SIGKILL')
  await running.ended
  rmSync(folder, { recursive: true, force: true })
})

test('every command has its help', async () => {
  const commands = [
    [],
    ['start'],
    ['doctor'],
    ['migrate'],
    ['backup'],
    ['restore'],
    ['records', 'verify'],
    ['policy', 'test'],
    ['keys', 'rotate'],
    ['people', 'recovery-link'],
    ['networks', 'list'],
    ['networks', 'set'],
  ]
  for (const command of commands) {
    const { code, out } = await rostrum([...command, '--help'])
    expect(code, command.join(' ')).toBe(0)
    expect(out).toMatch(/rostrum/)
  }
  expect((await rostrum(['dance'])).code).toBe(1)
})

test('a wrong configuration is told whole, and nothing is started', async () => {
  const wrong = {
    PORT: 'many',
    ROSTRUM_URL: 'social',
    ROSTRUM_STORAGE: 's3',
    ROSTRUM_DATE: './x',
    ROSTRUM_DATA: join(folder, 'never'),
  }
  const { code, err } = await rostrum(['start'], wrong)
  expect(code).toBe(2)
  for (const name of [
    'PORT',
    'ROSTRUM_URL',
    'ROSTRUM_S3_BUCKET',
    'ROSTRUM_S3_KEY',
    'ROSTRUM_S3_SECRET',
    'ROSTRUM_DATE',
  ])
    expect(err).toContain(name)
  expect(err).not.toMatch(/\n {4}at /)
  expect(existsSync(wrong.ROSTRUM_DATA)).toBe(false)
})

test('a second Rostrum on the same folder is refused, and the first goes on', async () => {
  const { code, err } = await rostrum(['start'], { ...environment, PORT: String(await freePort()) })
  expect(code).toBe(1)
  expect(err).toMatch(/^Another Rostrum \(process \d+\) is using/)
  expect(err).not.toMatch(/\n {4}at /)
  expect((await fetch(`http://127.0.0.1:${environment.PORT}/health`)).status).toBe(200)
})

test('a port that is taken is told in a sentence', async () => {
  const second = await preparedData('second')
  const { code, err } = await rostrum(['start'], { ...environment, ROSTRUM_DATA: second })
  expect(code).toBe(1)
  expect(err).toContain('Another program uses this port')
  expect(err).not.toMatch(/\n {4}at /)
})

test('a database that does not answer is told in a sentence', async () => {
  const { code, err } = await rostrum(['start'], {
    ...environment,
    DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c',
  })
  expect(code).toBe(1)
  expect(err).toContain('Is the database running, and is DATABASE_URL right?')
  expect(err).not.toMatch(/\n {4}at /)
})

test('a data folder of a newer Rostrum is refused', async () => {
  const newer = await preparedData('newer', ({ db }) =>
    sql`insert into kysely_migration (name, timestamp) values ('0099-later', '2027-01-01')`.execute(db),
  )
  for (const command of [['start'], ['migrate'], ['backup', join(folder, 'newer.tar.gz')]]) {
    const { code, err } = await rostrum(command, {
      ...environment,
      ROSTRUM_DATA: newer,
      PORT: String(await freePort()),
    })
    expect(code, command[0]).toBe(1)
    expect(err).toContain('belongs to a newer Rostrum')
  }
})

test('a lost key file stops the start instead of being made anew', async () => {
  const lost = await preparedData('lost')
  rmSync(join(lost, 'keys.json'))
  const { code, err } = await rostrum(['start'], {
    ...environment,
    ROSTRUM_DATA: lost,
    PORT: String(await freePort()),
  })
  expect(code).toBe(1)
  expect(err).toMatch(/^The key file .* is missing\. Put your copy of it there/)
  expect(existsSync(join(lost, 'keys.json'))).toBe(false)
})

test('the doctor looks at a running Rostrum, and at one that is not running', async () => {
  const well = await rostrum(['doctor', '--json'], environment)
  const report = JSON.parse(well.out) as { ok: boolean; findings: { id: string; state: string }[] }
  expect(report.ok).toBe(true)
  expect(report.findings.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'address',
      'proxy',
      'cookies',
      'database',
      'worker',
      'log',
      'disk',
      'keys',
      'mail',
      'clock',
    ]),
  )
  expect(well.code).toBe(0)

  const elsewhere = await rostrum(['doctor'], { ...environment, ROSTRUM_URL: 'http://127.0.0.1:9' })
  expect(elsewhere.code).toBe(1)
  expect(elsewhere.out).toContain('Rostrum runs on this machine, but not at http://127.0.0.1:9')

  const wrong = await rostrum(['doctor'], { ...environment, PORT: 'many' })
  expect(wrong.code).toBe(1)
  expect(wrong.out).toMatch(/FAULT\s+Configuration\s+PORT is “many”/)
})

test('a backup is made while Rostrum runs, and restored into another folder', async () => {
  const file = join(folder, 'running.tar.gz')
  const made = await rostrum(['backup', file, '--with-keys'], environment)
  expect(made).toMatchObject({
    code: 0,
    out: expect.stringContaining('read back and whole') as string,
    err: expect.stringContaining('holds the keys') as string,
  })
  expect(statSync(file).mode & 0o077).toBe(0)
  expect((await rostrum(['backup', file], environment)).err).toContain('exists already')

  const restored = { ...environment, ROSTRUM_DATA: join(folder, 'restored') }
  expect(await rostrum(['restore', file], restored)).toMatchObject({
    code: 0,
    out: expect.stringContaining('The log holds') as string,
  })
  expect((await rostrum(['restore', file], restored)).err).toContain('This database is not empty')
  expect((await rostrum(['records', 'verify'], restored)).code).toBe(0)
  expect((await rostrum(['keys', 'rotate'], restored)).out).toContain('The new sealing key is')
})

test('a damaged backup makes not even a folder', async () => {
  const file = join(folder, 'damaged.tar.gz')
  await rostrum(['backup', file], environment)
  writeFileSync(file, readFileSync(file).subarray(0, -200))
  const nowhere = join(folder, 'nowhere')
  const { code, err } = await rostrum(['restore', file], { ...environment, ROSTRUM_DATA: nowhere })
  expect(code).toBe(1)
  expect(err).toContain('Nothing was changed')
  expect(existsSync(nowhere)).toBe(false)
})

test('records are verified by the running Rostrum, and orders that it cannot do are told', async () => {
  expect(await rostrum(['records', 'verify'], environment)).toMatchObject({
    code: 0,
    out: expect.stringContaining('The log holds') as string,
  })
  const nobody = await rostrum(['people', 'recovery-link', 'nobody@example.ac.uk'], environment)
  expect(nobody).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no person with this e-mail address') as string,
  })
})

test('the app of a network is registered from the shell, its secret by standard input alone', async () => {
  const set = (given: string[], input: string, where = environment) =>
    rostrum(['networks', 'set', ...given], where, input)
  const asArgument = await set(['x', 'clientId=rostrum', 'clientSecret=hush'], '')
  expect(asArgument).toMatchObject({
    code: 1,
    err: expect.stringContaining('can be seen by others') as string,
  })
  expect((await set(['x', 'clientId=rostrum'], '')).err).toContain('Give: Client Secret.')
  // By the running Rostrum, and by ourselves where none runs.
  for (const where of [environment, { ...environment, ROSTRUM_DATA: await preparedData('shell') }]) {
    const done = await set(['x', 'clientId=rostrum'], 'hush\n', where)
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(done.out).toContain('The app for X is registered.')
  }
  expect((await rostrum(['networks', 'list'], environment)).out).toMatch(/^x +X +Registered$/m)
  const { out } = await rostrum(['doctor', '--json'], environment)
  const report = JSON.parse(out) as { findings: { id: string; says: string }[] }
  expect(report.findings.find(({ id }) => id === 'network-x')?.says).toContain('not https')
})

test('it stops when asked, lets go of the folder, and starts again', async () => {
  // What a killed backup left lying is swept away at the next start; what people put there is not.
  mkdirSync(join(data, '.rostrum-spool-abc'))
  writeFileSync(join(data, 'backup-monday.tar.gz'), '')
  running.child.kill('SIGTERM')
  expect(await running.ended).toMatchObject({
    code: 0,
    out: expect.stringContaining('Rostrum has stopped.') as string,
  })
  expect(existsSync(join(data, 'rostrum.lock'))).toBe(false)
  expect(existsSync(join(data, 'rostrum.sock'))).toBe(false)
  running = await started(environment)
  expect(existsSync(join(data, '.rostrum-spool-abc'))).toBe(false)
  expect(existsSync(join(data, 'backup-monday.tar.gz'))).toBe(true)
})
