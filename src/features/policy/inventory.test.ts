import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadPack, packNames, packsFolder, testPack } from './packs.ts'

const inventory = z
  .record(z.string(), z.array(z.string()))
  .parse(parse(await readFile(join(packsFolder, 'inventory.yaml'), 'utf8')))

test('there is an account for each pack that comes with the product', async () => {
  expect(Object.keys(inventory).toSorted()).toEqual((await packNames()).toSorted())
})

test.each(Object.entries(inventory))(
  'every statement of the sources of %s stands in a clause',
  async (name, ids) => {
    const pack = await loadPack(join(packsFolder, name))
    const { sources } = pack.frontMatter
    const clauses = new Set(pack.clauses.map(({ id }) => id))
    const standing = new Set(
      Object.entries(sources).flatMap(([clause, drawn]) => (clauses.has(clause) ? drawn : [])),
    )
    expect(ids.filter((id) => !standing.has(id))).toEqual([])
  },
)

test.each(Object.keys(inventory))(
  '%s says of every clause what happens, or plainly why nothing does',
  async (name) => {
    const { coverage } = testPack(await loadPack(join(packsFolder, name)))
    const silent = coverage.clauses.filter(({ says }) => says[0] === 'No control honours this clause yet.')
    expect(silent.map(({ clause }) => clause)).toEqual([])
  },
)
