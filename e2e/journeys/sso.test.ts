import { afterAll, expect } from 'vitest'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { authenticatorApp, anything } from '../api.ts'
import { journeys } from '../journey.ts'
import { atEverySize, expectAccessible } from '../page.ts'
import { startOidcProvider, type OidcPerson, type OidcProvider } from '../peers/oidc-provider.ts'
import { startSamlProvider, type SamlPerson, type SamlProvider } from '../peers/saml-provider.ts'
import { inside, see, shoot } from '../steps.ts'

let oidc: OidcProvider
let saml: SamlProvider
const test = journeys(async () => {
  oidc = await startOidcProvider([editor, trainee])
  saml = await startSamlProvider([archivist, guest])
  return { host: 'localhost' as const, reach: [oidc.issuer, saml.metadataUrl] }
})
afterAll(async () => {
  await oidc?.stop()
  await saml?.stop()
})

const editor: OidcPerson = {
  username: 'editor',
  password: 'correct horse',
  email: 'editor@example.ac.uk',
  name: 'Faculty Editor',
  groups: ['social-media-officers'],
  amr: ['pwd', 'otp'],
}
const trainee: OidcPerson = {
  ...editor,
  username: 'trainee',
  email: 'trainee@example.ac.uk',
  name: 'Trainee',
  groups: [],
  amr: ['pwd'],
}
const archivist: SamlPerson = {
  username: 'archivist',
  password: 'correct horse',
  attributes: {
    mail: 'archivist@example.ac.uk',
    displayName: 'University Archivist',
    isMemberOf: ['library'],
  },
}
const guest: SamlPerson = {
  username: 'guest',
  password: 'correct horse',
  attributes: { displayName: 'Guest without an address' },
}

const services = z.object({ services: z.array(z.object({ id: z.string(), name: z.string() })) })

/** Signs in on the provider's own page. */
async function atProvider(page: Page, person: { username: string; password: string }): Promise<void> {
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Continue' }).click()
}

const leadsTo = () => [oidc.issuer, new URL(saml.metadataUrl).origin]
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const service = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

test('IT sets both services up, tries one, and switches them on', async ({ institution, visit, rostrum }) => {
  const { administrator } = institution
  const { page } = await visit({ as: administrator, leadsTo: leadsTo() })
  await page.goto('/sign-in-services')
  await see(page, 'No sign-in service yet')
  await button(page, 'Add a service').click()
  await page.getByLabel('Words on the button').fill('University account')
  await page.getByLabel('Address of the provider (issuer)').fill(`${saml.metadataUrl}/nowhere`)
  await page.getByLabel('Client ID').fill(oidc.clientId)
  await page.getByLabel('Client secret').fill(oidc.clientSecret)
  await page.getByLabel('Does the provider prove a second factor?').selectOption('amr')
  await shoot(page, 'service-form')
  await expectAccessible(page)
  await button(page, 'Set it up').click()
  await see(page, /answered something that Rostrum does not understand|does not answer just now/)
  await page.getByLabel('Address of the provider (issuer)').fill(oidc.issuer)
  await button(page, 'Set it up').click()
  await page.getByRole('region', { name: 'University account' }).waitFor()
  oidc.knows({
    redirectUri: await page.getByLabel('Redirect URI').inputValue(),
    signedOutUri: await page.getByLabel('Address after signing out').inputValue(),
    backChannelLogoutUri: await page.getByLabel('Back-channel logout URI').inputValue(),
  })
  await page.getByRole('button', { name: /^Try it/ }).click()
  await atProvider(page, editor)
  await see(page, 'What came when you tried it')
  await see(page, 'social-media-officers')
  await see(page, 'A new person would be made, with what the rules of the directory give.')
  await shoot(page, 'service-tried')
  await page.getByRole('button', { name: /^Switch on/ }).click()
  await page.getByText('On', { exact: true }).waitFor()

  await button(page, 'Add a service').click()
  await page.getByRole('radio', { name: 'SAML 2.0' }).check()
  await page.getByLabel('Words on the button').fill('Federation')
  await page.getByLabel('Address of the provider’s metadata').fill(saml.metadataUrl)
  await page.getByLabel('Does the provider prove a second factor?').selectOption('always')
  await button(page, 'Set it up').click()
  const federation = page.getByRole('region', { name: 'Federation' })
  await federation.getByRole('button', { name: /^Switch on/ }).click()
  await federation.getByText('On', { exact: true }).waitFor()
  await atEverySize(page, async (size) => {
    await shoot(page, `services ${size}`)
    await expectAccessible(page, `/sign-in-services at ${size}`)
  })
  const grant = { gives: 'role', role: 'officer' }
  await administrator.api.post(
    '/directory/rules',
    { attribute: null, value: 'social-media-officers', grant },
    anything,
  )
  expect(rostrum.output()).not.toContain('correct horse')
})

test('with OpenID Connect: the first time a person is made with their role, the second time they are known', async ({
  institution,
  visit,
}) => {
  const { page } = await visit({ leadsTo: leadsTo() })
  await page.goto('/calendar')
  await service(page, 'University account').waitFor()
  await atEverySize(page, async (size) => {
    await shoot(page, `sign-in ${size}`)
    await expectAccessible(page, `/sign-in at ${size}`)
  })
  await service(page, 'University account').click()
  await atProvider(page, editor)
  await inside(page)
  expect(new URL(page.url()).pathname).toBe('/calendar')
  const known = z.object({ people: z.array(z.object({ email: z.string(), roles: z.array(z.string()) })) })
  const people = await institution.administrator.api.get('/people?search=editor%40', known)
  expect(people.people.find(({ email }) => email === editor.email)?.roles).toEqual(['officer'])

  await page.goto('/profile')
  await see(page, 'University account')
  await page.getByRole('button', { name: editor.name }).click()
  await button(page, 'Sign out').click()
  await page.getByRole('button', { name: 'Yes, sign out' }).click()
  await service(page, 'University account').waitFor()

  await service(page, 'University account').click()
  await atProvider(page, editor)
  await inside(page)
})

test('a provider that proves no second factor: one is chosen, and asked for from then on', async ({
  visit,
}) => {
  const { page } = await visit({ leadsTo: leadsTo() })
  await page.goto('/posts')
  await service(page, 'University account').click()
  await atProvider(page, trainee)
  await see(page, 'asked for one proof only')
  await expectAccessible(page)
  await page.getByRole('radio', { name: 'With an authenticator app' }).check()
  await button(page, 'Set up the app').click()
  const nextCode = authenticatorApp(await page.getByLabel('Or type this into the app').inputValue())
  await page.getByLabel('The six digits that the app shows').fill(await nextCode())
  await button(page, 'Confirm the authenticator').click()
  await page.getByRole('checkbox', { name: 'I have kept them' }).check()
  await button(page, 'Go on').click()
  await inside(page)
  expect(new URL(page.url()).pathname).toBe('/posts')

  const { page: again } = await visit({ leadsTo: leadsTo() })
  await again.goto('/sign-in')
  await service(again, 'University account').click()
  await atProvider(again, trainee)
  await again.getByLabel('The six digits of your authenticator app').fill(await nextCode())
  await button(again, 'Sign in').click()
  await inside(again)
})

test('with SAML: in, out, and refused in plain words when the address is missing', async ({ visit }) => {
  const { page } = await visit({ leadsTo: leadsTo() })
  await page.goto('/accounts')
  await service(page, 'Federation').click()
  await atProvider(page, archivist)
  await inside(page)
  expect(new URL(page.url()).pathname).toBe('/accounts')
  await page.getByRole('button', { name: 'University Archivist' }).click()
  await button(page, 'Sign out').click()
  await see(page, 'You are signed out')

  const { page: other } = await visit({ leadsTo: leadsTo() })
  await other.goto('/sign-in')
  await service(other, 'Federation').click()
  await atProvider(other, guest)
  await see(other.getByRole('alert'), /The provider did not give your e-mail address/)
  await see(other.getByRole('alert'), /should release the attribute/)
  await shoot(other, 'refused')
  await expectAccessible(other, '/sign-in')
  await button(other, 'Sign in without a service').click()
  await other.getByLabel('E-mail address').waitFor()
})

test('where a service is required, only those for emergencies come in without it', async ({
  institution,
  visit,
}) => {
  const { administrator, contributor } = institution
  const { page } = await visit({ as: administrator })
  await page.goto('/sign-in-services')
  const federation = page.getByRole('region', { name: 'Federation' })
  await federation.getByRole('button', { name: 'Require it of everybody' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Require it of everybody' }).click()
  await federation.getByText('Everybody has to').waitFor()
  const { page: outside } = await visit()
  const given = async (person: typeof contributor) => {
    await outside.goto('/sign-in')
    await button(outside, 'Sign in without a service, in an emergency').click()
    await outside.getByLabel('E-mail address').fill(person.email)
    await outside.getByLabel('Password', { exact: true }).fill(person.password)
    await button(outside, 'Sign in with password').click()
  }
  await given(contributor)
  await see(outside.getByRole('alert'), 'Here everybody signs in with “Federation”.')
  await given(administrator)
  await outside.getByLabel('The six digits of your authenticator app').fill(await administrator.nextCode())
  await button(outside, 'Sign in').click()
  await inside(outside)
  const { services: all } = await administrator.api.get('/sign-in-services', services)
  expect(all).toHaveLength(2)
})
