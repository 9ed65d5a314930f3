import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepDirectorySettings } from '../directory/settings.ts'
import { addTestUnit, keepTestRule } from '../directory/testing.ts'
import { signInAs } from '../testing.ts'
import { patchOf, scimHouse, type Directory, type ScimHouse } from './testing.ts'

let house: ScimHouse
let directory: Directory

beforeEach(async () => {
  house = await scimHouse()
  directory = house.directory
})
afterEach(() => house.close())

const openUnits = async () =>
  (
    await house.services.db.selectFrom('person_unit').select('unit_id').where('until', 'is', null).execute()
  ).map((row) => row.unit_id)

test('who comes into a group holds what it gives, and who goes out holds it no more', async () => {
  const arts = await addTestUnit(house.services, 'Arts')
  await keepTestRule(house.services, {
    attribute: null,
    value: 'Arts staff',
    grant: { gives: 'unit', unitId: arts },
  })
  const [ada, bob] = [await house.make('ada'), await house.make('bob')]
  const group = await house.makeGroup('Arts staff', [ada])
  expect(await openUnits()).toEqual([arts])
  const send = (...operations: object[]) =>
    directory.send('PATCH', `/Groups/${group}`, patchOf(...operations))
  await send({ op: 'Add', path: 'members', value: [{ value: bob }, { value: ada }] })
  expect(await openUnits()).toHaveLength(2)
  // As Entra ID takes somebody out.
  await send({ op: 'Remove', path: 'members', value: [{ $ref: null, value: ada }] })
  expect(await openUnits()).toHaveLength(1)
  expect((await directory.send('GET', `/Users/${bob}`)).body).toMatchObject({
    groups: [{ value: group, display: 'Arts staff' }],
  })
  // The directory calls the group otherwise, and it means the same.
  await send({ op: 'Replace', path: 'displayName', value: 'Arts and Humanities' })
  await send({ op: 'Add', path: 'members', value: [{ value: ada }] })
  expect(await openUnits()).toHaveLength(2)
  await directory.send('PUT', `/Groups/${group}`, {
    displayName: 'Arts and Humanities',
    members: [{ value: bob }],
  })
  expect(await openUnits()).toHaveLength(1)
  await directory.send('DELETE', `/Groups/${group}`)
  expect(await openUnits()).toEqual([])
})

test('who is taken out of the required group leaves, and comes back when put in again', async () => {
  const ada = await house.make('ada')
  const group = await house.makeGroup('Rostrum', [ada])
  await house.services.db
    .transaction()
    .execute((tx) => keepDirectorySettings(tx, { requiredGroup: 'rostrum' }))
  const send = (operation: object) => directory.send('PATCH', `/Groups/${group}`, patchOf(operation))
  await send({ op: 'remove', path: `members[value eq "${ada}"]` })
  expect(await house.person('ada@example.ac.uk')).toMatchObject({ state: 'left' })
  // The directory repeats that she is there, but she is not in the group.
  const on = patchOf({ op: 'replace', path: 'active', value: true })
  expect((await directory.send('PATCH', `/Users/${ada}`, on)).body).toMatchObject({ active: false })
  await send({ op: 'add', path: 'members', value: [{ value: ada }] })
  expect(await house.person('ada@example.ac.uk')).toMatchObject({ state: 'active' })
  expect(await directory.send('DELETE', `/Groups/${group}`)).toMatchObject({ status: 409 })
})

test('whom people let go does not come back because the directory repeats itself', async () => {
  const id = await house.make('ada')
  const { id: personId } = await house.person('ada@example.ac.uk')
  const url = `/api/people/${personId}/end-access`
  expect((await house.app.inject({ method: 'POST', url, headers: house.it.headers })).statusCode).toBe(200)
  const on = patchOf({ op: 'replace', path: 'active', value: true })
  expect((await directory.send('PATCH', `/Users/${id}`, on)).body).toMatchObject({ active: false })
  const off = patchOf({ op: 'replace', path: 'active', value: false })
  await directory.send('PATCH', `/Users/${id}`, off)
  expect((await directory.send('PATCH', `/Users/${id}`, on)).body).toMatchObject({ active: true })
})

test('the last administrator stays: 409, nothing half done, and administration is told', async () => {
  const { email } = await house.services.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', house.it.actor.personId)
    .executeTakeFirstOrThrow()
  const made = await directory.send('POST', '/Users', { userName: email, displayName: 'The last' })
  const id = String(made.body.id)
  const off = patchOf(
    { op: 'Replace', path: 'displayName', value: 'Gone' },
    { op: 'Replace', path: 'active', value: 'False' },
  )
  const refused = await directory.send('PATCH', `/Users/${id}`, off)
  expect(refused).toMatchObject({ status: 409, body: { status: '409' } })
  expect(refused.body.detail).toMatch(
    /Nobody else holds “System administration”.*Give the role to somebody else/,
  )
  expect((await directory.send('DELETE', `/Users/${id}`)).status).toBe(409)
  expect(await house.person(email)).toMatchObject({ state: 'active', name: 'The last' })
  expect((await directory.send('GET', `/Users/${id}`)).body).toMatchObject({
    active: true,
    displayName: 'The last',
  })
  expect(house.told).toHaveLength(2)
  await signInAs(house.services, { roles: ['it'] })
  expect((await directory.send('PATCH', `/Users/${id}`, off)).body).toMatchObject({ active: false })
})
