import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Conflict, Invalid } from '#platform/errors.ts'
import { schemaNames, schemaOf } from '../packs/json-schema.ts'
import type { Out } from './find-pack.ts'
import { starterPack } from './starter-pack.ts'

export interface PolicyInitArguments {
  name: string
  /** The folder that the pack’s own folder is made in; the working folder when absent. */
  in?: string
  json?: boolean
}

const wanted = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** `rostrum policy init`: a new pack that works, to be written further. Never writes over anything. */
export async function runPolicyInit(args: PolicyInitArguments, out: Out): Promise<number> {
  if (!wanted.test(args.name) || args.name.length > 60)
    throw new Invalid('policy.bad-name', `“${args.name.slice(0, 80)}” cannot be the name of a pack.`, {
      fix: 'Write it in small letters, figures and hyphens, at most 60: example-university.',
    })
  const folder = join(args.in ?? '.', args.name)
  await makeFolder(folder)
  const files = {
    ...starterPack(args.name, Temporal.Now.plainDateISO()),
    ...Object.fromEntries(
      schemaNames.map((name) => [`.schema/${name}.json`, `${JSON.stringify(schemaOf(name), null, 2)}\n`]),
    ),
  }
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), text, { flag: 'wx' })
    }
  } catch (error) {
    // The folder is new, so all in it is ours: half a pack would only stand in the way of the next attempt.
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  const shown = /[\\/]/.test(folder) ? folder : `./${folder}`
  if (args.json) out(JSON.stringify({ pack: args.name, folder, files: Object.keys(files) }, null, 2))
  else for (const line of said(shown, Object.keys(files))) out(line)
  return 0
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true })
    await mkdir(folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error
    throw new Conflict('policy.already-there', `${folder} cannot be made: something of this name is there.`, {
      fix: 'Nothing was changed. Choose another name, or another folder with --in.',
    })
  }
}

function said(folder: string, files: string[]): string[] {
  return [
    `A new pack stands in ${folder}:`,
    ...files.filter((file) => !file.startsWith('.')).map((file) => `  ${file}`),
    '  .schema/  for editors that complete YAML',
    '',
    'Try it:',
    `  rostrum policy test ${folder}`,
    `  rostrum policy lint ${folder}`,
  ]
}
