// Makes sure that the test peers (e2e/peers) are installed as their lockfile says, and that they run here.
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { environmentWith } from '#testing/environment.ts'
import { chromiumProgram } from '../e2e/peers/chromium.ts'
import { linkPostgresLibraries, postgresIdentity, readablePostgres } from '../e2e/peers/postgres-binaries.ts'
import { ensureWordPress } from '../e2e/peers/wordpress/programs.ts'

const folder = fileURLToPath(new URL('../e2e/peers/', import.meta.url))
const stamp = join(folder, 'node_modules', '.installed-from')

async function lockHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of ['package.json', 'package-lock.json']) hash.update(await readFile(join(folder, name)))
  return hash.digest('hex')
}

async function installed(): Promise<string | undefined> {
  return readFile(stamp, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

async function install(hash: string): Promise<void> {
  console.log(
    'Installing the test peers (a browser, PostgreSQL, a Bluesky server and others), once: under a minute.',
  )
  // Scripts stay off: the only one that matters links PostgreSQL's libraries, and we do that ourselves.
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(npm, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`"npm ci" in e2e/peers failed (${code ?? 'ended by a signal'}); see above.`)
  await linkPostgresLibraries()
  await writeFile(stamp, hash)
}

async function runs(name: string, program: string, options: object): Promise<void> {
  try {
    await promisify(execFile)(program, ['--version'], options)
  } catch (error) {
    const library = /([\w.+-]+\.so[\w.]*): cannot open shared object/.exec(String(error))?.[1]
    if (library === undefined) throw error
    throw new Error(
      `${name} needs ${library}, which this machine lacks. ` +
        `On Debian: "apt-get update && apt-get install apt-file && apt-file search ${library}" names its package.`,
      { cause: error },
    )
  }
}

const hash = await lockHash()
if ((await installed()) !== hash) await install(hash)
const identity = await postgresIdentity()
await runs('PostgreSQL', join(await readablePostgres(identity), 'bin/postgres'), { ...identity, cwd: '/' })
const { executablePath, env } = await chromiumProgram()
await runs('Chromium', executablePath, { env: environmentWith(env) })
await ensureWordPress()
