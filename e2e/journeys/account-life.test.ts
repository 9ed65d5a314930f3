import { expect } from 'vitest'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import {
  approve,
  askForApproval,
  dayFromNow,
  eventually,
  publicationStates,
  see,
  shoot,
  writePost,
} from '../steps.ts'

const test = journeys()

test('an officer pauses an account, a post from it says why it waits, and the account is closed by its steps', async ({
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
  // One way to close: by its steps, which the account's own page counts as the closing's page does.
  await asOfficer.getByRole('link', { name: 'Close the account' }).click()
  await asOfficer.getByRole('button', { name: 'Begin', exact: true }).click()
  await see(asOfficer, 'Say why, in a few words.')
  await asOfficer.getByLabel('Why is it closed?').fill('Its news moves to the main account.')
  await asOfficer.getByText('Say why, in a few words.').waitFor({ state: 'detached' })
  await asOfficer.getByLabel('Closed on').fill(dayFromNow(30))
  await asOfficer.getByRole('button', { name: 'Begin', exact: true }).click()
  await see(asOfficer, '1 of 5 steps')
  const kept = asOfficer.waitForResponse((answer) => answer.url().includes('/leaving/steps/') && answer.ok())
  await asOfficer.getByRole('checkbox', { name: 'The last post is out' }).check()
  await kept
  await see(asOfficer, 'Said by hand.')

  await asOfficer.goto(page)
  await see(asOfficer, /2 of 5 steps\. Next: keep its records\./)
  await shoot(asOfficer, 'account-closing')
  await expectAccessible(asOfficer, 'an account that is being closed')
  await asOfficer.getByRole('link', { name: 'Go on closing it' }).click()
  await asOfficer.getByRole('button', { name: 'Close it all the same' }).click()
  await see(dialog, 'Not done yet, and the log will say so:')
  await dialog.getByLabel('Why is it closed now?').fill('Its news moves to the main account.')
  await expectAccessible(asOfficer, 'closing an account with steps left')
  await dialog.getByRole('button', { name: 'Close the account' }).click()
  await see(asOfficer, 'It is closed')
  await asOfficer.goto(page)
  await see(asOfficer, 'It was closed.')
})
