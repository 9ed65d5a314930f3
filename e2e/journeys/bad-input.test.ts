import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { journeys } from '../journey.ts'
import { startBluesky, type Bluesky } from '../peers/bluesky.ts'
import { addAccount, dayFromNow, saved, see, setTime, shoot, words, writePost } from '../steps.ts'

let bluesky: Bluesky
const test = journeys(async () => {
  bluesky = await startBluesky()
  return { bluesky }
})
afterAll(() => bluesky?.stop())

const account = ['Library on Practice']
const text = 'Words that have to be here afterwards.'

test('a 60 MB image and a file that lies about its type are refused in a sentence each', async ({
  asContributor,
  rostrum,
}) => {
  const page = asContributor
  await writePost(page, { title: 'Images', text, accounts: account })
  const large = join(rostrum.folder, 'campus.png')
  writeFileSync(large, Buffer.alloc(60_000_000, 'x'))
  await page.getByLabel('Image files').setInputFiles(large)
  await see(page.getByRole('list', { name: 'Uploads' }), /60 MB|25 MB/)
  const lie = {
    name: 'holiday.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('<html>not a picture</html>'),
  }
  await page.getByLabel('Image files').setInputFiles(lie)
  await see(
    page.getByRole('listitem').filter({ hasText: 'holiday.jpg' }).getByRole('alert'),
    /image|picture|JPEG/i,
  )
  await shoot(page, 'bad-images')
  expect(await words(page).inputValue()).toBe(text)
})

test('a post of 100,000 characters is kept, and said to be too long', async ({
  asContributor,
  institution,
}) => {
  const page = asContributor
  const long = 'A sentence of forty characters, no more. '.repeat(2500).slice(0, 99_999).trimEnd() + '!'
  const id = await writePost(page, { title: 'Long', text: long, accounts: account })
  await see(page.getByRole('region', { name: 'Before this can go' }), /500|too long|characters/)
  await shoot(page, 'too-long')
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  await page.getByRole('alert').last().waitFor()
  const { body } = await institution.contributor.api.send('GET', `/posts/${id}`)
  expect(JSON.stringify(body)).toContain(long)
  await words(page).fill(`${long} And some more than a part may hold.`)
  await see(page, /100,000 characters/)
  expect((await words(page).inputValue()).length).toBeGreaterThan(100_000)
})

test('a time in the past, and in the hour that summer time skips, is explained and not taken', async ({
  asContributor,
  institution,
}) => {
  const page = asContributor
  const id = await writePost(page, { title: 'Times', text, accounts: account })
  await setTime(page, `${dayFromNow(-3)}T09:00`)
  await see(page, /That time has passed/)
  const change = Temporal.Now.zonedDateTimeISO('Europe/London').getTimeZoneTransition('next')
  const spring = change?.month === 3 ? change : change?.getTimeZoneTransition('next')
  await setTime(page, `${spring?.toPlainDate()}T01:30`)
  await see(page, /01:30 does not exist on that day: the clocks go forward\. Choose 00:30 or 02:30\./)
  await shoot(page, 'skipped-hour')
  await words(page).fill(`${text} And more.`)
  await setTime(page, `${spring?.toPlainDate()}T02:30`)
  await see(page, /^Set for/)
  await saved(page)
  const { body } = await institution.contributor.api.send('GET', `/posts/${id}`)
  expect(JSON.stringify(body)).toContain(`${text} And more.`)
  expect(body).toMatchObject({ publishLocal: `${spring?.toPlainDate()}T02:30` })
})

test('a handle that cannot be, or does not exist, is said beside its field', async ({ asOfficer }) => {
  const page = asOfficer
  await page.goto('/accounts/new')
  await page.getByLabel('Network').selectOption('bluesky')
  await page.getByLabel('Handle').fill('no handle at all')
  await page.getByRole('button', { name: 'Add the account' }).click()
  await shoot(page, 'bad-handle')
  expect(await page.getByLabel('Handle').getAttribute('aria-invalid')).toBe('true')
  const entry = { network: 'bluesky', handle: 'nobody-at-all.test', name: 'Nobody', unit: 'Library' }
  await addAccount(page, { ...entry, administrator: 'Digital Marketing Officer' })
  await page.getByRole('radio', { name: 'Use an app password' }).check()
  await page.getByLabel(/^App password/).fill('abcd-efgh-ijkl-mnop')
  await page.getByLabel('Server').fill(bluesky.url)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await see(page.getByRole('alert'), /nobody-at-all\.test|no account|password/)
  await shoot(page, 'nobody')
  expect(await page.getByLabel(/^App password/).inputValue()).toBe('abcd-efgh-ijkl-mnop')
})
