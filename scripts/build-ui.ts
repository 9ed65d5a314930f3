/**
 * Builds the browser's side into dist/ui. With `--if-stale` it does nothing when the sources are those of the last
 * build, which it tells by a hash of their content: `npm start` asks every time, so that answer must be quick.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, matchesGlob, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const hashFile = join(root, 'dist/ui/.hash')

/** Everything that may end up in the browser. The build fails when it meets a file that is not named here. */
const sources = [
  'src/ui/**',
  'src/app/ui/**',
  'src/app/*/contract.ts',
  'src/features/*/ui/**',
  'src/features/*/contract.ts',
  'src/features/*/*/contract.ts',
  'src/features/*/*/*-contract.ts',
  'src/features/*/rules.ts',
  'src/features/*/*/rules.ts',
  'src/platform/csv.ts',
  'src/features/people/permissions.ts',
  'src/features/*/rules/**',
  'src/features/policy/engine/**',
  'src/networks/*.ts',
  // Profiles count as their network counts, with what it takes.
  'src/networks/*/*.ts',
  'src/networks/families/*/*.ts',
  'vite.config.ts',
  'scripts/build-ui.ts',
  'package.json',
  'package-lock.json',
]

function sourceHash(): string {
  const hash = createHash('sha256')
  const entries = globSync(sources, { cwd: root, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files)
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function isFresh(hash: string): boolean {
  return existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash
}

/** Refuses a bundled file of ours that the hash does not watch: it would be served stale for ever after. */
function watched(): Plugin {
  return {
    name: 'rostrum-watched',
    generateBundle() {
      const unwatched = [...this.getModuleIds()]
        .map((id) =>
          relative(root, id.split('?')[0] ?? id)
            .split(sep)
            .join('/'),
        )
        .filter((path) => path.startsWith('src/') && !sources.some((pattern) => matchesGlob(path, pattern)))
      if (unwatched.length > 0)
        this.error(
          `These are bundled for the browser but not named in scripts/build-ui.ts: ${unwatched.join(', ')}`,
        )
    },
  }
}

/** Compressed once here, so that no request has to wait for it. */
function compressBeside(folder: string): void {
  for (const entry of globSync('**/*.{js,css,html,svg,json}', { cwd: folder, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    if (bytes.length < 1_000) continue
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    )
  }
}

const started = performance.now()
const seconds = (): string => ((performance.now() - started) / 1000).toFixed(2)
const hash = sourceHash()

if (process.argv.includes('--if-stale') && isFresh(hash)) {
  console.log(`The pages are up to date (${seconds()} s).`)
} else {
  const { build } = await import('vite')
  // Built beside the place and then moved, so that nobody is served half a build.
  const outDir = join(root, `dist/ui-${process.pid}`)
  try {
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      plugins: [watched()],
      build: { outDir },
    })
    compressBeside(outDir)
    writeFileSync(join(outDir, '.hash'), hash)
    rmSync(dirname(hashFile), { recursive: true, force: true })
    renameSync(outDir, dirname(hashFile))
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
  console.log(`Built the pages into dist/ui (${seconds()} s).`)
}
