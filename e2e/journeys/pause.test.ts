import { expect } from 'vitest'
import { journeys } from '../journey.ts'
import { approve, askForApproval, eventually, publicationStates, see, shoot, writePost } from '../steps.ts'

const test = journeys()

test('everything is paused and resumed, and a post that was held asks again', async ({
  asContributor,
  asOfficer,
  institution,
}) => {
  const { contributor } = institution
  const states = (id: string) => publicationStates(contributor, id)
  await asOfficer.goto('/')
  await asOfficer.getByRole('button', { name: 'Pause everything' }).click()
  const dialog = asOfficer.getByRole('dialog', { name: 'Pause everything?' })
  await dialog.getByRole('button', { name: 'Pause everything' }).click()
  await see(dialog, /Give the reason in a few words/)
  await dialog.getByLabel('Why?').fill('A serious incident on the campus.')
  await shoot(asOfficer, 'pausing')
  await dialog.getByRole('button', { name: 'Pause everything' }).click()
  await see(asOfficer, 'Everything is paused: nothing is sent')
  await shoot(asOfficer, 'paused')

  const post = {
    title: 'Quiz night',
    text: 'Quiz night in the café on Thursday at seven.',
    accounts: ['Library on Practice'],
  }
  const id = await writePost(asContributor, post)
  await see(asContributor, /paused/i)
  await askForApproval(asContributor)
  await approve(asOfficer, id)
  await eventually(
    () => states(id),
    (all) => all.join() === 'paused',
  )

  await asOfficer.goto('/')
  await asOfficer.getByRole('button', { name: 'Resume…' }).click()
  await asOfficer.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
  await see(asOfficer, /^1 (post|sending) is held since the pause/)
  expect(await states(id)).toEqual(['paused'])
  await asOfficer.getByRole('link', { name: 'Go through them' }).click()
  await shoot(asOfficer, 'held')
  await asOfficer.getByRole('button', { name: /^Confirm/ }).click()
  await eventually(
    () => states(id),
    (all) => all.join() === 'verified',
  )
  await see(asOfficer, 'Nothing is held')
})
