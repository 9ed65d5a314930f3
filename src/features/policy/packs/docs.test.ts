import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askedPlaces, outcomes, moments, subjectFields, subjectKinds } from '../engine/index.ts'
import { packsFolder } from '../packs.ts'
import { frontMatterSchema, givenPostSchema } from './schema.ts'
import { subjectWords } from './schema-words.ts'

const file = join(packsFolder, '../docs/packs.md')
const docs = await readFile(file, 'utf8')

/** The tables under “Subjects”, as they should stand. */
function subjectTables(): string {
  return subjectKinds
    .map((kind) => {
      const asked = askedPlaces[kind]
      const where = asked.length > 0 ? `Asked at ${asked.join(', ')}.` : 'Not asked yet.'
      const rows = Object.entries(subjectFields[kind]).map(
        ([name, meaning]) => `| \`${name}\` | ${meaning} |\n`,
      )
      return `### \`${kind}\`\n\n${subjectWords[kind]} ${where}\n\n| Field | Meaning |\n|---|---|\n${rows.join('')}\n`
    })
    .join('')
}

// After a change of the subjects: npx vitest run src/features/policy/packs/docs.test.ts -u
test('docs/packs.md tells of every field of every subject, and where it is asked', async () => {
  const first = docs.indexOf('### `request`')
  const wanted = docs.slice(0, first) + subjectTables() + docs.slice(docs.indexOf('## Facts\n'))
  await expect(wanted).toMatchFileSnapshot(file)
})

test('docs/packs.md tells of every particular, moment, outcome and field of an example', () => {
  const words = [
    ...Object.keys(frontMatterSchema.shape),
    ...moments,
    ...outcomes,
    ...Object.keys(givenPostSchema.shape),
    ...Object.keys(givenPostSchema.shape.media.unwrap().element.shape).filter((name) => name !== 'id'),
  ]
  expect(words.filter((word) => !docs.includes(`\`${word}\``))).toEqual([])
})
