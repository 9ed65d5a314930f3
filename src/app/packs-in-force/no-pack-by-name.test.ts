import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packNames } from '#features/policy/index.ts'
import { packsHouse, type PacksHouse } from './house.ts'

/** Another policy is another folder: no line of code knows which there are, the baseline beneath them all excepted. */

const root = fileURLToPath(new URL('../..', import.meta.url))
let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

// A list of everyday words, in which a county stands that no mail filter should take for something else.
const words = new Set(['features/policy/engine/wording-everyday.ts'])

test('no code names a pack but the baseline, nor a clause of one', async () => {
  const names = (await packNames()).filter((name) => name !== 'baseline')
  expect(names.length).toBeGreaterThan(2)
  const named = new RegExp(`\\b(?:${names.join('|')})\\b`, 'i')
  const files = (await readdir(root, { recursive: true })).filter(
    (file) => /\.(?:ts|tsx|css)$/.test(file) && !/\.test\.tsx?$/.test(file) && !words.has(file),
  )
  expect(files.length).toBeGreaterThan(500)
  const found = await Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(join(root, file), 'utf8')).split('\n')
      return lines.flatMap((line, at) => (named.test(line) ? [`${file}:${at + 1}`] : []))
    }),
  )
  expect(found.flat()).toEqual([])
})

test('what a first policy can be begun from is what stands in the folder', async () => {
  const { body } = await house.call(house.owner, 'GET', '/policy/drafts')
  const shipped = (body.shipped as { id: string }[]).map(({ id }) => id)
  expect(shipped.toSorted()).toEqual((await packNames()).filter((name) => name !== 'baseline'))
})
