import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CorruptPack } from '../packs/faults.ts'
import type { PackFault } from '../packs/faults.ts'
import { didYouMean } from '../engine/nearest.ts'
import type { Pack } from '../packs/pack.ts'
import { loadPack, packNames, packsFolder } from '../packs.ts'

export type Out = (line: string) => void

/** A pack that could not be read, as the commands print it. */
export interface Refused {
  pack: string
  faults: PackFault[]
  message: string
}

/** A pack that comes with Rostrum by its name; anything else is the path of a folder. */
export async function findPack(given: string): Promise<Pack> {
  if (/[\\/.]/.test(given)) return loadPack(given)
  const names = await packNames()
  if (names.includes(given)) return loadPack(join(packsFolder, given))
  if (existsSync(given)) return loadPack(given)
  const fault = `No pack of this name comes with Rostrum, and no folder here has it.${didYouMean(given, names)} There are ${names.join(', ')}.`
  throw new CorruptPack(given, [{ file: given, line: 1, fault }])
}

/** Every pack that can be read, and what is wrong with the others. */
export async function findPacks(given: readonly string[]): Promise<{ packs: Pack[]; corrupt: Refused[] }> {
  const packs: Pack[] = []
  const corrupt: Refused[] = []
  for (const name of given) {
    try {
      packs.push(await findPack(name))
    } catch (error) {
      if (!(error instanceof CorruptPack)) throw error
      corrupt.push({ pack: name, faults: error.faults, message: error.message })
    }
  }
  return { packs, corrupt }
}

/** What somebody asked for: one pack, all that come with Rostrum, or the baseline. */
export async function asked({ pack, all }: { pack?: string; all?: boolean }): Promise<string[]> {
  if (all) return packNames()
  return [pack ?? 'baseline']
}
