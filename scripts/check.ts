/** The one gate: types, lint, format, boundaries, dead code. Goes through all of it, so that everything is seen at once. */
import { spawnSync } from 'node:child_process'

const root = new URL('..', import.meta.url).pathname
const gates: [string, string[]][] = [
  // The types of what only tests use are part of the whole.
  ['test peers', ['scripts/ensure-peers.ts']],
  ['types', ['node_modules/typescript-native/bin/tsc', '--noEmit', '-p', '.']],
  ['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings']],
  ['format', ['node_modules/oxfmt/bin/oxfmt', '--check', '.']],
  ['boundaries', ['scripts/check-boundaries.ts']],
  ['dead code', ['node_modules/knip/bin/knip.js', '--no-progress']],
]

let failed = 0
for (const [name, command] of gates) {
  const started = performance.now()
  const run = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const ok = run.status === 0
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (ok) continue
  failed += 1
  console.log((run.stdout + run.stderr).trim())
}
process.exitCode = failed > 0 ? 1 : 0
