import { expect } from 'vitest'
import { z } from 'zod'
import type { Person } from '../api.ts'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { pressByKeys } from '../keys.ts'
import { eventually, see, shoot } from '../steps.ts'

const test = journeys({ begins: 'example' }).extend(
  'owner',
  { scope: 'file' },
  ({ keeper }): Promise<Person> =>
    joinByApi(keeper, { name: 'Policy Owner', email: 'owner@example.ac.uk' }, ['governance']),
)
const made = z.object({ id: z.string() })
const kept = z.object({ source: z.record(z.string(), z.string()) })

test('a policy owner changes, adds and removes controls without seeing YAML', async ({ owner, visit }) => {
  const { id } = await owner.api.post('/policy/drafts', { shipped: 'uwl' }, made)
  const before = (await owner.api.get(`/policy/drafts/${id}`, kept)).source['controls.yaml'] ?? ''
  const { page } = await visit({ as: owner })
  await page.goto(`/policy/drafts/${id}`)
  await page.getByRole('tab', { name: 'Controls' }).click()

  await page.getByRole('button', { name: /^personal-accounts Refuses/ }).click()
  const form = page.getByRole('group', { name: 'The control personal-accounts', exact: true })
  await form.getByLabel('Condition').fill('"students" in post.audience')
  await see(form, /There is no post\.audience/)
  await form.getByLabel('Condition').fill('')
  await form.getByText('What may be read here').click()
  await form.getByRole('button', { name: 'Use "students" in post.audiences' }).click()
  await form.getByLabel('Sentence', { exact: true }).fill('Name an official account.')
  await see(page, 'Everything is saved.')
  await atEverySize(page, (size) => expectAccessible(page, `the form of a control at ${size}`))

  await page.getByRole('button', { name: 'Add a control for UWL-1.1' }).click()
  const adding = page.getByRole('group', { name: 'A new control for UWL-1.1' })
  await adding.getByLabel('What people read').fill('Say what this is for.')
  await adding.getByRole('button', { name: 'Add this control' }).click()
  const added = page.getByRole('group', { name: 'The control why-there-is-a-policy', exact: true })
  await added.getByRole('button', { name: 'Remove this control' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the control' }).click()
  await added.waitFor({ state: 'detached' })
  await page.getByText('Everything is saved.').waitFor()

  const { source } = await owner.api.get(`/policy/drafts/${id}`, kept)
  expect(source['controls.yaml']).toBe(before)
  expect(source['messages.yaml']).toContain('  personal-accounts: Name an official account.\n')
})

test('a policy owner keeps days free and names election periods without seeing YAML', async ({
  owner,
  visit,
}) => {
  const { id } = await owner.api.post('/policy/drafts', { shipped: 'essex' }, made)
  const policy = async () => (await owner.api.get(`/policy/drafts/${id}`, kept)).source['policy.md'] ?? ''
  const before = await policy()
  const { page } = await visit({ as: owner })
  await page.goto(`/policy/drafts/${id}`)
  await page.getByRole('tab', { name: 'Particulars' }).click()
  const free = page.getByRole('group', { name: 'Days kept free', exact: true })

  await free.getByText('Add days to keep free').click()
  const adding = free.getByRole('group', { name: 'Add days to keep free' })
  await adding.getByLabel('How often').selectOption('yearly')
  await free.getByRole('button', { name: 'Keep these days free' }).click()
  await see(adding, 'Give the days a name.')
  await adding.getByLabel('Name', { exact: true }).fill('Winter closure')
  await adding.getByLabel('First day: month').selectOption('December')
  await adding.getByLabel('First day: day of the month').selectOption('24')
  await adding.getByLabel('Last day: month').selectOption('January')
  await adding.getByLabel('What still may go').fill('News of emergencies')
  await pressByKeys(page, free.getByRole('button', { name: 'Keep these days free' }))
  await free.getByText('Winter closure, 24 Dec to 1 Jan, every year').click()

  const periods = page.getByRole('group', { name: 'Election periods', exact: true })
  await periods.getByText('Add an election period').click()
  await periods.getByLabel('Name', { exact: true }).fill('Local elections')
  await periods.getByLabel('First day').fill('2027-03-20')
  await periods.getByLabel('Last day').fill('2027-03-06')
  await periods.getByRole('button', { name: 'Add this period' }).click()
  await see(periods, 'The last day comes before the first.')
  await periods.getByLabel('Last day').fill('2027-05-06')
  await periods.getByRole('button', { name: 'Add this period' }).click()
  await periods.getByText('Local elections, 20 Mar 2027 to 6 May 2027').click()
  const period = periods.getByRole('group', { name: 'Election periods: Local elections' })
  await period.getByLabel('Last day').fill('2027-03-01')
  await see(period, /The last day comes before the first/)
  await period.getByLabel('Last day').fill('2027-05-07')
  await page.getByText('Everything is saved.').waitFor()
  await atEverySize(page, async (size) => {
    await expectAccessible(page, `days of a policy at ${size}`)
    await shoot(page, `policy-days-${size.replace(' ', '-')}`)
  })
  const written = await policy()
  expect(written).toContain(
    'blackouts:\n  - name: Winter closure\n    from: 12-24\n    until: 01-01\n    goes: News of emergencies\n',
  )
  expect(written).toContain('  - name: Local elections\n    from: 2027-03-20\n    until: 2027-05-07\n')

  await free.getByRole('button', { name: 'Remove Winter closure' }).press('Enter')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Add days to keep free')
  await periods.getByRole('button', { name: 'Remove Local elections' }).press('Enter')
  await period.waitFor({ state: 'detached' })
  await eventually(policy, (now) => now === before)
})
