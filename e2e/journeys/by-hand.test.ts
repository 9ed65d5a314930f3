import sharp from 'sharp'
import { expect } from 'vitest'
import { z } from 'zod'
import { anything, identified } from '../api.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible, expectNoSidewaysScroll } from '../page.ts'
import { approve, askForApproval, eventually, publicationStates, see, shoot, writePost } from '../steps.ts'

const test = journeys()
const handle = '0029VaExampleUniversity01'
const text = 'The library is open all night until the exams are over.\nBring your card.'
const publications = z.object({ publications: z.array(z.object({ id: z.string() })) })

test('on a telephone: a post for a channel that no program may publish on, from the draft to the evidence', async ({
  asContributor,
  asOfficer,
  institution,
}) => {
  const { officer, contributor, unitId } = institution
  const { id: accountId } = await officer.api.post(
    '/accounts',
    {
      handle,
      displayName: 'Library channel',
      network: 'whatsapp',
      unitId,
      purpose: 'News of the library for its readers.',
      audiences: ['students'],
      hoursPerWeek: 2,
      administrators: [officer.id],
    },
    identified,
  )
  const member = { personId: contributor.id, relation: 'contributor', until: null }
  await officer.api.post(`/accounts/${accountId}/members`, member, anything)
  await asOfficer.goto(`/accounts/${accountId}`)
  await see(asOfficer, /No program may publish on WhatsApp/)
  await see(asOfficer, /Digital Marketing Officer and Library Editor/)
  await expectAccessible(asOfficer)
  await shoot(asOfficer, 'by-hand-connect')
  await asOfficer.getByRole('button', { name: 'Run it by hand' }).click()
  await see(asOfficer, 'No longer by hand')

  const page = asContributor
  await page.setViewportSize({ width: 390, height: 844 })
  const id = await writePost(page, {
    title: 'Open all night',
    text,
    accounts: ['Library channel on WhatsApp'],
  })
  await shoot(page, 'by-hand-draft')
  await askForApproval(page)
  await approve(asOfficer, id)
  await eventually(
    () => publicationStates(contributor, id),
    (states) => states[0] === 'handed',
  )

  await page.goto('/duties')
  await page
    .getByRole('link', { name: /^Post this on WhatsApp: Library channel/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: 'Post this by hand' }).waitFor()
  await see(page, 'Somebody has to post this now')
  await expectNoSidewaysScroll(page)
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `by hand, ${size}`)
    await shoot(page, `by-hand-handed-${size.replace(' ', '-')}`)
  })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'I post it' }).click()
  await see(page, 'You post this')

  await page.getByRole('button', { name: 'Record it' }).click()
  await see(page, 'Add a screenshot of the post where it stands.')
  const buffer = await sharp({ create: { width: 390, height: 700, channels: 3, background: '#0b7a5c' } })
    .png()
    .toBuffer()
  await page.getByLabel('Screenshot file').setInputFiles({ name: 'shot.png', mimeType: 'image/png', buffer })
  await page.getByAltText('The screenshot that you added').waitFor()
  await page.getByLabel('Address of the post').fill('https://example.ac.uk/somewhere')
  // The tab was forgotten by the telephone meanwhile: nothing that was filled in is lost.
  await page.reload()
  await page.getByRole('button', { name: 'Record it' }).click()
  await see(page, /The address of the post looks like/)
  await shoot(page, 'by-hand-form')
  await expectAccessible(page, 'the form with a fault')
  await page.getByLabel('Address of the post').fill(`https://whatsapp.com/channel/${handle}/17`)
  await page.getByRole('checkbox', { name: 'I changed something' }).check()
  await page.getByLabel('The words as you posted them').fill('The library is open all night.')
  await page.getByRole('button', { name: 'Record it' }).click()
  await page.getByRole('heading', { level: 1, name: 'Posted by hand' }).waitFor()
  await see(page, 'Posted with other words than were approved')
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `the evidence, ${size}`)
    await shoot(page, `by-hand-recorded-${size.replace(' ', '-')}`)
  })

  await asOfficer.goto(`/posts/${id}`)
  await see(asOfficer, 'Posted by hand, with other words than were approved.')
  await asOfficer.getByRole('link', { name: 'See the evidence' }).waitFor()
  expect(await asOfficer.getByRole('button', { name: /Look again|Delete on the network/ }).count()).toBe(0)
  await shoot(asOfficer, 'by-hand-post')
  const [publication] = (await contributor.api.get(`/posts/${id}`, publications)).publications
  expect(await page.url()).toContain(publication?.id)
})
