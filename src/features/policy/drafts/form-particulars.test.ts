// Not beside the forms: it holds them against the reader of packs, which the browser’s side does not know.
import { expect, test } from 'vitest'
import { loadPack, packNames, packsFolder } from '../packs.ts'
import { parsePack } from '../packs/pack.ts'
import {
  particularFault,
  readParticulars,
  writeParticular,
  type Particulars,
} from '../ui/draft/particulars/particulars-text.ts'

const packs = await Promise.all(
  (await packNames()).map(async (name) => ({ name, pack: await loadPack(`${packsFolder}/${name}`) })),
)

test.each(packs)('the particulars of $name come back as they are, and the words stay', ({ name, pack }) => {
  const policy = pack.source['policy.md']
  const { particulars } = readParticulars(policy)
  if (!particulars) throw new Error('Not read')
  let written = policy
  for (const [field, value] of Object.entries(particulars) as [keyof Particulars, string | string[]][])
    written = writeParticular(written, field, value)
  expect(parsePack(name, { ...pack.source, 'policy.md': written }).frontMatter).toEqual(pack.frontMatter)
  expect(written.slice(written.indexOf('\n---\n'))).toBe(policy.slice(policy.indexOf('\n---\n')))
  expect(readParticulars(written).particulars).toEqual(particulars)
})

test('one particular changes one line', () => {
  const policy = packs.find(({ name }) => name === 'uwl')?.pack.source['policy.md'] ?? ''
  const written = writeParticular(policy, 'review', '2027-10-31')
  expect(written).toBe(policy.replace('review: 2025-10-31', 'review: 2027-10-31'))
})

test('an office without a way to reach it is reached by e-mail; a broken head says where', () => {
  const policy = '---\nid: x\noffices:\n  - id: a\n    name: A\n    about: B\n---\n\n# T\n'
  expect(readParticulars(policy).particulars?.offices[0]?.contact).toEqual(['email'])
  expect(readParticulars('---\nid: [x\n---\n').fault?.line).toBeGreaterThan(1)
  expect(readParticulars('# T').fault?.line).toBe(1)
  expect(writeParticular('# T', 'title', 'x')).toBe('# T')
})

test('a fault stands at its particular', () => {
  const faults = [{ file: 'policy.md', fault: 'review: write the day as 2026-09-01.' }]
  expect(particularFault(faults, 'review')).toBe('Write the day as 2026-09-01.')
  expect(particularFault(faults, 'approved')).toBe(undefined)
})
