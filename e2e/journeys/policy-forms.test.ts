import { expect } from 'vitest'
import { z } from 'zod'
import type { Person } from '../api.ts'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { see } from '../steps.ts'

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
