import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { permissionTable } from './permission-table.ts'

const file = fileURLToPath(new URL('../../../docs/permissions.md', import.meta.url))

/** The page for people, as it should stand. */
function document(): string {
  const table = permissionTable()
  const columns = table.columns.filter((column) => column.id !== 'everyone')
  const cell = (value: 'yes' | 'own' | null | undefined, own: string | null) =>
    value === 'yes' ? 'Yes' : value === 'own' ? (own ?? 'Own') : '–'
  const line = (row: (typeof table.rows)[number]): string => {
    const everyone = row.byOffice ? 'Whoever holds the office' : 'Everybody'
    const cells = columns.map(({ id, own }) => (row.cells.everyone ? everyone : cell(row.cells[id], own)))
    return `| ${row.about} | ${cells.join(' | ')} |\n`
  }
  const head = `| May | ${columns.map(({ name }) => name).join(' | ')} |\n|---|${'---|'.repeat(columns.length)}\n`
  const parts = table.subjects.map((subject) => {
    const rows = table.rows.filter((row) => row.subject === subject)
    return `### ${subject}\n\n${head}${rows.map(line).join('')}\n`
  })
  return `# Who can do what

This page is written from the very table that Rostrum enforces, and a test keeps it so. In Rostrum it is the page “Who can do what”, and \`GET /api/permissions\`.

## How somebody comes to hold something

${columns.map(({ name, about }) => `- **${name}**: ${about}\n`).join('')}
${table.offices}

## The table

${parts.join('')}## What nobody may do

${table.never.map((each) => `- ${each}\n`).join('')}`
}

// After a change of the table: npx vitest run src/features/people/permission-docs.test.ts -u
test('docs/permissions.md says what the code enforces', async () => {
  await expect(document()).toMatchFileSnapshot(file)
})

test('every permission stands under a subject', () => {
  const { rows, subjects } = permissionTable()
  expect(rows.filter((row) => !subjects.includes(row.subject))).toEqual([])
})
