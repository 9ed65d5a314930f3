import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { giveOffice } from '../policies.ts'
import { askForApproval, dayFromNow, publicationStates, see, shoot, words, writePost } from '../steps.ts'

const account = ['Library on Practice']
const contested = 'We stand with everybody on strike this week.'
const title = 'Social media policy after Aston University'

const test = journeys().extend('director', { scope: 'file' }, async ({ institution }) => {
  const known = { name: 'Director of Governance', email: 'governance@example.ac.uk' }
  const director = await joinByApi(institution.administrator, known, ['governance'])
  const office = { id: 'director-of-governance', name: 'Director of Governance' }
  await giveOffice(institution.administrator, office, director)
  return director
})

async function look(page: Page, name: string): Promise<void> {
  await atEverySize(page, async (size) => {
    await shoot(page, `${name}-${size.replace(' ', '-')}`)
    await expectAccessible(page, `${name} at ${size}`)
  })
}

test('a policy owner writes the next edition, tries it, and its office brings it into force', async ({
  asOfficer,
  director,
  visit,
}) => {
  const page = asOfficer
  await page.goto('/policy')
  await page.getByLabel('Begin from').selectOption({ label: title })
  await page.getByRole('button', { name: 'Begin the next edition' }).click()
  await page.waitForURL(/\/policy\/drafts\//)
  await see(page, /examples hold/)
  const trial = page.getByRole('region', { name: 'Try it' })
  await trial.getByLabel('The words of a post').fill(contested)
  await trial.getByRole('button', { name: 'See what the policy says' }).click()
  await see(trial, /it waits for two hours/)
  await look(page, 'policy-draft')

  // Nothing is judged by it yet.
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  await see(page, 'The offices have been asked.')
  const asDirector = (await visit({ as: director })).page
  await asDirector.goto(page.url())
  await asDirector.getByRole('button', { name: 'Approve this edition' }).click()
  await see(asDirector, 'Approved by all. It is an edition now.')
  await page.goto('/policy')
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await page.getByLabel('Begin from').waitFor()
  await look(page, 'policy-own')
})

test('a writer is asked to read the edition, reads it, and the report says so', async ({
  asContributor,
  asOfficer,
  director,
  institution,
}) => {
  expect(director.name).not.toBe('')
  const page = asContributor
  await page.goto('/')
  await page.getByRole('link', { name: 'Read and confirm' }).first().click()
  await page.getByRole('heading', { name: 'Read and confirm', level: 1 }).waitFor()
  await look(page, 'policy-acknowledge')
  await page.getByRole('button', { name: 'I have read this edition' }).click()
  await see(page, 'You have confirmed this edition')

  await asOfficer.goto('/policy/acknowledgements')
  const row = asOfficer.getByRole('row', { name: new RegExp(institution.contributor.name) })
  await row.getByText('Confirmed', { exact: true }).first().waitFor()
  await look(asOfficer, 'policy-acknowledgements')
  const download = asOfficer.waitForEvent('download')
  await asOfficer.getByRole('button', { name: /CSV/ }).first().click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file).toContain(institution.contributor.name)
})

test('a contested post waits, is read by two, and goes when an urgent release ends the wait', async ({
  asContributor,
  asOfficer,
  director,
  institution,
  visit,
}) => {
  const page = asContributor
  const id = await writePost(page, { title: 'On the strike', text: contested, accounts: account })
  await see(page, 'needs two reviewers')
  await see(page, /The wait of 2 hours begins when you ask for approval/)
  await askForApproval(page)
  await see(page, /^Held until/)
  await look(page, 'post-held')
  await page.getByRole('button', { name: 'Ask for an urgent release' }).click()
  await see(page, 'Those who may release it have been told.')

  await asOfficer.goto(`/posts/${id}`)
  await asOfficer.getByRole('button', { name: 'Approve what I have read' }).click()
  await see(asOfficer, /needs a second reader/)
  await asOfficer.getByRole('button', { name: 'Release it now' }).click()
  const dialog = asOfficer.getByRole('dialog', { name: 'End the wait now?' })
  await dialog.getByLabel('Why can’t it wait?').fill('The strike begins within the hour, and students ask.')
  await dialog.getByRole('button', { name: 'Release it' }).click()
  await see(asOfficer, 'Released. A second reader is still needed.')

  expect(director.name).not.toBe('')
  const second = await joinByApi(
    institution.administrator,
    { name: 'Head of Marketing and Communications', email: 'head@example.ac.uk' },
    ['officer'],
  )
  const asSecond = (await visit({ as: second })).page
  await asSecond.goto(`/posts/${id}`)
  await asSecond.getByRole('button', { name: 'Approve what I have read' }).click()
  await see(asSecond, /^Approved\./)
  await expect
    .poll(() => publicationStates(institution.contributor, id), { timeout: 15_000 })
    .toEqual(['verified'])

  await page.goto(`/posts/${id}`)
  await page
    .getByRole('tab', { name: 'History' })
    .or(page.getByRole('button', { name: 'History' }))
    .click()
  await see(page, /makes the post wait/)
  await see(page, /early, with a reason/)
  await shoot(page, 'post-held-history')
})

test('governance makes an exception, and it shows on the post until it ends', async ({
  asContributor,
  director,
  visit,
}) => {
  const page = asContributor
  const id = await writePost(page, { title: 'Another on the strike', text: contested, accounts: account })
  await see(page, /The wait of 2 hours begins/)
  const asDirector = (await visit({ as: director })).page
  await asDirector.goto(`/posts/${id}`)
  await asDirector.getByRole('button', { name: 'Waive it' }).first().click()
  await asDirector.waitForURL(/\/policy\/waivers/)
  await asDirector.getByLabel('Last day').fill(dayFromNow(7))
  await asDirector.getByLabel('Reason').fill('The union and the university have agreed this sentence.')
  await asDirector.getByRole('button', { name: 'Waive it' }).click()
  await see(asDirector, 'Waived. It is shown wherever it applies.')
  await see(asDirector, 'ASTON-67')
  await look(asDirector, 'waivers')
  await page.reload()
  await see(page, /have agreed this sentence/)
  await shoot(page, 'post-waived')
  expect(await words(page).inputValue()).toBe(contested)
})
