import { afterEach, beforeEach, expect, test } from 'vitest'
import { core, enterprise, entraUser, patchOf, scimHouse, type Directory, type ScimHouse } from './testing.ts'
import { listScimTokens, revokeScimToken } from './tokens.ts'

let house: ScimHouse
let directory: Directory

beforeEach(async () => {
  house = await scimHouse()
  directory = house.directory
})
afterEach(() => house.close())

test('without its token nobody is answered, in SCIM’s own words', async () => {
  const refused = await house.app.inject({
    url: '/scim/v2/Users',
    headers: { authorization: 'Bearer nonsense' },
  })
  expect(refused.statusCode).toBe(401)
  expect(refused.headers).toMatchObject({
    'content-type': 'application/scim+json; charset=utf-8',
    'www-authenticate': 'Bearer realm="Rostrum"',
  })
  expect(refused.json()).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '401',
  })
  // A person's own sign-in is no token of the directory.
  expect((await house.app.inject({ url: '/scim/v2/Users', headers: house.it.headers })).statusCode).toBe(401)
  const [token] = await listScimTokens(house.services)
  await revokeScimToken(house.services, house.it.actor, token?.id ?? '')
  expect((await directory.send('GET', '/Users')).status).toBe(401)
})

test('the service says what it can do', async () => {
  const config = await directory.send('GET', '/ServiceProviderConfig')
  expect(config.body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    etag: { supported: true },
    filter: { supported: true, maxResults: 200 },
  })
  const types = await directory.send('GET', '/ResourceTypes')
  expect(types.body).toMatchObject({ totalResults: 2, Resources: [{ id: 'User' }, { id: 'Group' }] })
  expect((await directory.send('GET', '/Schemas')).body.totalResults).toBe(3)
  expect((await directory.send('GET', `/Schemas/${core}`)).body).toMatchObject({ id: core, name: 'User' })
  expect((await directory.send('GET', '/Nothing')).body).toMatchObject({ status: '404' })
  expect((await directory.send('POST', '/Bulk', { Operations: [] })).status).toBe(404)
})

test('Entra ID: looks, creates, looks again, changes, disables, enables, deletes', async () => {
  const look = (name: string) =>
    directory.send('GET', `/Users?filter=userName+eq+%22${name}%40example.ac.uk%22`)
  expect((await look('ada')).body).toMatchObject({ totalResults: 0, Resources: [] })
  const id = await house.make('ada', {
    [enterprise]: { department: 'Marketing', manager: { value: 'x' } },
    phoneNumbers: [{ value: '01632 960000', type: 'work' }],
  })
  const found = (await look('ADA')).body
  expect(found).toMatchObject({
    totalResults: 1,
    itemsPerPage: 1,
    startIndex: 1,
    Resources: [
      { id, userName: 'ada@example.ac.uk', active: true, [enterprise]: { department: 'Marketing' } },
    ],
  })
  // Telephone numbers are of no use here, so they are not kept.
  expect(JSON.stringify(found)).not.toContain('960000')
  expect(await house.person('ada@example.ac.uk')).toMatchObject({ name: 'Dr ada', state: 'active' })

  const changed = await directory.send(
    'PATCH',
    `/Users/${id}`,
    patchOf(
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'ada.l@example.ac.uk' },
      { op: 'Add', path: 'name.familyName', value: 'Lovelace' },
      { op: 'Replace', value: { displayName: 'Dr Ada Lovelace', [`${enterprise}:department`]: 'Library' } },
      { op: 'Add', path: `${enterprise}:manager`, value: [{ $ref: null, value: 'x' }] },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '07700 900000' },
    ),
  )
  expect(changed.status).toBe(200)
  expect(changed.body).toMatchObject({
    displayName: 'Dr Ada Lovelace',
    name: { familyName: 'Lovelace', givenName: 'Ann' },
    emails: [{ primary: true, type: 'work', value: 'ada.l@example.ac.uk' }],
    [enterprise]: { department: 'Library' },
  })
  expect(await house.person('ada.l@example.ac.uk')).toMatchObject({ name: 'Dr Ada Lovelace' })

  // Entra ID writes false as a text, with a capital letter.
  const off = patchOf({ op: 'Replace', path: 'active', value: 'False' })
  expect((await directory.send('PATCH', `/Users/${id}`, off)).body).toMatchObject({ active: false })
  expect(await house.person('ada.l@example.ac.uk')).toMatchObject({ state: 'left', left_by: 'directory' })
  const on = patchOf({ op: 'Replace', path: 'active', value: 'True' })
  expect((await directory.send('PATCH', `/Users/${id}`, on)).body).toMatchObject({ active: true })
  expect((await directory.send('DELETE', `/Users/${id}`)).status).toBe(204)
  expect((await directory.send('GET', `/Users/${id}`)).body).toMatchObject({ status: '404' })
  expect(await house.person('ada.l@example.ac.uk')).toMatchObject({ state: 'left' })
})

test('Okta: pages, puts, disables without a path, pushes a group', async () => {
  expect((await directory.send('GET', '/Users?startIndex=1&count=2')).body).toMatchObject({ totalResults: 0 })
  const one = await directory.send('POST', '/Users', {
    schemas: [core],
    userName: 'bea@example.ac.uk',
    name: { givenName: 'Bea', familyName: 'Brown' },
    emails: [{ primary: true, value: 'bea@example.ac.uk', type: 'work' }],
    displayName: 'Bea Brown',
    locale: 'en-GB',
    externalId: '00u1',
    groups: [],
    password: 'secret-of-okta',
    active: true,
  })
  expect(one.status).toBe(201)
  expect(one.body).toMatchObject({ groups: [], externalId: '00u1' })
  expect(JSON.stringify(one.body)).not.toContain('secret-of-okta')
  const id = String(one.body.id)
  expect(one.headers.location).toBe(`http://localhost:3000/scim/v2/Users/${id}`)
  const put = await directory.send('PUT', `/Users/${id}`, {
    ...one.body,
    name: { givenName: 'Bea', familyName: 'Green' },
    displayName: 'Bea Green',
  })
  expect(put.body).toMatchObject({ displayName: 'Bea Green', active: true })

  const group = await house.makeGroup('Comms', [id])
  const renamed = { op: 'replace', value: { id: group, displayName: 'Communications' } }
  expect((await directory.send('PATCH', `/Groups/${group}`, patchOf(renamed))).status).toBe(204)
  const gone = { op: 'remove', path: `members[value eq "${id}"]` }
  expect((await directory.send('PATCH', `/Groups/${group}`, patchOf(gone))).status).toBe(204)
  expect((await directory.send('GET', `/Groups/${group}`)).body).toMatchObject({
    displayName: 'Communications',
    members: [],
  })
  const off = patchOf({ op: 'replace', value: { active: false } })
  expect((await directory.send('PATCH', `/Users/${id}`, off)).body).toMatchObject({ active: false })
})

test('filters find what they say, and what can’t be looked for is refused', async () => {
  const ada = await house.make('ada')
  await house.make('adam', { active: false })
  const bob = await house.make('bob')
  const group = await house.makeGroup('Arts', [ada])
  await house.makeGroup('Law', [bob])
  const names = async (filter: string) => {
    const { body } = await directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    return (body.Resources as { displayName: string }[]).map((each) => each.displayName)
  }
  expect(await names('userName sw "ADA"')).toEqual(['Dr ada', 'Dr adam'])
  expect(await names('displayName co "b"')).toEqual(['Dr bob'])
  expect(await names('active eq true')).toEqual(['Dr ada', 'Dr bob'])
  expect(await names('userName sw "ada" and active eq false')).toEqual(['Dr adam'])
  expect(await names('emails[type eq "work" and value eq "bob@example.ac.uk"]')).toEqual(['Dr bob'])
  expect(await names('emails.value eq "bob@example.ac.uk"')).toEqual(['Dr bob'])
  expect(await names(`externalId eq "mail-ada"`)).toEqual(['Dr ada'])
  expect(await names(`id eq "${bob}"`)).toEqual(['Dr bob'])
  expect(await names(`${core}:userName eq "bob@example.ac.uk"`)).toEqual(['Dr bob'])
  // Signs of patterns are letters like any other.
  expect(await names('userName co "_"')).toEqual([])
  expect(await names('meta.lastModified gt "2020-01-01T00:00:00Z"')).toHaveLength(3)
  for (const filter of [
    'userName eq "a" or userName eq "b"',
    'not (active eq true)',
    'title pr',
    'name.familyName eq "x"',
    'userName ne "a"',
    'constructor eq "a"',
    'userName eq',
    '('.repeat(900),
  ]) {
    const refused = await directory.send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    expect(refused, filter).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
  }
  const groups = async (filter: string) =>
    (await directory.send('GET', `/Groups?excludedAttributes=members&filter=${encodeURIComponent(filter)}`))
      .body
  expect(await groups('displayName eq "arts"')).toMatchObject({ totalResults: 1, Resources: [{ id: group }] })
  // As Entra ID asks whether somebody is in a group.
  expect(await groups(`id eq "${group}" and members eq "${ada}"`)).toMatchObject({ totalResults: 1 })
  expect(await groups(`id eq "${group}" and members eq "${bob}"`)).toMatchObject({ totalResults: 0 })
  expect(JSON.stringify(await groups('displayName sw "A"'))).not.toContain('members')
})

test('pages and chosen attributes', async () => {
  for (const name of ['a', 'b', 'c']) await house.make(name)
  const page = await directory.send('GET', '/Users?startIndex=2&count=1&attributes=userName')
  expect(page.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 })
  const [only] = page.body.Resources as Record<string, unknown>[]
  expect(Object.keys(only ?? {}).toSorted()).toEqual(['id', 'meta', 'schemas', 'userName'])
  expect((await directory.send('GET', '/Users?count=0')).body).toMatchObject({
    totalResults: 3,
    Resources: [],
  })
  expect((await directory.send('GET', '/Users?startIndex=-4&count=999999')).body).toMatchObject({
    startIndex: 1,
    itemsPerPage: 3,
  })
})

test('a user name and an address belong to one user', async () => {
  await house.make('ada')
  const bob = await house.make('bob')
  const again = await directory.send('POST', '/Users', entraUser('ADA'))
  expect(again).toMatchObject({ status: 409, body: { scimType: 'uniqueness', status: '409' } })
  const other = entraUser('eve', { emails: [{ value: 'ada@example.ac.uk' }] })
  expect(await directory.send('POST', '/Users', other)).toMatchObject({ status: 409 })
  const stolen = patchOf({ op: 'replace', path: 'emails[type eq "work"].value', value: 'ada@example.ac.uk' })
  expect(await directory.send('PATCH', `/Users/${bob}`, stolen)).toMatchObject({ status: 409 })
  expect(await house.person('bob@example.ac.uk')).toBeDefined()
})

test('what makes no sense is refused with a reason', async () => {
  const id = await house.make('ada')
  const broken: [object | string, string][] = [
    ['{', 'invalidSyntax'],
    [{ schemas: [] }, 'invalidSyntax'],
    [patchOf({ op: 'destroy', path: 'title' }), 'invalidSyntax'],
    [patchOf({ op: 'remove' }), 'noTarget'],
    [patchOf({ op: 'replace', path: 'userName', value: '' }), 'invalidValue'],
    [patchOf({ op: 'replace', path: 'active', value: 'maybe' }), 'invalidValue'],
    [patchOf({ op: 'add', path: 'name', value: { '__proto__.polluted': true } }), 'invalidPath'],
    ['{"schemas":[],"Operations":[{"op":"add","value":{"__proto__":{"polluted":true}}}]}', 'invalidPath'],
    [patchOf({ op: 'add', path: 'constructor.prototype.polluted', value: true }), 'invalidPath'],
  ]
  for (const [body, scimType] of broken) {
    const refused = await directory.send('PATCH', `/Users/${id}`, body)
    expect(refused, JSON.stringify(body)).toMatchObject({ status: 400, body: { scimType } })
  }
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  const nameless = await directory.send('POST', '/Users', { userName: 'nobody', emails: [] })
  expect(nameless).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
  const strangers = { displayName: 'Arts', members: [{ value: 'nobody' }] }
  expect((await directory.send('POST', '/Groups', strangers)).status).toBe(400)
  expect((await directory.send('GET', '/Groups')).body).toMatchObject({ totalResults: 0 })
})

test('two changes at once: the one that knows an older version is refused', async () => {
  const id = await house.make('ada')
  const read = await directory.send('GET', `/Users/${id}`)
  const version = String(read.headers.etag)
  const again = await directory.send('GET', `/Users/${id}`, undefined, { 'if-none-match': version })
  expect(again.status).toBe(304)
  const title = (value: string) => patchOf({ op: 'replace', path: 'title', value })
  const first = await directory.send('PATCH', `/Users/${id}`, title('Professor'), { 'if-match': version })
  expect(first.body).toMatchObject({ title: 'Professor' })
  const second = await directory.send('PATCH', `/Users/${id}`, title('Doctor'), { 'if-match': version })
  expect(second).toMatchObject({ status: 412, body: { status: '412' } })
  expect((await directory.send('DELETE', `/Users/${id}`, undefined, { 'if-match': version })).status).toBe(
    412,
  )
})
