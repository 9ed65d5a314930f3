import { expect } from 'vitest'
import { z } from 'zod'
import { anything, identified, type Person } from '../api.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { adoptByApi } from '../policies.ts'
import { see, shoot } from '../steps.ts'

const test = journeys()
const title = 'Social media policy after the University of Essex'
const draftView = z.looseObject({
  version: z.number(),
  source: z.record(z.string(), z.string()),
  check: z.looseObject({ digest: z.string().nullable(), faults: z.array(z.unknown()) }),
  offices: z.array(z.looseObject({ id: z.string() })),
})
const inForce = z.looseObject({ own: z.looseObject({ head: z.looseObject({ id: z.string() }) }) })

/** Clauses, a control, a sentence and a particular are others in the second edition. */
function secondEdition(files: Record<string, string>): Record<string, string> {
  const change = (text: string | undefined, pairs: [string, string][]): string =>
    pairs.reduce((left, [was, is]) => {
      expect(left).toContain(was)
      return left.replace(was, is)
    }, text ?? '')
  return {
    ...files,
    'policy.md': change(files['policy.md'], [
      ['owner: Digital Marketing Officer', 'owner: Digital team'],
      ['  ESSEX-21: [ESSEX-21]', '  ESSEX-21: [ESSEX-21, ESSEX-13/15]'],
      [
        'the Digital Marketing Officer helps. {',
        'the Digital team helps, and answers within two working days. {',
      ],
      ['**What is meant.**', '**What social media are.**'],
      [
        '{#ESSEX-21}\n',
        '{#ESSEX-21}\n\n**Where links lead.** A post shows where its link leads. {#ESSEX-22}\n',
      ],
    ]),
    'controls.yaml': `${change(files['controls.yaml'], [
      [
        'moment: [write, submit]\n  mark: { fact: hashtags',
        'moment: [write, submit, publish]\n  mark: { fact: hashtags',
      ],
    ])}
- id: links-shown
  clause: ESSEX-21
  subject: post
  moment: [write, submit]
  mark: { fact: links, where: it.shortened }
  advise: links-shown
`,
    'messages.yaml': `${change(files['messages.yaml'], [['  hashtag-capitals: ', '  hashtag-capitals: Please note. ']])}
  links-shown: A shortened link hides where it leads.
  does.links-shown: A shortened link brings a suggestion.
`,
    'examples.yaml': `${files['examples.yaml']}
- { control: links-shown, given: { text: See bit.ly/3abc }, expect: advise }
- { control: links-shown, given: { text: See https://example.ac.uk/a }, expect: nothing }
- { control: links-shown, given: { text: Nothing here }, expect: nothing }
- { control: links-shown, given: { text: '' }, expect: nothing }
`,
  }
}

/** The draft of the second edition, written and not yet approved. */
async function writeSecond(writer: Person): Promise<string> {
  const { own } = await writer.api.get('/policy', inForce)
  const { id } = await writer.api.post('/policy/drafts', { edition: own.head.id }, identified)
  const draft = await writer.api.get(`/policy/drafts/${id}`, draftView)
  const source = secondEdition(draft.source)
  await writer.api.put(`/policy/drafts/${id}`, { version: draft.version, source }, anything)
  return id
}

async function approve(writer: Person, approver: Person, id: string): Promise<void> {
  const { version } = await writer.api.get(`/policy/drafts/${id}`, draftView)
  await writer.api.post(`/policy/drafts/${id}/submit`, { version, inForceOn: null }, anything)
  const { offices, check } = await approver.api.get(`/policy/drafts/${id}`, draftView)
  for (const { id: office } of offices)
    await approver.api.post(
      `/policy/drafts/${id}/decide`,
      { office, digest: check.digest, decision: 'approved' },
      anything,
    )
}

test('what changed between two editions is read clause by clause, with the keyboard too', async ({
  institution,
  visit,
}) => {
  const { administrator, officer } = institution
  await adoptByApi(officer, administrator, 'essex')
  const { own } = await officer.api.get('/policy', inForce)
  await officer.api.post('/policy/acknowledgements/mine', { editionId: own.head.id }, anything)
  await approve(officer, administrator, await writeSecond(officer))
  const { page } = await visit({ as: officer })
  await page.goto('/policy')
  const whatChanged = (edition: number) =>
    page.getByRole('link', { name: `What changed in edition ${edition} of ${title}` })
  await whatChanged(2).waitFor()
  await shoot(page, 'editions')
  await whatChanged(2).press('Enter')
  await page.getByRole('heading', { name: 'What edition 2 changed', level: 1 }).waitFor()
  await see(page, /Compared with edition 1/)
  const clause = (name: string) => page.getByRole('article', { name })
  const reworded = clause('ESSEX-13 Advice and help')
  expect(await reworded.locator('ins').first().textContent()).toContain('[put in: ')
  expect(await reworded.locator('del').first().textContent()).toContain('Marketing Officer')
  await see(clause('ESSEX-21 What social media are'), 'Its title was “What is meant”.')
  await see(clause('ESSEX-21 What social media are'), 'New control')
  await see(clause('ESSEX-22 Where links lead'), 'A post shows where its link leads.')
  await see(clause('ESSEX-27'), 'When it is asked')
  await see(page.getByRole('region', { name: 'Particulars' }), 'Digital team')
  await see(page.getByRole('region', { name: 'Sentences that people read' }), 'links-shown')
  await atEverySize(page, async (size) => {
    await shoot(page, `changes-${size.replace(' ', '-')}`)
    await expectAccessible(page, `what changed at ${size}`)
  })
  await page.goto('/policy')
  await whatChanged(1).click()
  await see(page, /There is no edition before it/)
  await expectAccessible(page, 'the first edition')
  await page.getByLabel('Compare with').selectOption({ index: 1 })
  await see(page, /Compared with edition 2/)
  await shoot(page, 'changes-first')
  await page.goto('/policy/acknowledge')
  const different = page.getByRole('region', { name: 'What is different from edition 1' })
  await see(different, 'A post shows where its link leads.')
  await expectAccessible(page)
  await shoot(page, 'changes-to-confirm')
  await different.getByRole('link', { name: 'See every change' }).click()
  await page.getByRole('heading', { name: 'What edition 2 changed', level: 1 }).waitFor()
})
