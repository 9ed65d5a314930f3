/**
 * Takes the pictures of docs/ anew: runs the journeys that show them and keeps the top of each page, small.
 * Usage: node scripts/pictures.ts
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { environmentWith } from '#testing/environment.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const docs = join(root, 'docs/pictures')
const height = 900

/** The picture in docs, and the one of a journey that it is made from. */
const pictures: Record<string, string> = {
  policy: 'policy-own-1280-light',
  'next-edition': 'policy-draft-1280-light',
  'read-and-confirm': 'policy-acknowledge-1280-light',
  'who-has-read-it': 'policy-acknowledgements-1280-light',
  'a-post-that-waits': 'post-held-1280-light',
  waivers: 'waivers-1280-light',
}

const taken = mkdtempSync(join(tmpdir(), 'rostrum-pictures-'))
try {
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'vitest.e2e.config.ts',
      'e2e/journeys/policy.test.ts',
    ],
    { cwd: root, stdio: 'inherit', env: environmentWith({ JOURNEY_PICTURES: taken }) },
  )
  if (run.status !== 0) throw new Error('The journeys failed, so no picture was replaced.')
  mkdirSync(docs, { recursive: true })
  for (const [name, source] of Object.entries(pictures)) {
    const image = sharp(join(taken, `${source}.png`))
    const { width, height: whole } = await image.metadata()
    const file = join(docs, `${name}.webp`)
    await image
      .extract({ left: 0, top: 0, width, height: Math.min(whole, height) })
      .webp({ quality: 80 })
      .toFile(file)
    console.log(`docs/pictures/${name}.webp: ${Math.round(statSync(file).size / 1024)} kB`)
  }
} finally {
  rmSync(taken, { recursive: true, force: true })
}
