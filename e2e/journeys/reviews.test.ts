import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { anything, identified, type Person } from '../api.ts'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { dayFromNow, see, shoot } from '../steps.ts'

const test = journeys()

async function onMastodon(by: Person, unitId: string, name: string, administrator: Person): Promise<string> {
  const { id } = await by.api.post(
    '/accounts',
    {
      network: 'mastodon',
      handle: `${name.toLowerCase()}@social.example.ac.uk`,
      displayName: name,
      unitId,
      purpose: 'News for everybody who takes part.',
      audiences: ['students'],
      hoursPerWeek: 2,
      administrators: [administrator.id],
    },
    identified,
  )
  return id
}

async function tick(page: Page, label: string | RegExp): Promise<void> {
  const kept = page.waitForResponse((answer) => answer.url().includes('/leaving/steps/') && answer.ok())
  await page.getByRole('checkbox', { name: label }).check()
  await kept
}

test('a change of terms has an account reviewed by who answers for it, and another leaves the network', async ({
  asContributor,
  asOfficer,
  institution,
  visit,
}) => {
  const { officer, contributor, unitId } = institution
  await onMastodon(officer, unitId, 'Sport', contributor)
  const gallery = await onMastodon(officer, unitId, 'Gallery', officer)

  await asOfficer.goto('/networks-watch')
  await asOfficer.getByRole('link', { name: 'Mastodon', exact: true }).click()
  await asOfficer.getByRole('button', { name: 'Record a change' }).click()
  const dialog = asOfficer.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Record the change' }).click()
  await see(dialog, 'Say in a sentence what changes.')
  await dialog.getByLabel('What changes').fill('Posts may be used to train machines, unless one objects.')
  await dialog.getByLabel('Where it says so').fill('https://social.example/terms')
  await expectAccessible(asOfficer, 'recording a change of a network')
  await dialog.getByRole('button', { name: 'Record the change' }).click()
  await see(asOfficer, '2 accounts came up for review.')
  await shoot(asOfficer, 'network-changed')
  await expectAccessible(asOfficer, 'a network that changed')

  await asContributor.goto('/duties')
  await asContributor.getByRole('link', { name: /Review Sport on Mastodon/ }).click()
  await see(asContributor, 'Mastodon has changed its terms.')
  await see(asContributor, /Not known yet: it needs what comes in/)
  await asContributor.getByRole('button', { name: 'Put the review on record' }).click()
  await see(asContributor, 'Say in a sentence what you found.')
  // A field is no longer at fault once it is changed.
  await asContributor.getByLabel('What you found').fill('The new terms')
  await asContributor.getByText('Say in a sentence what you found.').waitFor({ state: 'detached' })
  await asContributor.getByLabel('Objective').fill('More students come to the open training')
  await asContributor.getByLabel('Measured by').fill('Visitors of the open training a week')
  await asContributor.getByLabel('What you found').fill('The new terms were read; we object to the training.')
  await shoot(asContributor, 'review')
  await expectAccessible(asContributor, 'the review of an account')
  await asContributor.getByRole('button', { name: 'Put the review on record' }).click()
  await see(asContributor, 'The review is on record.')
  await see(asContributor, 'More students come to the open training')
  await asContributor.goto('/duties')
  await see(asContributor, /Nothing|No duties|no duty/i)

  await asOfficer.goto(`/accounts/${gallery}`)
  await asOfficer.getByRole('link', { name: 'Close the account' }).click()
  await asOfficer.getByLabel('Why is it closed?').fill('Its terms no longer suit us.')
  await asOfficer.getByLabel('Closed on').fill(dayFromNow(30))
  const successor = asOfficer.getByRole('combobox', { name: 'Where people find us from then on' })
  await successor.click()
  await successor.pressSequentially('Sport')
  await asOfficer.getByRole('option', { name: /Sport on Mastodon/ }).click()
  await asOfficer.getByRole('button', { name: 'Begin', exact: true }).click()
  await asOfficer.getByRole('button', { name: 'Begin the last post' }).click()
  await see(asOfficer, 'Go on with the last post')
  await tick(asOfficer, /^Its records are exported/)
  await tick(asOfficer, /^The last post is out/)
  // It can be left and come back to.
  await asOfficer.goto('/networks-watch/mastodon/leaving')
  await asOfficer.getByRole('link', { name: /3 of 5 steps/ }).click()
  await tick(asOfficer, /stays signed for/)
  await shoot(asOfficer, 'leaving')
  await expectAccessible(asOfficer, 'leaving a network')
  await asOfficer.getByRole('button', { name: 'Tell the register' }).click()
  await see(asOfficer, 'Every step is done')

  const { page } = await visit()
  const publicly = `/public/accounts/${gallery}`
  await page.goto(publicly)
  await see(page, /It is being closed\. Go to/)
  await asOfficer.getByRole('button', { name: 'Close it now' }).click()
  await dialog.getByLabel('Why is it closed now?').fill('All that was to do is done.')
  await dialog.getByRole('button', { name: 'Close the account' }).click()
  await see(asOfficer, 'It is closed')
  await page.goto(publicly)
  await page.getByRole('link', { name: 'Sport on Mastodon' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sport' }).waitFor()
  expect(await officer.api.get(`/accounts/${gallery}`, anything)).toMatchObject({ state: 'closed' })
})
