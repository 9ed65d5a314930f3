import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InstitutionForCheck, Ruleset } from '#features/policy/engine/index.ts'
import { figure, percentile, type Figure } from '../figure.ts'
import { now, postOf, textOf } from './short-posts.ts'

const warmUps = 100
const rounds = 600
const slowedBy = 4

/** What the bundle of check-page.ts leaves on its page. */
export interface CheckPage {
  checkAll(job: {
    ruleset: Ruleset
    institution: InstitutionForCheck
    posts: ReturnType<typeof postOf>[]
    now: string
  }): Promise<number[]>
}

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-bench-page-'))
  try {
    const { build } = await import('vite')
    await build({
      configFile: false,
      logLevel: 'error',
      root: fileURLToPath(new URL('../..', import.meta.url)),
      build: {
        outDir: folder,
        rolldownOptions: {
          input: fileURLToPath(new URL('./check-page.ts', import.meta.url)),
          output: { entryFileNames: 'page.js', codeSplitting: false },
        },
      },
    })
    return await readFile(join(folder, 'page.js'), 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Job {
  name: string
  ruleset: Ruleset
  institution: InstitutionForCheck
  networks: readonly string[]
}

/** The whole check as the writing page makes it after a pause in typing: how long it keeps the page at most. */
export async function frameFigure({ name, ruleset, institution, networks }: Job): Promise<Figure> {
  const { launchBrowser } = await import('../../e2e/peers/chromium.ts')
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await bundle(), type: 'module' })
    const chromium = await page.context().newCDPSession(page)
    await chromium.send('Emulation.setCPUThrottlingRate', { rate: slowedBy })
    const posts = Array.from({ length: warmUps + rounds }, (_, round) => postOf(textOf(round), networks))
    const times = await page.evaluate(
      (job) => (globalThis as unknown as { checkPage: CheckPage }).checkPage.checkAll(job),
      { ruleset, institution, posts, now },
    )
    const kept = times.slice(warmUps)
    return figure(`in Chromium slowed ${slowedBy} times, p95`, percentile(kept, 0.95), 'ms', {
      aim: { of: 'value', bound: 'at most', to: 16 },
      note: `${name} on the baseline, four targets, the longest stretch of each check; ${rounds} texts after ${warmUps} to warm up; p50 ${percentile(kept, 0.5).toFixed(1)} ms.`,
    })
  } finally {
    await browser.close()
  }
}
