import { expect } from 'vitest'
import { journeys } from '../journey.ts'
import {
  addImage,
  approve,
  askForApproval,
  dayFromNow,
  publicationStates,
  saved,
  see,
  setTime,
  shoot,
  words,
  writePost,
} from '../steps.ts'

const test = journeys()
const account = ['Library on Practice']

test('an edit after approval voids it, and says so to both', async ({
  asContributor,
  asOfficer,
  institution,
}) => {
  const page = asContributor
  const id = await writePost(page, {
    title: 'Late opening',
    text: 'We are open until midnight in December.',
    accounts: account,
  })
  await setTime(page, `${dayFromNow(10)}T10:30`)
  await see(page, /^Set for/)
  await saved(page)
  await askForApproval(page)
  await approve(asOfficer, id)
  await see(asOfficer, 'Approved by Digital Marketing Officer')
  await shoot(asOfficer, 'approved')

  await page.reload()
  await page.getByRole('button', { name: 'Change it' }).click()
  await page
    .getByRole('dialog', { name: 'Change a post that was approved?' })
    .getByRole('button', { name: 'Change it' })
    .click()
  await words(page).fill('We are open until eleven in December.')
  await see(page, 'The approval by Digital Marketing Officer no longer holds')
  await shoot(page, 'voided-author')
  expect(await publicationStates(institution.contributor, id)).toEqual(['cancelled'])

  await asOfficer.goto(`/posts/${id}`)
  await see(asOfficer, 'Your approval no longer holds')
  await saved(page)
  await askForApproval(page)
  await asOfficer.reload()
  await see(asOfficer, 'until eleven in December')
  await shoot(asOfficer, 'changed-since')
  await asOfficer.getByRole('button', { name: 'Approve what I have read' }).click()
  await see(asOfficer, /^Approved\./)
  expect(await publicationStates(institution.contributor, id)).toContain('due')
})

test('what a check refuses names its clause and cannot be sent', async ({ asContributor }) => {
  const page = asContributor
  await writePost(page, { title: 'New chairs', text: 'There are new chairs upstairs.', accounts: account })
  await addImage(page, 'chairs.png')
  const findings = page.getByRole('region', { name: 'Before this can go' })
  const finding = findings.getByRole('article').filter({ hasText: 'BASE-4.1' })
  await finding.getByRole('button', { name: 'Why?' }).click()
  expect(await finding.getByRole('button', { name: 'Keep with a reason' }).count()).toBe(0)
  await shoot(page, 'refused')
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  await see(page.getByRole('alert'), /2 things need settling first/)
  await shoot(page, 'refused-sent')
  await page
    .getByRole('textbox', { name: 'Alternative text' })
    .fill('Twelve red chairs round a table by a window.')
  await page.getByLabel('Why may we use it?').selectOption('own')
  await shoot(page, 'alternative-text')
  await see(page, /No check speaks against it/)
  await askForApproval(page)
})

test('what may be kept is kept with a reason, and the record says who and why', async ({
  asContributor,
  asOfficer,
  institution,
}) => {
  const page = asContributor
  const id = await writePost(page, {
    title: 'Ring us',
    text: 'Ring the enquiry desk on 07700 900142 about your loans.',
    accounts: account,
  })
  const finding = page.getByRole('region', { name: 'Before this can go' }).getByRole('article').first()
  await finding.getByRole('button', { name: 'Keep with a reason' }).click()
  await finding.getByLabel('Why is it right here?').fill('It is the desk’s own telephone, on the door.')
  await finding.getByRole('button', { name: 'Keep it' }).click()
  await see(page, /Kept by Library Editor: “It is the desk’s own telephone, on the door\.”/)
  await shoot(page, 'kept')
  await askForApproval(page)
  await asOfficer.goto(`/posts/${id}`)
  await see(asOfficer, /Kept by Library Editor/)
  const story = await institution.officer.api.send('GET', `/posts/${id}/story`)
  expect(JSON.stringify(story.body)).toContain('It is the desk’s own telephone')
})
