/** Where WordPress, PHP and MariaDB are on this machine, and how they get there. */
import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface WordPressPrograms {
  /** The folder with `wp-settings.php`. */
  wordpress: string
  php: string
  mariadbd: string
  installDb: string
}

/** No service among them: nothing is started by installing them. */
const programPackages = ['php-cli', 'php-mysql', 'php-gd', 'mariadb-server-core', 'mariadb-client-core']
/** Only unpacked beside the other peers: the package itself would bring a web server that starts. */
const unpackedPackages = ['wordpress', 'php-getid3', 'libjs-cropper', 'libjs-underscore']

const cache = fileURLToPath(new URL('../node_modules/.cache/wordpress', import.meta.url))

export const wordPressRemedy = `WordPress, the test peer, is not installed.
On Debian or Ubuntu, as root: node scripts/ensure-peers.ts
  (apt-get installs ${programPackages.join(', ')}; ${unpackedPackages.join(', ')} are only unpacked into e2e/peers/node_modules/.cache).
On another system: install PHP 8 with mysqli and gd, and MariaDB 10.6 or later, so that php, mariadbd and mariadb-install-db are found on the PATH; unpack WordPress 5.9 or later from https://wordpress.org/download/, and name its folder in WORDPRESS_FOLDER.`

const there = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function firstThere(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (await there(path)) return path
  return null
}

function program(name: string): Promise<string | null> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return firstThere(folders.filter(Boolean).map((folder) => join(folder, name)))
}

/** Null when something of it is missing. */
export async function findWordPress(): Promise<WordPressPrograms | null> {
  const named = process.env['WORDPRESS_FOLDER']
  const folders = [...(named ? [named] : []), '/usr/share/wordpress', join(cache, 'usr/share/wordpress')]
  const settings = await firstThere(folders.map((folder) => join(folder, 'wp-settings.php')))
  const [php, mariadbd, installDb] = await Promise.all([
    program('php'),
    program('mariadbd'),
    program('mariadb-install-db'),
  ])
  if (!settings || !php || !mariadbd || !installDb) return null
  return { wordpress: join(settings, '..'), php, mariadbd, installDb }
}

async function unpack(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-wordpress-packages-'))
  try {
    await run('apt-get', ['download', ...unpackedPackages], { cwd: folder })
    await mkdir(cache, { recursive: true })
    for (const name of await readdir(folder)) await run('dpkg', ['-x', join(folder, name), cache])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Installs what is missing where that can be done: on Debian and its kin, as root. Elsewhere it says what to do, and
 * the tests that need WordPress then fail with the same words.
 */
export async function ensureWordPress(): Promise<void> {
  if (await findWordPress()) return
  const [apt, dpkg] = await Promise.all([program('apt-get'), program('dpkg')])
  if (!apt || !dpkg || process.getuid?.() !== 0) {
    console.error(wordPressRemedy)
    return
  }
  console.log(
    `Installing WordPress for the tests, once: Debian’s ${programPackages.join(', ')}; under a minute. No service is started.`,
  )
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...programPackages], {
    env,
    maxBuffer: 64_000_000,
  })
  await unpack()
  if (!(await findWordPress())) throw new Error(wordPressRemedy)
}
