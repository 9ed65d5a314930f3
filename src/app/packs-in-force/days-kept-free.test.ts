import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeInstitution } from '#features/institution/change-institution.ts'
import { signInAs } from '#features/people/testing.ts'
import { overrideFinding } from '#features/posts/overrides.ts'
import { checkStored } from '#features/posts/check.ts'
import { submitPost } from '#features/posts/submit.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { packsHouse, refusalOf, type PacksHouse } from './house.ts'

/** A post is judged at the day that it is planned for. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
  const it = await signInAs(house.services, { name: 'Systems', roles: ['it'] })
  await changeInstitution(house.services, it.actor, {
    blackouts: [
      { name: 'Remembrance', from: '2020-11-30', until: '2020-11-30', everyYear: true, goes: '' },
      { name: 'Mourning', from: '2026-12-01', until: '2026-12-02', everyYear: false, goes: 'Condolences.' },
    ],
    watched: {
      topics: [],
      studentNumbers: [],
      welsh: false,
      electionPeriods: [{ name: 'By-election', from: '2026-12-10', until: '2026-12-12' }],
    },
  })
})
afterAll(() => house.close())

async function plannedFor(local: string | null, text = 'Our open day is on Saturday.'): Promise<string> {
  return createDraft(house.posts, house.author.actor, {
    title: 'Open day',
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    accountIds: [house.accountId],
    schedule: local === null ? null : { local },
  })
}
const submit = (id: string) => submitPost(house.posts, house.author.actor, id, 1)

test('BASE-13.11: nothing is put forward for a day kept free without a reason, and the finding names the clause', async () => {
  for (const [local, says] of [
    ['2026-11-30T10:00', 'Remembrance'],
    ['2026-12-02T23:59', 'Condolences'],
  ] as const) {
    const id = await plannedFor(local)
    const refusal = await refusalOf(submit(id))
    expect(refusal?.extras).toMatchObject({ clause: 'BASE-13.11' })
    expect(refusal?.message).toContain(says)
    const findings = await checkStored(house.posts, house.author.actor, id)
    const finding = findings.find((one) => one.control === 'days-kept-free')
    await overrideFinding(
      house.posts,
      house.author.actor,
      id,
      finding?.id ?? '',
      'The ceremony itself is on this day.',
    )
    await submit(id)
  }
  for (const local of [null, '2026-11-29T23:59', '2026-12-03T00:00']) await submit(await plannedFor(local))
})

test('BASE-13.1: the election period counts on the day that a post is planned for, not today', async () => {
  const clausesOf = async (local: string | null) => {
    const found = await checkStored(
      house.posts,
      house.author.actor,
      await plannedFor(local, 'Vote Labour on Thursday!'),
    )
    return found.map((finding) => finding.control)
  }
  expect(await clausesOf('2026-12-11T10:00')).toContain('election-period')
  expect(await clausesOf('2026-12-13T10:00')).not.toContain('election-period')
  expect(await clausesOf(null)).not.toContain('election-period')
})
