import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { identified, type Person } from '../api.ts'
import type { Institution } from '../institution.ts'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { adoptByApi, giveOffice } from '../policies.ts'
import { see } from '../steps.ts'

interface Asked extends Institution {
  team: Person
  head: Person
}

const test = journeys().extend('asked', { scope: 'file' }, async ({ institution }): Promise<Asked> => {
  const { administrator, officer } = institution
  await adoptByApi(officer, administrator, 'uwl')
  const team = await joinByApi(administrator, { name: 'Web Editor', email: 'web@example.ac.uk' }, [])
  const head = await joinByApi(administrator, { name: 'Head of Marketing', email: 'head@example.ac.uk' }, [])
  await giveOffice(administrator, { id: 'communications-team', name: 'Communications team' }, team)
  const office = {
    id: 'head-of-marketing-and-communications',
    name: 'Head of Marketing and Communications',
  }
  await giveOffice(administrator, office, head)
  return { ...institution, team, head }
})

const kept = z.looseObject({ version: z.number(), check: z.looseObject({ maySubmit: z.boolean() }) })

/** What a careful school would answer, but for what a test leaves open. */
const answersOf = (unitId: string, administrators: string[]) => ({
  audiences: ['applicants'],
  audienceNetworks: ['tiktok', 'instagram'],
  audienceEvidence: 'The survey of offer holders in May.',
  network: 'tiktok',
  unitId,
  displayName: 'School of Film',
  purpose: 'Shows applicants what a week at the school is like.',
  purposes: ['recruitment'],
  addsValue: 'Short films from the workshops, which the website has no place for.',
  hoursPerWeek: 4,
  whoWorks: 'The school’s digital officer and two student ambassadors.',
  administrators,
  objective: 'More applicants come to the open days.',
  metric: 'Bookings that come from the profile’s link.',
  familiar: true,
  accessibility: 'Captions on each film.',
  underEighteens: false,
  contactsAlumni: false,
  officialName: true,
})

const way = (page: Page) => page.getByRole('region', { name: 'This will go to' })
const saved = (page: Page) => see(page, 'Everything is saved.')

/** The draft filled in but for the purpose, as if typed before lunch. */
async function fillTheRest(
  { contributor, unitId, officer, administrator }: Asked,
  id: string,
): Promise<void> {
  const { version } = await contributor.api.get(`/requests/${id}`, kept)
  const { purpose: _typedByHand, ...answers } = answersOf(unitId, [officer.id, administrator.id])
  await contributor.api.put(`/requests/${id}`, { version, answers, reasons: {}, declared: [] }, kept)
}

test('a school asks for TikTok, answers a question, and is told yes by two offices', async ({
  asked,
  visit,
}) => {
  const { contributor, team, head } = asked
  const { page, context } = await visit({ as: contributor })
  await page.goto('/requests')
  await see(page, 'May I open an account?')
  await page.getByRole('link', { name: 'Ask for an account' }).click()
  expect(await page.getByRole('radio', { name: 'Open an account' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Go on to the questions' }).click()
  await way(page).getByText('Communications team advises (5 working days)').waitFor()
  await way(page).getByText('Head of Marketing and Communications decides (10 working days)').waitFor()
  await see(page, /^Still missing: \d+ answers/)
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await fillTheRest(asked, id)
  await page.reload()
  await page.getByRole('button', { name: 'Still missing: 1 answer and 2 declarations' }).click()
  await see(page, 'Say in a sentence what the account is for.')
  const purpose = page.getByLabel('What is it for?')
  expect(await purpose.evaluate((field) => field === document.activeElement)).toBe(true)
  await expectAccessible(page)
  await context.setOffline(true)
  await purpose.fill('Shows applicants what a week at the school is like.')
  await see(page, 'Not saved. Your words are kept in this browser.')
  await context.setOffline(false)
  await saved(page)
  const declared = page.getByRole('region', { name: 'What you declare' }).getByRole('checkbox')
  await declared.first().check()
  await page.getByRole('button', { name: 'Still missing: 1 declaration' }).waitFor()
  await declared.last().check()
  await page.getByRole('button', { name: 'Send the request' }).click()
  await see(page, 'Waits for advice: Communications team.')
  await expectAccessible(page)

  const { page: teams } = await visit({ as: team })
  await teams.goto('/')
  await teams.getByRole('link', { name: 'Answer Open an account on TikTok: Library' }).click()
  await teams.getByText('Ask Library Editor something first').click()
  await teams.getByLabel('Your question').fill('Who films when term is over?')
  await teams.getByRole('button', { name: 'Ask', exact: true }).click()
  await see(teams, 'Library Editor has not answered yet.')

  await page.goto('/requests?list=waiting')
  await page.getByRole('link', { name: 'Open an account on TikTok: Library' }).click()
  await page.getByLabel('Your answer').fill('The digital officer, who works all year.')
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await see(page, 'The digital officer, who works all year.')

  await teams.reload()
  await teams.getByRole('radio', { name: 'In favour' }).check()
  await teams.getByRole('textbox', { name: 'Why' }).fill('The plan is sound, and there is time for it.')
  await expectAccessible(teams)
  await teams.getByRole('button', { name: 'Give this advice' }).click()
  await see(teams, 'Waits for a decision: Head of Marketing and Communications.')

  await decide(await (await visit({ as: head })).page, id)
  await page.reload()
  await see(page, 'Open the account on its network and connect it here.')
  await see(page, 'A good plan for people who are there already.')
  await expectAccessible(page)
})

async function decide(page: Page, id: string): Promise<void> {
  await page.goto(`/requests/${id}`)
  await page.getByRole('radio', { name: 'Approve' }).check()
  await page.getByLabel('Reasons').fill('A good plan for people who are there already.')
  await page.getByRole('checkbox', { name: /^UWL-3\.3/ }).check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Record the decision' }).click()
  await see(page, 'Approved.')
}

test('a supported service is proposed; by keyboard alone a request is begun and thrown away for it', async ({
  asked: { contributor, administrator },
  visit,
}) => {
  const { page: settings } = await visit({ as: administrator })
  await keepOwnServices(settings)
  const { page } = await visit({ as: contributor })
  await page.goto('/requests/new')
  await page.getByRole('radio', { name: 'Open an account' }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
  await tick(page, 'Students')
  await tick(page, 'Working together')
  await see(page, 'Teams may do this already')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Use Teams instead' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Use Teams', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/requests$/)
  await see(page, 'Teams it is. Nothing was sent.')
})

/** The institution has Moodle rather than Blackboard, and is closed over winter. */
async function keepOwnServices(page: Page): Promise<void> {
  await page.goto('/institution')
  await page.getByRole('button', { name: 'Change Blackboard', exact: true }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByRole('button', { name: 'Change Blackboard', exact: true }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Add a service' }).click()
  await page.getByLabel('Name', { exact: true }).last().fill('Moodle')
  await page.getByLabel('What it serves').selectOption('Teaching')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Add the service' }).click()
  await page.getByRole('button', { name: 'Change Moodle' }).waitFor()
  const days = page.getByRole('region', { name: 'Working days' })
  await days.getByLabel('Why it is closed').fill('Winter closure')
  await days.getByLabel('First day').fill('2026-12-24')
  await days.getByLabel('Last day').fill('2027-01-03')
  await days.getByRole('button', { name: 'Add these days' }).click()
  await days.getByText('24 Dec 2026 to 3 Jan 2027').waitFor()
  await expectAccessible(page)
}

async function tick(page: Page, name: string): Promise<void> {
  const box = page.getByRole('checkbox', { name, exact: true })
  await box.focus()
  await page.keyboard.press('Space')
  expect(await box.isChecked()).toBe(true)
}

/** A request that was sent, before the team. */
async function sentByApi({ contributor, officer, administrator, unitId }: Asked) {
  const answers = answersOf(unitId, [officer.id, administrator.id])
  const declarations = z.object({ declarations: z.array(identified) })
  const body = { kind: 'open', answers, declared: [] as string[] }
  const check = await contributor.api.post('/request-checks', body, declarations)
  body.declared = check.declarations.map(({ id }) => id)
  const { id } = await contributor.api.post('/requests', body, identified)
  const staged = z.looseObject({ version: z.number(), stages: z.array(identified) })
  return contributor.api.post(`/requests/${id}/submission`, { version: 1 }, staged.extend({ id: z.string() }))
}

test('changed answers go before all offices again', async ({ asked, visit }) => {
  const { id } = await sentByApi(asked)
  const { page } = await visit({ as: asked.contributor })
  await page.goto(`/requests/${id}`)
  await page.getByRole('button', { name: 'Change the answers' }).click()
  await see(page, 'All offices are asked again')
  await page.getByLabel('Which supported service comes closest?').selectOption('teams')
  await page.getByLabel('How many hours a week are there for it?').fill('2.5')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send the changed answers' }).click()
  await page.getByRole('region', { name: 'What was changed' }).getByText('2.5').waitFor()
  await see(page, 'Waits for advice: Communications team.')
})

test('who was first is said, and what the other typed stays', async ({ asked, visit }) => {
  const { administrator, team, head } = asked
  const sent = await sentByApi(asked)
  const { id } = sent
  await giveOffice(administrator, { id: 'communications-team', name: 'Communications team' }, head)

  const { page } = await visit({ as: head })
  await page.goto(`/requests/${id}`)
  await page.getByRole('radio', { name: 'Against it' }).check()
  await page.getByRole('textbox', { name: 'Why' }).fill('Two accounts of the school are idle.')
  const advice = { version: sent.version, advice: 'in-favour', text: 'They have thought of it all.' }
  await team.api.post(`/requests/${id}/stages/${sent.stages[0]?.id}/advice`, advice, identified)
  await page.getByRole('button', { name: 'Give this advice' }).click()
  await see(page, 'Web Editor was first')
  expect(await page.getByLabel('What you wrote').inputValue()).toBe('Two accounts of the school are idle.')
  await expectAccessible(page)
})

test.for([
  ['essex', 'Digital Marketing Officer decides (10 working days)'],
  ['aston', 'Digital team advises (5 working days)'],
] as const)('under %s the page says before: %s', async ([pack, said], { asked, visit }) => {
  const { contributor, officer, administrator, unitId } = asked
  await adoptByApi(officer, administrator, pack)
  const answers = answersOf(unitId, [officer.id, administrator.id])
  const { id } = await contributor.api.post('/requests', { kind: 'open', answers }, identified)
  const { page } = await visit({ as: contributor })
  await page.goto(`/requests/${id}`)
  await way(page).getByText(said).waitFor()
})
