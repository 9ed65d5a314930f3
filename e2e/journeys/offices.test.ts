import { expect } from 'vitest'
import { z } from 'zod'
import { anything } from '../api.ts'
import { joinByApi, setUpByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { shoot } from '../steps.ts'

const test = journeys({ begins: 'empty' }).extend('keeper', { scope: 'file' }, ({ rostrum }) =>
  setUpByApi(rostrum, 'empty'),
)

const begun = z.object({ id: z.string() })
const read = z.object({ check: z.object({ digest: z.string() }) })
const inDays = (days: number): string => new Date(Date.now() + days * 24 * 60 * 60_000).toISOString()

test('an office that the policy names is added, given to somebody and reached', async ({ keeper, visit }) => {
  const known = { name: 'Registrar', email: 'registrar@example.ac.uk' }
  const registrar = await joinByApi(keeper, known, ['governance'])
  const office = 'director-of-governance'
  const about = 'Takes reports of misuse of social media.'
  await registrar.api.post('/offices', { id: office, name: 'Director of Governance', about }, anything)
  const holding = { personId: registrar.id, until: inDays(20) }
  await registrar.api.post(`/offices/${office}/holdings`, holding, anything)
  const { id } = await keeper.api.post('/policy/drafts', { shipped: 'aston' }, begun)
  await keeper.api.post(`/policy/drafts/${id}/submit`, { version: 1, inForceOn: null }, anything)
  const { digest } = (await registrar.api.get(`/policy/drafts/${id}`, read)).check
  const decision = { office, digest, decision: 'approved', note: '' }
  await registrar.api.post(`/policy/drafts/${id}/decide`, decision, anything)

  const { page } = await visit({ as: registrar })
  const look = (name: string) =>
    atEverySize(page, async (size) => {
      await shoot(page, `offices-${name}-${size.replace(' ', '-')}`)
      await expectAccessible(page, `${name} at ${size}`)
    })
  await page.goto('/')
  await page.getByText('2 offices that the policy names are held by nobody').waitFor()
  await page.getByRole('link', { name: 'See to it' }).click()
  await page.getByText(/^From .* nobody holds the office Director of Governance/).waitFor()
  await page.getByText(/no e-mail address and no telephone number is on file/).waitFor()
  await look('warned')

  await page.getByRole('button', { name: 'Add Digital team' }).click()
  expect(await page.getByLabel('Short name').inputValue()).toBe('digital-team')
  await page.getByLabel('E-mail address').fill('digital@example.ac.uk')
  await look('added')
  await page.getByRole('button', { name: 'Add the office' }).click()
  await page.getByText(/^Nobody holds the office Digital team/).waitFor()
  await page.getByRole('button', { name: 'Name somebody for Digital team' }).click()
  await page.getByRole('combobox', { name: 'Person' }).click()
  await page.getByRole('option', { name: /Registrar/ }).click()
  await page.getByLabel('Last day').fill('2099-07-31')
  await look('given')
  await page.getByRole('button', { name: 'Give the office' }).click()
  await page.getByText(/^Since .* until 31 Jul 2099/).waitFor()
  expect(await page.getByText(/^Nobody holds the office Digital team/).count()).toBe(0)

  await page.getByRole('button', { name: 'Change Director of Governance' }).click()
  await page.getByLabel('E-mail address').fill('governance@example.ac.uk')
  await page.getByLabel('Telephone').fill('01632 960111')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'governance@example.ac.uk' }).waitFor()
  expect(await page.getByText(/is on file/).count()).toBe(0)
})
