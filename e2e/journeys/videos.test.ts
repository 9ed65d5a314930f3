import { expect } from 'vitest'
import { makeVideo } from '../../src/testing/video.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { see, shoot, writePost } from '../steps.ts'

const test = journeys()

test('a video goes up beside the words, gets captions, and what does not fit is said there', async ({
  asContributor: page,
}) => {
  await writePost(page, { title: 'Tour', text: 'Walk with us.', accounts: ['Library on Practice'] })
  const field = page.getByLabel('Image files')
  const lie = { name: 'lie.mp4', mimeType: 'video/mp4', buffer: Buffer.from('no video, just words here') }
  await field.setInputFiles(lie)
  await see(page.getByRole('listitem').filter({ hasText: 'lie.mp4' }).getByRole('alert'), /not a video/)
  const buffer = await makeVideo({
    width: 640,
    height: 360,
    seconds: 64,
    audio: true,
    place: '+51.4778-000.0014/',
  })
  await field.setInputFiles({ name: 'tour.mp4', mimeType: 'video/mp4', buffer })
  const row = page.getByRole('group', { name: 'tour.mp4' })
  await see(row, /Video, 1:04/)
  await see(row, /Location removed/)
  await see(row, /No captions/)
  await row.getByLabel('What is seen').fill('A walk through the library.')
  await see(page.getByRole('region', { name: 'Before this can go' }), /takes no videos/)
  await see(page.getByRole('region', { name: 'Before this can go' }), /no captions/)
  const captions = row.getByLabel('Caption file')
  await captions.setInputFiles({
    name: 'a.srt',
    mimeType: 'application/x-subrip',
    buffer: Buffer.from('Words'),
  })
  await see(row.getByRole('alert'), /Line 1/)
  const srt = '1\n00:00:01,000 --> 00:00:03,000\nWelcome to the library.\n'
  await captions.setInputFiles({ name: 'a.srt', mimeType: 'application/x-subrip', buffer: Buffer.from(srt) })
  await see(row, /British English: 1 caption/)
  await atEverySize(page, async (name) => {
    await expectAccessible(page)
    await shoot(page, `video-compose-${name}`)
  })
  await row.getByRole('button', { name: /Read and correct/ }).click()
  const dialog = page.getByRole('dialog')
  await see(dialog, /Captions of tour.mp4/)
  expect(await dialog.getByRole('textbox', { name: 'Captions' }).inputValue()).toBe(srt)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.goto('/images')
  await see(page.getByRole('list', { name: 'Images and videos' }), /tour.mp4/)
  await page.getByRole('button', { name: /tour.mp4/ }).click()
  await see(page.getByRole('dialog'), /H\.264/)
  await atEverySize(page, async (name) => {
    await expectAccessible(page)
    await shoot(page, `video-library-${name}`)
  })
})
