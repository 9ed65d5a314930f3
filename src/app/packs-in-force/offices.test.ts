import { afterAll, beforeAll, expect, test } from 'vitest'
import { Offices } from '#features/people/contract.ts'
import { packsHouse, type PacksHouse } from './house.ts'

/** The offices that the policy in force counts on: who is missing, who leaves soon, and who cannot be reached. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

const list = async () => Offices.parse((await house.call(house.author, 'GET', '/offices')).body)
async function warningsOf(office: string): Promise<string[]> {
  const { named } = await list()
  return named.find(({ id }) => id === office)!.warnings.map(({ says }) => says)
}
async function done(...[who, method, path, payload]: Parameters<PacksHouse['call']>) {
  const { status, body } = await house.call(who, method, path, payload)
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}

test('without a policy of its own an institution has no office that a policy names', async () => {
  expect((await list()).named).toEqual([])
})

test('each office that the policy names is told, with what is the matter, until it is put right', async () => {
  await house.adopt('aston')
  const { named, offices } = await list()
  expect(named.map(({ id, held }) => [id, held])).toEqual([
    ['digital-team', false],
    ['director-of-governance', true],
    ['students-union', false],
  ])
  expect(offices.map(({ id }) => id)).toEqual(['director-of-governance'])
  expect(await warningsOf('director-of-governance')).toEqual([
    'The policy says that Director of Governance is reached by e-mail and telephone, but no e-mail address and no telephone number is on file.',
  ])
  const reached = { email: 'governance@example.ac.uk', telephone: '01632 960111' }
  await done(house.owner, 'PATCH', '/offices/director-of-governance', reached)
  expect(await warningsOf('director-of-governance')).toEqual([])

  const [team] = named
  expect(team!.warnings[0]!.says).toMatch(
    /^Nobody holds the office Digital team\. What .* send there reaches nobody/,
  )
  const { id, name, about } = team!
  await done(house.owner, 'POST', '/offices', { id, name, about, email: 'digital@example.ac.uk' })
  const holding = { personId: house.author.actor.personId, until: '2026-12-12T00:00:00Z' }
  await done(house.owner, 'POST', '/offices/digital-team/holdings', holding)
  expect(await warningsOf('digital-team')).toEqual([
    'From 12 December 2026 nobody holds the office Digital team.',
  ])
  const next = { personId: house.officer.actor.personId, since: '2026-12-12T00:00:00Z' }
  await done(house.owner, 'POST', '/offices/digital-team/holdings', next)
  expect(await warningsOf('digital-team')).toEqual([])
})

test('another policy counts on other offices', async () => {
  await house.adopt('uwl')
  const { named } = await list()
  expect(named.map(({ id }) => id)).not.toContain('digital-team')
  expect(named.filter(({ held }) => !held).map(({ id }) => id)).toContain('safeguarding-lead')
})
