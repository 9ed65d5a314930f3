import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainEnvironment } from '#testing/environment.ts'
import { packsFolder } from '../packs.ts'
import { blocksOf, follow } from './guide.ts'

const root = join(packsFolder, '..')

// About a dozen real processes, one after the other, on a machine that may be busy.
test('whoever follows docs/write-your-own-pack.md sees what stands in it', { timeout: 120_000 }, async () => {
  const blocks = blocksOf(await readFile(join(root, 'docs/write-your-own-pack.md'), 'utf8'))
  expect(blocks.length).toBeGreaterThan(15)
  const home = await mkdtemp(join(tmpdir(), 'guide-'))
  try {
    for (const block of blocks)
      expect(await follow(block, home, `${join(root, 'bin')}:${plainEnvironment.PATH}`)).toBe(block.body)
  } finally {
    await rm(home, { recursive: true })
  }
})
