import { expect } from 'vitest'
import { z } from 'zod'
import type { Known } from '../api.ts'
import { journeys } from '../journey.ts'
import { enrolWithPassword, see, shoot } from '../steps.ts'

const test = journeys({ begins: 'empty' })
const me: Known = {
  name: 'Head of Digital',
  email: 'digital@example.ac.uk',
  password: 'four unrelated words walking',
}
const counts = {
  '/posts': z.object({ posts: z.array(z.unknown()) }).transform(({ posts }) => posts.length),
  '/accounts': z.object({ accounts: z.array(z.unknown()) }).transform(({ accounts }) => accounts.length),
  '/units': z.object({ units: z.array(z.unknown()) }).transform(({ units }) => units.length),
  '/people': z.object({ people: z.array(z.unknown()) }).transform(({ people }) => people.length),
}

test('the example university is loaded at set-up, is plainly an example, and is removed whole', async ({
  rostrum,
  visit,
}) => {
  const { page } = await visit()
  await page.goto(rostrum.setupLink())
  await page.getByLabel('Name of the institution').fill('Example University')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByLabel('Your name').fill(me.name)
  await page.getByLabel('Your e-mail address').fill(me.email)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('radio', { name: 'The example university' }).check()
  await page.getByRole('button', { name: 'Go on to how you sign in' }).click()
  await enrolWithPassword(page, me)
  await see(page, /example university/)
  await shoot(page, 'example-today')
  const count = async (path: keyof typeof counts) =>
    counts[path].parse(await (await page.request.get(`/api${path}`)).json())
  expect(await count('/posts')).toBeGreaterThan(10)
  expect(await count('/accounts')).toBeGreaterThanOrEqual(12)
  for (const path of ['/posts', '/calendar', '/accounts', '/people']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shoot(page, `example${path.replace('/', '-')}`)
  }

  await page.goto('/institution')
  await page.getByRole('button', { name: 'Remove the example' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it whole' }).click()
  await see(page, 'The example is removed')
  await shoot(page, 'example-removed')
  expect(await Promise.all([count('/posts'), count('/accounts'), count('/units'), count('/people')])).toEqual(
    [0, 0, 0, 1],
  )
  await page.goto('/')
  await see(page, 'From here to the first post')
  expect(await page.getByText(/example university/).count()).toBe(0)
  const verified = await rostrum.command('records', 'verify')
  expect([verified.code, verified.output]).toEqual([0, expect.stringMatching(/\d+ (records|entries)/)])
})
