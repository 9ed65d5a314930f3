import { expect } from 'vitest'
import { z } from 'zod'
import { anything } from '../api.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { heading, see, shoot } from '../steps.ts'

const test = journeys()

/** What a spreadsheet program on a British Windows writes, with what such lists have in them. */
function listAsWindowsWritesIt(): Buffer {
  const lines = [
    'Platform;User name;Page name;Department;Account owner (e-mail);What it is for;Target audience;Weekly hours;Status',
    'Practice;cafe-events;Café events – “what’s on”;Library;marketing@example.ac.uk;Opening hours and events of the café;Students;1,5;Live',
    'Practice;CAFE-EVENTS;Café again;Library;marketing@example.ac.uk;Opening hours and events of the café;Students;1,5;Live',
    'Practice;sums;=HYPERLINK("https://example.org","free");Library;marketing@example.ac.uk;Help with sums, for everybody;Students;2;Live',
    'Practice;physics;Physics;Dept of Physics;marketing@example.ac.uk;News of research in physics;Staff;2;Live',
    'Practice;nobody;Nobody yet;Library;somebody@example.ac.uk;News that nobody answers for;Students;1;Live',
    'Practice;library;The Library;Library;;;;;',
  ]
  const windows: Record<string, number> = { '“': 0x93, '”': 0x94, '’': 0x92, '–': 0x96 }
  return Buffer.from([...`${lines.join('\r\n')}\r\n`].map((sign) => windows[sign] ?? sign.charCodeAt(0)))
}

const accounts = z.object({ total: z.number(), accounts: z.array(z.object({ displayName: z.string() })) })

test('a list from a spreadsheet: checked, put right, brought in, reported', async ({
  institution,
  asOfficer: page,
}) => {
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'Import a list' }).click()
  await heading(page, 'Import a list of accounts').waitFor()
  const list = { name: 'Social media 2026.csv', mimeType: 'text/csv', buffer: listAsWindowsWritesIt() }
  await page.getByLabel('List of accounts').setInputFiles({ ...list, buffer: Buffer.from('nothing') })
  await see(page, 'This file has one line only')
  await page.getByLabel('List of accounts').setInputFiles(list)
  await heading(page, 'Social media 2026.csv').waitFor()
  await see(page, /CSV in Windows-1252, parted by semicolons/)
  await see(page, 'Line 2 of this file says the same account.')
  await see(page, 'There is no unit “Dept of Physics”.')
  await page.getByLabel('Show').selectOption({ label: 'With something to look at (2)' })
  await see(page, /begins like a formula/)
  await atEverySize(page, async (size) => {
    await shoot(page, `import-check-${size.replace(' ', '-')}`)
    await expectAccessible(page, `import at ${size}`)
  })

  // Said what is meant, and kept over a reload.
  await page.getByLabel('“Dept of Physics” (1 line)').selectOption('Library')
  expect(await page.getByRole('button', { name: 'Bring 4 lines in' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByRole('button', { name: 'Bring 5 lines in' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Bring 5 lines in' }).click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
  await shoot(page, 'import-done')
  const report = await page
    .context()
    .request.get(
      (await page.getByRole('link', { name: 'Download the report (CSV)' }).getAttribute('href')) ?? '',
    )
  expect(await report.text()).toContain(`"'=HYPERLINK(""https://example.org"",""free"")"`)

  const { api } = institution.officer
  const found = await api.get('/accounts?q=caf%C3%A9', accounts)
  expect(found.accounts.map(({ displayName }) => displayName)).toEqual(['Café events – “what’s on”'])
  expect((await api.get('/accounts?state=paused', accounts)).accounts).toEqual([
    { displayName: 'Nobody yet' },
  ])
  expect((await api.get('/accounts', accounts)).total).toBe(5)
  await api.get('/account-imports', anything)
})

test('thousands of accounts are found, narrowed and kept as a view; the estate leads to them', async ({
  asOfficer: page,
}) => {
  const lines = Array.from(
    { length: 120 },
    (_, at) =>
      `Practice,many-${at},Account number ${at},Library,marketing@example.ac.uk,News for everybody,Students,1`,
  )
  const csv = `Network,Handle,Name,Unit,Owner,Purpose,Audience,Hours\n${lines.join('\n')}`
  await page.goto('/accounts/import')
  await page
    .getByLabel('List of accounts')
    .setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Bring 120 lines in' }).click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()

  await page.goto('/accounts')
  await see(page, /^1 to 50 of \d+ shown$/)
  await page.getByRole('button', { name: 'Next page' }).click()
  await see(page, /^51 to 100 of \d+ shown$/)
  await page.getByLabel('Find').fill('number 117')
  await see(page, /^1 to 1 of 1 shown$/)
  await page.getByLabel('Lacks').selectOption('connection')
  await page.waitForURL(/lacks=connection/)
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('To connect')
  await page.getByRole('button', { name: 'Save the view' }).click()
  await page.getByRole('button', { name: 'To connect', pressed: true }).waitFor()

  await page.goto('/estate')
  await page.getByRole('heading', { name: 'What is lacking' }).waitFor()
  await shoot(page, 'estate')
  await page.getByRole('link', { name: 'A connection' }).first().click()
  await page.waitForURL(/\/accounts\?lacks=connection/)
  await see(page, /^1 to 50 of \d+ shown$/)
})
