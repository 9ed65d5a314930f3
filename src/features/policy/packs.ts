import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { coverageOf } from './packs/coverage.ts'
import type { Coverage } from './packs/coverage.ts'
import { runExamples } from './packs/examples.ts'
import type { ExampleResult } from './packs/examples.ts'
import { parsePack } from './packs/pack.ts'
import type { Pack } from './packs/pack.ts'
import { readPackFolder } from './packs/read-folder.ts'

/** Where the packs that come with the product stand. */
export const packsFolder = fileURLToPath(new URL('../../../packs', import.meta.url))

/** Reads a pack folder; throws `CorruptPack` with every fault, its file and line. */
export async function loadPack(dir: string): Promise<Pack> {
  const name = dir.split(/[\\/]/).findLast((part) => part !== '' && part !== '.') ?? dir
  return parsePack(name, await readPackFolder(name, dir))
}

/** Names of the packs in a folder. */
export async function packNames(folder = packsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
}

export interface PackTest {
  pack: string
  title: string
  examples: ExampleResult[]
  /** Controls with fewer than four examples: it fires, it does not, the edge, another case. */
  thin: { control: string; examples: number }[]
  coverage: Coverage
  passed: boolean
}

const examplesWanted = 4

/** Runs the examples of a pack and says what it does about each clause. */
export function testPack(pack: Pack): PackTest {
  const examples = runExamples(pack)
  const thin = pack.controls
    .map(({ id }) => ({ control: id, examples: examples.filter(({ control }) => control === id).length }))
    .filter((one) => one.examples < examplesWanted)
  return {
    pack: pack.frontMatter.id,
    title: pack.frontMatter.title,
    examples,
    thin,
    coverage: coverageOf(pack),
    passed: examples.every(({ passed }) => passed) && thin.length === 0,
  }
}
