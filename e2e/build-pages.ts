import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

/** Journeys walk through the pages as they are now, not as they were at the last build. */
export default function buildPages(project: TestProject): () => void {
  const script = fileURLToPath(new URL('../scripts/build-ui.ts', import.meta.url))
  execFileSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' })
  const prepared = mkdtempSync(join(tmpdir(), 'rostrum-prepared-'))
  project.provide('prepared', prepared)
  return () => rmSync(prepared, { recursive: true, force: true })
}
