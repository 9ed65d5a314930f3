import { expect } from 'vitest'
import { anything, identified } from '../api.ts'
import { joinByApi, setUpByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { heading, see, shoot } from '../steps.ts'

const test = journeys({ begins: 'empty' }).extend('it', { scope: 'file' }, ({ rostrum }) =>
  setUpByApi(rostrum, 'empty'),
)

const patchOf = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
})

/** The institution’s directory, as Entra ID talks. */
function directoryAt(url: string, token: string) {
  return async (method: string, path: string, body?: object): Promise<{ id: string }> => {
    const answer = await fetch(`${url}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? { id: '' } : (JSON.parse(text) as { id: string })
  }
}

test('IT connects the directory, says what its groups mean, and who leaves there is out here', async ({
  rostrum,
  it,
  visit,
}) => {
  const { id: library } = await it.api.post('/units', { name: 'Library', kind: 'service' }, identified)
  await it.api.post(
    '/units',
    { name: 'Special collections', kind: 'department', parentId: library },
    anything,
  )
  const leaver = await joinByApi(it, { name: 'Leaver', email: 'leaver@example.ac.uk' }, [])

  const { page } = await visit({ as: it })
  await page.goto('/directory')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await page.getByLabel('Name').fill('Entra ID')
  await page.getByRole('button', { name: 'Make the token' }).click()
  const token = await page.getByLabel('Token', { exact: true }).inputValue()
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await see(page, 'never used')

  const send = directoryAt(rostrum.url, token)
  const make = (name: string, userName: string) =>
    send('POST', '/Users', { userName, displayName: name, externalId: userName, active: true })
  const librarian = await make('Subject Librarian', 'librarian@example.ac.uk')
  const gone = await make('Leaver', leaver.email)
  await send('POST', '/Groups', { displayName: 'Library social media', members: [{ value: librarian.id }] })

  await page.reload()
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a rule' })
  await dialog.getByRole('combobox', { name: 'Group' }).fill('library')
  await dialog.getByRole('option', { name: 'Library social media' }).click()
  await dialog.getByLabel('Then').selectOption({ label: 'Coordinates a unit' })
  await dialog.getByLabel('Unit').selectOption({ label: 'Library' })
  await dialog.getByRole('button', { name: 'See whom it changes' }).click()
  await see(dialog, '1 person would gain something.')
  await see(dialog, 'Gains: Coordinator of Library')
  await atEverySize(page, async (size) => {
    await shoot(page, `directory-rule-${size.replace(' ', '-')}`)
    await expectAccessible(page, `a rule at ${size}`)
  })
  await dialog.getByRole('button', { name: 'Save the rule' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await see(
    page,
    'Whoever is in the group “Library social media” coordinates Library and the units below it.',
  )
  await page.getByLabel('Groups, one a line').fill('Library social media')
  await page.getByRole('button', { name: 'See what they would hold' }).click()
  await see(page, 'Coordinator of Library')
  await atEverySize(page, async (size) => {
    await shoot(page, `directory-${size.replace(' ', '-')}`)
    await expectAccessible(page, `the directory at ${size}`)
  })

  await page.goto('/units')
  await see(page, 'Coordinated by Subject Librarian')
  await page.goto('/people')
  await page.getByLabel('Find').fill('librarian@')
  await see(page, 'Library (coordinator)')
  await page.getByLabel('Find').fill('leav')
  await page.getByRole('button', { name: 'Change Leaver' }).click()
  const person = page.getByRole('dialog', { name: 'Leaver' })
  await person.getByLabel('Another unit').selectOption({ label: 'Special collections' })
  await person.getByRole('checkbox', { name: 'As its coordinator' }).check()
  await person.getByRole('button', { name: 'Put into the unit' }).click()
  await person
    .getByRole('list', { name: 'Units of Leaver' })
    .getByText('Coordinator', { exact: true })
    .waitFor()
  await atEverySize(page, async (size) => {
    await shoot(page, `person-${size.replace(' ', '-')}`)
    await expectAccessible(page, `a person at ${size}`)
  })

  const { page: theirs } = await visit({ as: leaver, expectFault: /401/ })
  await theirs.goto('/accounts')
  await heading(theirs, 'Register of accounts').waitFor()
  await send('PATCH', `/Users/${gone.id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
  // What the page asks by itself may hear of it first; its dialog then takes the press.
  await theirs.getByRole('link', { name: 'Units' }).click({ force: true })
  await see(theirs, /your access has ended/)
  await page.reload()
  await page.getByLabel('State').selectOption({ label: 'Has left' })
  await see(page, 'leaver@example.ac.uk')
})

test('a governance officer reads who can do what', async ({ it, visit }) => {
  const officer = await joinByApi(it, { name: 'Governance', email: 'governance@example.ac.uk' }, [
    'governance',
  ])
  const { page } = await visit({ as: officer })
  await page.goto('/who-can-do-what')
  await see(page, 'Nobody decides their own request.')
  await see(page, 'For accounts of their units')
  await atEverySize(page, async (size) => {
    await shoot(page, `who-can-do-what-${size.replace(' ', '-')}`)
    await expectAccessible(page, `who can do what at ${size}`)
  })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toBe('who-can-do-what.csv')
})
