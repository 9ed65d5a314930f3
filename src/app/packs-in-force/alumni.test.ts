import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAs } from '#features/people/testing.ts'
import { checkStored } from '#features/posts/check.ts'
import { answerConsultation, askOffice } from '#features/posts/consultations.ts'
import { submitPost } from '#features/posts/submit.ts'
import { giveOffice } from '../policy-testing.ts'
import { packsHouse, putForward, refusalOf, written, type PacksHouse } from './house.ts'

/** Who is asked before alumni are. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

const reunion = {
  part: { text: 'Twenty years on, the class meets again on the lawn.' },
  audiences: ['alumni'],
}

test('ESSEX-37: a post for alumni waits until the Advancement Office has agreed', async () => {
  await house.adopt('essex')
  const id = await written(house, reunion)
  const submit = () => refusalOf(submitPost(house.posts, house.author.actor, id, 1))
  const refusal = {
    code: 'posts.findings-open',
    extras: { clause: 'ESSEX-37', fix: expect.stringContaining('“Advancement Office”') as string },
  }
  expect(await submit()).toMatchObject(refusal)
  const office = 'advancement-office'
  const holder = await signInAs(house.services, { name: 'Head of Alumni Relations', roles: ['governance'] })
  await giveOffice(house, office, holder.actor.personId)
  const findings = await checkStored(house.posts, house.author.actor, id)
  const finding = findings.find(({ clause }) => clause === 'ESSEX-37')!
  // A reason of one's own is no way past it.
  expect(finding.overridable).toBe(false)
  const question = await askOffice(house.posts, house.author.actor, id, { findingId: finding.id, office })
  expect(await submit()).toMatchObject({ extras: { clause: 'ESSEX-37' } })
  const answer = { agreed: true, note: 'Go ahead.' }
  await answerConsultation(house.posts, holder.actor, id, question, answer)
  expect(await submit()).toBeNull()
})

test('ESSEX-37: the same for students asks nobody', async () => {
  await house.adopt('essex')
  expect(await refusalOf(putForward(house, { audiences: ['students'] }))).toBeNull()
})

test.each([null, 'aston', 'uwl'])('with %s in force, nobody asks as ESSEX-37 does', async (pack) => {
  await house.adopt(pack)
  const text = `Twenty years on, the class meets again, and ${pack ?? 'no policy'} is why.`
  expect(await refusalOf(putForward(house, { ...reunion, part: { text } }))).toBeNull()
})
