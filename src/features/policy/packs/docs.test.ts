import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measureAll } from '../accuracy/measure.ts'
import { aims, errs, missesThings } from '../accuracy/rules.ts'
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

/** How good the detectors are, as it should stand. */
function accuracySection(): string {
  const percent = (share: number): string => `${Math.round(share * 100)}%`
  const rows = Object.entries(measureAll()).map(([fact, figures]) => {
    const { posts, due, found, wrong, recall, precision } = figures
    const says = [
      missesThings(figures) ? 'misses things' : '',
      errs(figures) ? 'is sometimes wrong' : '',
    ].filter(Boolean)
    const cells = [`\`facts.${fact}\``, posts, `${percent(recall)} (${found} of ${due})`]
    return `| ${[...cells, `${percent(precision)} (${found} of ${found + wrong})`, says.join(', ')].join(' | ')} |\n`
  })
  return `## How good the detectors are

Each is measured with short posts that people have labelled and that its author never saw. **Found**: of the posts that it should find, those that it found (recall). **Right**: of the posts that it found, those that it should (precision). The aim is at least ${percent(aims.recall)} found and ${percent(aims.precision)} right. Where one falls short, every control that reads it says so to whoever writes a post, tries the policy or reads it. Detectors that are not listed were not measured.

| Fact | Posts | Found | Right | What Rostrum says of it |
|---|---|---|---|---|
${rows.join('')}
`
}

// After a change of the subjects, a detector or a corpus: npx vitest run src/features/policy/packs/docs.test.ts -u
test('docs/packs.md tells of every field of every subject, where it is asked, and how good the detectors are', async () => {
  const first = docs.indexOf('### `request`')
  const [facts, figures, more] = ['Facts', 'How good the detectors are', 'A new detector'].map((title) =>
    docs.indexOf(`## ${title}\n`),
  )
  const wanted =
    docs.slice(0, first) + subjectTables() + docs.slice(facts, figures) + accuracySection() + docs.slice(more)
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
