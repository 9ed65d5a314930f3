import { expect } from 'vitest'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { approve, askForApproval, eventually, publicationStates, see, shoot, writePost } from '../steps.ts'

const test = journeys()

test('an officer pauses an account, a post from it says why it waits, and the account is closed step by step', async ({
  asContributor,
  asOfficer,
  institution,
}) => {
  const { contributor } = institution
  const post = {
    title: 'Late opening',
    text: 'The reading room is open until ten this week.',
    accounts: ['Library on Practice'],
  }
  const id = await writePost(asContributor, post)
  await askForApproval(asContributor)

  await asOfficer.goto('/accounts')
  await asOfficer.getByRole('link', { name: 'Library', exact: true }).click()
  await asOfficer.getByRole('button', { name: 'Pause the account' }).click()
  const dialog = asOfficer.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Pause the account' }).click()
  await see(dialog, /Say why, in a few words/)
  await dialog.getByLabel('Why is it paused?').fill('Its editor is away.')
  await dialog.getByRole('button', { name: 'Pause the account' }).click()
  await see(asOfficer, 'Paused: nothing goes out')
  await shoot(asOfficer, 'account-paused')
  await expectAccessible(asOfficer, 'a paused account')
  const page = asOfficer.url()

  await asOfficer.goto(`/posts/${id}`)
  await asOfficer
    .getByRole('button', { name: /^Approve/ })
    .first()
    .click()
  await see(asOfficer, /The account is paused: Its editor is away\./)
  await shoot(asOfficer, 'account-paused-refusal')
  expect(await publicationStates(contributor, id)).toEqual([])

  await asOfficer.goto(page)
  await asOfficer.getByRole('button', { name: 'End the pause' }).click()
  await see(asOfficer, 'The pause has ended.')
  await approve(asOfficer, id)
  await eventually(
    () => publicationStates(contributor, id),
    (all) => all.join() === 'verified',
  )

  await asOfficer.goto(page)
  await asOfficer.getByRole('button', { name: 'Close step by step' }).click()
  await dialog.getByLabel('Why is it closed?').fill('Its news moves to the main account.')
  await dialog.getByRole('button', { name: 'Begin to close it' }).click()
  await asOfficer.getByRole('checkbox', { name: 'A last post says where to go' }).check()
  await asOfficer.getByRole('checkbox', { name: 'The handle is kept' }).check()
  await asOfficer.getByRole('checkbox', { name: 'Its records are exported' }).check()
  await shoot(asOfficer, 'account-closing')
  await expectAccessible(asOfficer, 'an account that is being closed')
  await asOfficer.getByRole('button', { name: 'Close it now' }).click()
  await dialog.getByLabel('Why is it closed?').fill('Its news moves to the main account.')
  await dialog.getByRole('button', { name: 'Close the account' }).click()
  await see(asOfficer, 'The account is closed.')
  await see(asOfficer, 'It was closed.')
})
