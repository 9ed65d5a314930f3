import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nowOf } from '#platform/services.ts'
import { testServices } from '#testing/services.ts'
import { ensureEditionInForce, policyInForce } from '../editions.ts'
import { bringBaselineIntoForce } from '../in-force.ts'
import { loadPack } from '../packs.ts'
import { CorruptPack } from './faults.ts'
import { packFiles } from './pack.ts'
import { smallPack } from './small-pack.ts'

let home: string
let folder: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pack-'))
  folder = join(home, 'small')
  await mkdir(folder)
  for (const file of packFiles) await writeFile(join(folder, file), smallPack[file])
})
afterEach(() => rm(home, { recursive: true }))

async function replaced(file: string, make: (path: string) => Promise<void>): Promise<string> {
  await rm(join(folder, file))
  await make(join(folder, file))
  return folder
}

/** What is spoilt · how, with the path that is then given · what is said. */
const cases: [string, () => Promise<string>, RegExp][] = [
  [
    'a path that is not there',
    async () => join(home, 'none'),
    /none:1 There is no such folder\. Give the path/,
  ],
  ['a path under a file', async () => join(folder, 'policy.md', 'x'), /:1 There is no such folder/],
  [
    'a path that is a file',
    async () => join(folder, 'policy.md'),
    /policy\.md:1 This is a file\. Give the path of the folder/,
  ],
  [
    'a file that is missing',
    () => replaced('messages.yaml', async () => {}),
    /messages\.yaml:1 The file is not there\. Add it/,
  ],
  [
    'a link out of the folder',
    () =>
      replaced('examples.yaml', async (path) => {
        await writeFile(join(home, 'secret.yaml'), '[]')
        await symlink(join(home, 'secret.yaml'), path)
      }),
    /examples\.yaml:1 The file is a link out of the pack’s folder\. Put the file itself/,
  ],
  [
    'a link to a neighbour whose name begins alike',
    () =>
      replaced('examples.yaml', async (path) => {
        await mkdir(`${folder}-too`)
        await writeFile(join(`${folder}-too`, 'examples.yaml'), '[]')
        await symlink(join(`${folder}-too`, 'examples.yaml'), path)
      }),
    /link out of the pack’s folder/,
  ],
  [
    'a link to itself',
    () => replaced('examples.yaml', (path) => symlink(path, path)),
    /examples\.yaml:1 The file is a loop of links/,
  ],
  [
    'a folder for a file',
    () => replaced('examples.yaml', (path) => mkdir(path)),
    /examples\.yaml:1 This is no file/,
  ],
  [
    'a pipe for a file',
    () => replaced('examples.yaml', async (path) => void execFileSync('mkfifo', [path])),
    /examples\.yaml:1 This is no file/,
  ],
  [
    'ten megabytes of YAML',
    () => replaced('controls.yaml', (path) => writeFile(path, 'x'.repeat(10_000_000))),
    /controls\.yaml:1 The file is larger than a megabyte\. Take out/,
  ],
  [
    // Too large to be read into one text at all: it can only be refused by its size.
    'a policy of four gigabytes',
    () =>
      replaced('policy.md', async (path) => {
        await writeFile(path, '')
        await truncate(path, 4 * 1024 ** 3)
      }),
    /policy\.md:1 The file is larger than a megabyte/,
  ],
  [
    'bytes that are no UTF-8',
    () =>
      replaced('messages.yaml', (path) =>
        writeFile(
          path,
          Buffer.concat([
            Buffer.from('en-GB:\n  numbers: It’s caf'),
            Buffer.from([0xe9]),
            Buffer.from('.\n'),
          ]),
        ),
      ),
    /messages\.yaml:2 The file is not in UTF-8 here\. Save it as UTF-8/,
  ],
  [
    'UTF-16',
    () =>
      replaced('policy.md', (path) =>
        writeFile(path, Buffer.from(`\uFEFF${smallPack['policy.md']}`, 'utf16le')),
      ),
    /policy\.md:1 The file is not in UTF-8/,
  ],
]

test.each(cases)('%s is refused, with the mend', async (_, spoil, says) => {
  await expect(loadPack(await spoil())).rejects.toThrow(says)
})

test('a link within the folder, a byte order mark and a folder that is a link are no fault', async () => {
  await replaced('messages.yaml', async (path) => {
    await writeFile(join(folder, 'words.yaml'), `\uFEFF${smallPack['messages.yaml']}`)
    await symlink('words.yaml', path)
  })
  await symlink(folder, join(home, 'by-link'))
  expect((await loadPack(join(home, 'by-link'))).frontMatter.id).toBe('small')
})

test('whatever a folder holds, the edition in force stays as it was', async () => {
  const services = await testServices()
  await bringBaselineIntoForce(services)
  const at = nowOf(services)
  const before = await policyInForce(services.db, at)
  const editions = () => services.db.selectFrom('policy_edition').select(['id', 'digest']).execute()
  const all = await editions()
  for (const [, spoil] of cases) {
    const given = await spoil()
    const bring = async () => {
      const pack = await loadPack(given)
      await services.db.transaction().execute((tx) => ensureEditionInForce(tx, pack, at))
    }
    await expect(bring()).rejects.toThrow(CorruptPack)
    await rm(folder, { recursive: true })
    await mkdir(folder)
    for (const file of packFiles) await writeFile(join(folder, file), smallPack[file])
    await rm(`${folder}-too`, { recursive: true, force: true })
  }
  expect(await editions()).toEqual(all)
  expect((await policyInForce(services.db, at)).baseline).toEqual(before.baseline)
})
