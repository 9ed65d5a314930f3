/**
 * Every test: `npm test`. With `--postgres` the suites that touch the database run again on a real PostgreSQL server,
 * which this starts and stops. Ends with one line that counts.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentWith } from '#testing/environment.ts'
import { testsThatReach } from './tests-that-reach.ts'

const root = new URL('..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'rostrum-results-'))
let [passed, failed, broken] = [0, 0, 0]

function step(command: string[], environment: Record<string, string> = {}): boolean {
  const run = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: 'inherit',
    env: environmentWith(environment),
  })
  if (run.status !== 0) broken += 1
  return run.status === 0
}

function suite(name: string, options: string[], environment: Record<string, string> = {}): void {
  const file = join(folder, `${name}.json`)
  step(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...options,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    environment,
  )
  const result = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  passed += result.numPassedTests
  failed += result.numFailedTests
}

try {
  if (step(['scripts/ensure-peers.ts'])) {
    if (process.argv.includes('--postgres')) {
      const { startPostgres } = await import('../e2e/peers/postgres.ts')
      const postgres = await startPostgres({ durable: false, settings: { max_connections: '200' } })
      try {
        const touching = testsThatReach(root, ['src'], ['src/testing/services.ts'])
        if (touching.length === 0)
          throw new Error('No test reaches the database: look at tests-that-reach.ts.')
        suite('postgres', touching, { TEST_DATABASE_URL: postgres.url })
      } finally {
        await postgres.stop()
      }
    } else if (step(['scripts/build-ui.ts', '--if-stale'])) {
      suite('units', [])
      suite('journeys', ['--config', 'vitest.e2e.config.ts'])
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed + broken > 0 ? 1 : 0
