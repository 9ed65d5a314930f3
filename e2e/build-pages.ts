import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Journeys walk through the pages as they are now, not as they were at the last build. */
export default function buildPages(): void {
  const script = fileURLToPath(new URL('../scripts/build-ui.ts', import.meta.url))
  execFileSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' })
}
