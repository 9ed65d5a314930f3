import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { anything, identified, type Person } from '../api.ts'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { eventually, heading, see, shoot } from '../steps.ts'

const test = journeys()

/** The headings of the cards, in the order in which they stand. */
async function cards(page: Page, wanted: string[]): Promise<void> {
  const found = await eventually(
    () => page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents(),
    (titles) => JSON.stringify(titles) === JSON.stringify(wanted),
    5_000,
  )
  expect(found).toEqual(wanted)
}

async function open(page: Page, title: string): Promise<void> {
  await page.goto('/')
  await heading(page, title).waitFor()
}

async function look(page: Page, name: string): Promise<void> {
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `Today of ${name}, ${size}`)
    await shoot(page, `today-${name}-${size.replace(' ', '-')}`)
  })
}

/** A post that somebody else has to read. */
async function askForApproval(by: Person, accountId: string): Promise<void> {
  const content = { parts: [{ text: 'We open late this week.', media: [], link: null }], variants: {} }
  const draft = { title: 'Late opening', content, accountIds: [accountId], audiences: ['students'] }
  const { id } = await by.api.post('/posts', draft, identified)
  await by.api.post(`/posts/${id}/submit`, { version: 1 }, anything)
}

test('each kind of person finds the next thing to do, and nothing that is not theirs', async ({
  institution: { administrator, officer, contributor, accountId },
  visit,
}) => {
  const fellow = { name: 'Research Fellow', email: 'fellow@example.ac.uk' }
  const requester = await joinByApi(administrator, fellow, [])
  const clerk = { name: 'Governance Officer', email: 'governance@example.ac.uk' }
  const governance = await joinByApi(administrator, clerk, ['governance'])

  // Somebody with no part in anything may ask for an account; that is all that stands there.
  const asRequester = (await visit({ as: requester })).page
  await open(asRequester, 'Nothing waits for you')
  await cards(asRequester, ['You have no part in an account yet'])
  await look(asRequester, 'requester')
  await asRequester.getByRole('link', { name: 'Ask for an account' }).click()
  await asRequester.waitForURL(/\/requests\/new/)

  // In the first minutes after set-up the way to the first post stands before all else.
  const asOfficer = (await visit({ as: officer })).page
  await open(asOfficer, 'Nothing waits for you')
  await cards(asOfficer, ['From here to the first post', 'From the policy', 'The estate'])

  // A contributor sees where their post stands; whoever may approve it sees that first.
  await askForApproval(contributor, accountId)
  const asContributor = (await visit({ as: contributor })).page
  await open(asContributor, 'Nothing waits for you')
  await cards(asContributor, ['A clear desk', 'Your posts', 'From the policy'])
  await see(asContributor.getByRole('region', { name: 'Your posts' }), 'Waits for approval')
  await look(asContributor, 'contributor')
  await open(asOfficer, 'One thing waits for you')
  await cards(asOfficer, ['Posts', 'From the policy', 'The estate'])
  await look(asOfficer, 'officer')

  // Each number of the estate leads to the accounts that it counts.
  await asOfficer.getByRole('link', { name: '1 lack an objective' }).click()
  await asOfficer.waitForURL(/\/accounts\?lacks=objective$/)
  await see(asOfficer, 'Library')

  // Who oversees sees the whole, and no post that they could not decide about.
  const asGovernance = (await visit({ as: governance })).page
  await open(asGovernance, 'Nothing waits for you')
  await cards(asGovernance, ['A clear desk', 'From the policy', 'The estate'])
})
