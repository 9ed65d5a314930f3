import { afterAll, expect } from 'vitest'
import { anything } from '../api.ts'
import { joinByApi } from '../institution.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { authorizeOnMastodon } from '../peers/sign-in-pages.ts'
import { startX, type XPeer } from '../peers/x.ts'
import {
  addAccount,
  approve,
  askForApproval,
  eventually,
  heading,
  publicationStates,
  see,
  shoot,
  writePost,
} from '../steps.ts'

let x: XPeer
const test = journeys(async () => {
  x = await startX()
  return { reach: [x.url], env: { ROSTRUM_NETWORK_ORIGINS: `x=${x.url}` } }
})
afterAll(() => x?.stop())

test('IT registers the app of a network, an account is connected by it, and a post goes out there', async ({
  institution,
  rostrum,
  visit,
  asAdministrator,
  asOfficer,
}) => {
  const { administrator, officer } = institution
  const keeper = await joinByApi(
    administrator,
    { name: 'Department Administrator', email: 'department@example.ac.uk' },
    [],
  )
  const person = x.addAccount('library')
  const entry = { network: 'x', handle: 'library', name: 'Library on X' }
  await addAccount(asOfficer, { ...entry, unit: 'Library', administrator: keeper.name })
  const address = asOfficer.url()

  // Nobody has registered an app: the account's page says whom to ask.
  const { page: keeping } = await visit({ as: keeper, leadsTo: [x.url] })
  await keeping.goto(address)
  await see(keeping, 'X wants an app of ours first, and nobody has registered one')
  await see(keeping, new RegExp(`Ask: .*${administrator.name}`))
  await shoot(keeping, 'network-apps-missing')

  await asAdministrator.goto('/networks')
  await asAdministrator.getByRole('link', { name: 'X', exact: true }).click()
  await heading(asAdministrator, 'X').waitFor()
  await see(asAdministrator, 'No app is registered, so one account can’t be connected.')
  const callback = await asAdministrator.getByLabel('Callback address').inputValue()
  expect(callback).toBe(`${rostrum.url}/oauth/x/callback`)
  await atEverySize(asAdministrator, async (size) => {
    await shoot(asAdministrator, `network-apps-x-${size.replace(' ', '-')}`)
    await expectAccessible(asAdministrator)
  })
  await asAdministrator.getByLabel('Client ID').fill(x.app.clientId)
  await asAdministrator.getByRole('button', { name: 'Register the app' }).click()
  await see(asAdministrator, 'Give: Client Secret.')
  const secret = asAdministrator.getByLabel(/^Client Secret/)
  await secret.fill('not this one')
  await asAdministrator.getByRole('button', { name: 'Register the app' }).click()
  await asAdministrator.getByRole('button', { name: 'Check that it works' }).click()
  await see(asAdministrator, 'X does not take this app')
  await secret.fill(x.app.clientSecret)
  await asAdministrator.getByRole('button', { name: 'Save the changes' }).click()
  // Kept, and never shown again: the field is empty.
  await eventually(
    () => secret.inputValue(),
    (shown) => shown === '',
  )
  await see(asAdministrator, 'One is registered, and is not shown again.')
  await asAdministrator.getByRole('button', { name: 'Check that it works' }).click()
  await see(asAdministrator, 'X takes this app')

  await keeping.goto(address)
  await keeping.getByRole('button', { name: 'Go to X to sign in' }).click()
  await authorizeOnMastodon(keeping, person)
  await see(keeping, /The network confirmed that/)
  await see(keeping, `permission given by ${keeper.name}`)

  const text = 'The reading rooms are open until ten.'
  const id = await writePost(keeping, { title: 'Rooms', text, accounts: [`${entry.name} on X`] })
  await askForApproval(keeping)
  await approve(asOfficer, id)
  await eventually(
    () => publicationStates(officer, id),
    (states) => states.join() === 'verified',
    60_000,
  )
  expect(x.posts(person).map((post) => post.text)).toEqual([text])
  await keeping.goto(`/posts/${id}`)
  await see(keeping, 'Proved')

  // Removing names who would lose by it.
  await asAdministrator.reload()
  await asAdministrator.getByRole('button', { name: 'Remove the app' }).click()
  const dialog = asAdministrator.getByRole('dialog', { name: 'Remove the app for X?' })
  await see(dialog, 'Library on X (@library)')
  await shoot(asAdministrator, 'network-apps-remove')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const { output } = await rostrum.command('doctor')
  expect(output).toMatch(/X\s+The app is registered\. Connected: 1 of 1\.|not https, which networks ask for/)
  const stored = JSON.stringify(await administrator.api.get('/network-apps/x', anything))
  expect(stored + rostrum.output()).not.toContain(x.app.clientSecret)
})
