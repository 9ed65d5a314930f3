// Runs WordPress with PHP's own server and MariaDB, and looks after them. Started by wordpress.ts, never imported.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { peerOptions, peerReady, peerTells } from './child.ts'
import type { WordPressPrograms } from './wordpress/programs.ts'

const options = peerOptions<{
  port: number
  host: string
  key: string
  password: string
  multisite: boolean
  programs: WordPressPrograms
}>()
const { programs } = options
const folder = await mkdtemp(join(tmpdir(), 'rostrum-wordpress-'))
const [data, root, socket] = [join(folder, 'data'), join(folder, 'root'), join(folder, 'db.sock')]
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : []
/** When it starts, MariaDB deletes the temporary tables that it finds: those of another one that runs must not be there. */
const temporary = join(folder, 'tmp')
const env = { ...process.env, TMPDIR: temporary }

const running: ChildProcess[] = []
let ending = false

async function startDatabase(): Promise<void> {
  await mkdir(temporary)
  const settings = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve']
  const command = ['--no-defaults', `--datadir=${data}`, ...settings, ...asRoot]
  await promisify(execFile)(programs.installDb, command, { env })
  await runDatabase()
}

/** It runs until we end it: should it end by itself, that is told, and it is started again on what it has. */
async function runDatabase(): Promise<void> {
  const server = spawn(
    programs.mariadbd,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      '--skip-networking',
      '--skip-log-bin',
      // Tables of a new blog are made many times quicker; WordPress uses no transactions.
      '--default-storage-engine=MyISAM',
      '--myisam-recover-options=FORCE',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
      '--innodb-file-per-table=0',
      '--innodb-doublewrite=0',
      '--innodb-buffer-pool-size=64M',
      '--performance-schema=off',
      `--pid-file=${join(folder, 'db.pid')}`,
      ...asRoot,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env },
  )
  running[0] = server
  let words = ''
  server.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)))
  await said(server, /ready for connections/)
  server.once('exit', (code, signal) => {
    if (ending) return
    peerTells(`MariaDB ended (${signal ?? code}) and is started again. Its last words: ${words}`)
    runDatabase().catch((error: unknown) => peerTells(String(error)))
  })
}

/** Waits until the program says on its standard error that it is ready; throws what it said when it ends before. */
function said(program: ChildProcess, pattern: RegExp): Promise<void> {
  let heard = ''
  return new Promise((resolve, reject) => {
    program.stderr?.on('data', (chunk: Buffer) => {
      heard = (heard + chunk.toString()).slice(-4000)
      if (pattern.test(heard)) resolve()
    })
    program.once('error', reject)
    program.once('exit', () => reject(new Error(`It ended early: ${heard}`)))
  })
}

function configuration(): string {
  const blog = `$blog = $_SERVER['ROSTRUM_BLOG'] ?? '';`
  const one = `${blog}
$table_prefix = $blog === '' ? 'wp_' : $blog . '_';
define('WP_HOME', 'http://${options.host}' . ($blog === '' ? '' : "/$blog"));
define('WP_SITEURL', WP_HOME);`
  const many = `$table_prefix = 'wp_';
define('WP_ALLOW_MULTISITE', true);
define('MULTISITE', true);
define('SUBDOMAIN_INSTALL', false);
define('DOMAIN_CURRENT_SITE', '${options.host}');
define('PATH_CURRENT_SITE', '/');
define('SITE_ID_CURRENT_SITE', 1);
define('BLOG_ID_CURRENT_SITE', 1);`
  const keys = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE']
    .flatMap((name) => [`${name}_KEY`, `${name}_SALT`])
    .map((name) => `define('${name}', '${randomBytes(24).toString('hex')}');`)
  return `<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_ENVIRONMENT_TYPE', 'local');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
${keys.join('\n')}
if (is_file(__DIR__ . '/network')) {
${many}
} else {
${one}
}
require_once ABSPATH . 'wp-settings.php';
`
}

/** WordPress's own files by links, and beside them what belongs to this one: settings, uploads, our scripts. */
async function writeRoot(): Promise<void> {
  const content = join(root, 'wp-content')
  for (const name of ['mu-plugins', 'uploads', 'plugins'])
    await mkdir(join(content, name), { recursive: true })
  for (const name of await readdir(programs.wordpress))
    if (name !== 'wp-content' && name !== 'wp-config.php')
      await symlink(join(programs.wordpress, name), join(root, name))
  await symlink(join(programs.wordpress, 'wp-content/themes'), join(content, 'themes'))
  await writeFile(
    join(content, 'mu-plugins/quiet.php'),
    "<?php add_filter('pre_wp_mail', '__return_true');\n",
  )
  for (const name of ['router.php', 'control.php'])
    await copyFile(fileURLToPath(new URL(`./wordpress/${name}`, import.meta.url)), join(root, name))
}

async function startPhp(): Promise<ChildProcess> {
  const settings = {
    'opcache.enable': '1',
    // No file of it changes any more.
    'opcache.validate_timestamps': '0',
    'opcache.max_accelerated_files': '8000',
    memory_limit: '256M',
    upload_max_filesize: '64M',
    post_max_size: '72M',
    display_errors: '0',
    log_errors: '0',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`])
  const php = spawn(
    programs.php,
    [...flags, '-S', `127.0.0.1:${options.port}`, '-t', root, join(root, 'router.php')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        ROSTRUM_KEY: options.key,
        ROSTRUM_HOST: options.host,
        PHP_CLI_SERVER_WORKERS: '3',
      },
      // With its workers it is a group, and goes as one.
      detached: true,
    },
  )
  await said(php, /Development Server .* started/)
  return php
}

async function control(what: Record<string, unknown>): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${options.port}/control.php`, {
    method: 'POST',
    body: JSON.stringify({ ...what, key: options.key }),
  })
  const text = await response.text()
  if (!response.ok || !text.includes('"version"')) throw new Error(`WordPress was not installed: ${text}`)
}

async function createDatabase(): Promise<void> {
  const code = `$db = new mysqli('localhost', 'root', '', '', 0, '${socket}'); $db->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');`
  await promisify(execFile)(programs.php, ['-r', code])
}

async function end(): Promise<void> {
  ending = true
  for (const child of running) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue
    const gone = once(child, 'exit')
    process.kill(child === running[1] ? -child.pid : child.pid, 'SIGKILL')
    await gone
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

try {
  await Promise.all([startDatabase(), writeRoot()])
  await createDatabase()
  await writeFile(join(root, 'wp-config.php'), configuration())
  running[1] = await startPhp()
  await control({ do: 'install', multisite: options.multisite, password: options.password })
  if (options.multisite) await writeFile(join(root, 'network'), '')
} catch (error) {
  await end()
  throw error
}

peerReady({}, end)
