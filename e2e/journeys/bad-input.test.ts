import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { anything, identified } from '../api.ts'
import { joinByApi, type Institution } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
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

/** Accounts that nobody has connected yet: composing for them needs no more than their networks' profiles. */
async function addUnconnected({ officer, contributor, unitId }: Institution, handles: [string, string][]) {
  for (const [network, handle] of handles) {
    const account = { network, handle, displayName: `Library on ${network}`, unitId, audiences: ['students'] }
    const entry = { ...account, purpose: 'News of the library for its readers.', hoursPerWeek: 2 }
    const { id } = await officer.api.post('/accounts', { ...entry, administrators: [officer.id] }, identified)
    const member = { personId: contributor.id, relation: 'contributor', until: null }
    await officer.api.post(`/accounts/${id}/members`, member, anything)
  }
}

test('a blog wants a title and a film site less of everything: each is said beside its field', async ({
  asContributor,
  institution,
  visit,
}) => {
  const page = asContributor
  await addUnconnected(institution, [
    ['wordpress', 'blog.example.ac.uk'],
    ['flickr', 'examplelibrary'],
    ['bluesky', 'library.example.ac.uk'],
    ['mastodon', '@library@social.example.ac.uk'],
    ['x', 'examplelibrary'],
    ['telegram', 'examplelibrary'],
    ['youtube', '@examplelibrary'],
  ])
  const networks = ['wordpress', 'flickr', 'bluesky', 'mastodon', 'x', 'telegram', 'youtube']
  const accounts = [...account, ...networks.map((network) => `Library on ${network}`)]
  const id = await writePost(page, { title: 'Open day', text, accounts })
  const findings = page.getByRole('region', { name: 'Before this can go' })
  await see(findings, 'Flickr takes nothing without an image or a video. Add one, or leave Flickr out.')

  // The name of the post is the title of the blog until somebody gives another.
  await page.getByRole('tab', { name: /^Blog/ }).click()
  const title = page.getByRole('textbox', { name: 'Title' })
  expect(await title.inputValue()).toBe('Open day')
  await see(page, /8 \/ 250 · the name of this post/)
  await title.fill('')
  await see(findings, 'Blog wants a title. Give one in the version for Blog.')
  expect(await title.getAttribute('aria-invalid')).toBe('true')
  await title.fill('Come and see us')
  const look = page.getByRole('region', { name: 'How it will look on Blog' })
  await see(look, 'Come and see us')

  // Tags by keyboard alone.
  await page.getByRole('textbox', { name: 'Tags' }).focus()
  await page.keyboard.type('open day, #visit')
  await page.keyboard.press('Enter')
  const tags = page.getByRole('list', { name: 'Tags so far' }).getByRole('listitem')
  expect(await tags.allTextContents()).toEqual(['open day', 'visit'])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await tags.allTextContents()).toEqual(['visit'])
  await see(look.getByRole('list', { name: 'Tags' }), 'visit')
  await page.getByRole('radio', { name: 'Only editors and administrators of the blog' }).check()
  await see(look, 'For: Only editors and administrators of the blog')

  // What stands in a first comment is read as words are, and “Show me” leads there.
  await page.getByRole('tab', { name: /^YouTube/ }).click()
  await page.getByRole('textbox', { name: 'First comment' }).fill('Ring Sam on 07700 900 142.')
  const finding = findings.getByRole('article').filter({ hasText: 'mobile number' })
  await see(finding, 'It stands in the first comment.')
  await page.getByRole('tab', { name: 'All' }).click()
  await finding.getByRole('button', { name: 'Show me' }).click()
  const comment = page.getByRole('textbox', { name: 'First comment' })
  expect(await comment.evaluate((field) => field === document.activeElement)).toBe(true)

  await atEverySize(page, async (size) => {
    await expectAccessible(page, `Beside the words, ${size}`)
    await shoot(page, `beside-${size.replace(' ', '-')}`)
  })
  await saved(page)
  const { body } = await institution.contributor.api.send('GET', `/posts/${id}`)
  expect(body).toMatchObject({
    content: {
      details: {
        wordpress: { title: 'Come and see us', tags: ['visit'], audience: 'private' },
        youtube: { firstComment: 'Ring Sam on 07700 900 142.' },
      },
    },
  })

  // Who only reads sees for each account what would go out.
  const reader = { name: 'Governance Officer', email: 'governance@example.ac.uk' }
  const { page: reading } = await visit({
    as: await joinByApi(institution.administrator, reader, ['governance']),
  })
  await reading.goto(`/posts/${id}`)
  const onBlog = reading.getByRole('region', { name: 'Blog, @blog.example.ac.uk' })
  await see(onBlog, 'Come and see us')
  await see(onBlog.getByRole('list', { name: 'Tags' }), 'visit')
  await see(reading.getByRole('region', { name: /^YouTube/ }).first(), 'Ring Sam on 07700 900 142.')
  await shoot(reading, 'beside-reading')
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
