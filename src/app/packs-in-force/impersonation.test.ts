import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveOffice } from '../policy-testing.ts'
import { packsHouse, type PacksHouse } from './house.ts'

/** Who hears of an account that pretends to be ours, by the policy of the institution that is in force. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

async function reported(address: string) {
  const { services, app } = house
  const payload = new URLSearchParams({ address, claim: 'It has our crest and asks for money.' }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await app.inject({ method: 'POST', url: '/public/impersonations', payload, headers })
  expect(answer.statusCode).toBe(201)
  const { id } = await services.db
    .selectFrom('impersonation_report')
    .select('id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  const duty = await services.db
    .selectFrom('duty')
    .select(['office_id', 'clause'])
    .where('key', '=', `impersonation:${id}`)
    .executeTakeFirst()
  const told = await services.db
    .selectFrom('notice')
    .innerJoin('notice_recipient', 'notice_recipient.notice_id', 'notice.id')
    .select('notice_recipient.person_id')
    .where('notice.link', '=', `/impersonations#${id}`)
    .execute()
  return { duty, told: told.map(({ person_id: person }) => person) }
}

test.each([
  ['uwl', 'UWL-4.3', 'communications-team'],
  ['aston', 'ASTON-102', 'director-of-governance'],
])(
  'with %s in force, %s sends a report to its office, which has to settle it',
  async (pack, clause, office) => {
    await house.adopt(pack)
    await giveOffice(house, office, house.approver.actor.personId)
    const { duty, told } = await reported(`https://x.com/pretender_${pack}`)
    expect(duty).toEqual({ office_id: office, clause })
    expect(told).toEqual([house.approver.actor.personId])
  },
)

test('where no clause names an office, central communications hear of it', async () => {
  await house.adopt(null)
  const { duty, told } = await reported('https://x.com/pretender')
  expect(duty).toBeUndefined()
  expect(told).toContain(house.officer.actor.personId)
})
