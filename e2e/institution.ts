import { z } from 'zod'
import { anything, Api, authenticatorApp, identified, invitation, type Person } from './api.ts'
import type { Rostrum } from './harness.ts'

export interface Institution {
  administrator: Person
  officer: Person
  contributor: Person
  unitId: string
  /** On Practice, connected; the contributor writes for it. */
  accountId: string
}

const session = z.object({ person: z.object({ id: z.string() }) })
const secret = z.object({ secret: z.string() })
const enrolled = z.object({ recoveryCodes: z.array(z.string()) })

type Named = Pick<Person, 'name' | 'email'>

/** Password and authenticator, chosen as the pages of enrolment choose them. */
async function enrol(api: Api, known: Named): Promise<Person> {
  const password = 'seven herons walk quietly by'
  await api.put('/enrolment/password', { password }, anything)
  const nextCode = authenticatorApp((await api.post('/enrolment/authenticator', {}, secret)).secret)
  const confirmation = { code: await nextCode() }
  const { recoveryCodes } = await api.post('/enrolment/authenticator/confirm', confirmation, enrolled)
  const { id } = (await api.get('/session', session)).person
  return { ...known, id, password, nextCode, recoveryCodes, api }
}

export async function setUpByApi(
  rostrum: Pick<Rostrum, 'url' | 'setupLink'>,
  start: 'empty' | 'example' = 'empty',
): Promise<Person> {
  const api = new Api(rostrum.url)
  const administrator = { name: 'Head of Digital', email: 'digital@example.ac.uk' }
  const institution = { name: 'Example University', nation: 'England', timeZone: 'Europe/London' }
  const token = new URL(rostrum.setupLink()).hash.replace('#token=', '')
  await api.post('/setup', { token, institution, administrator, start }, anything)
  return enrol(api, administrator)
}

/** Invites somebody and lets them choose how to sign in. */
export async function joinByApi(
  by: Person,
  known: Named,
  roles: string[],
  // Where a mail server is set, the link comes by letter and is not shown.
  linkTo?: (email: string) => Promise<string>,
): Promise<Person> {
  const made = await by.api.post('/people', { ...known, roles }, linkTo ? anything : invitation)
  const link = linkTo ? await linkTo(known.email) : invitation.parse(made).link
  const api = new Api(by.api.url)
  await api.post('/invitations/accept', { token: new URL(link).hash.replace('#token=', '') }, anything)
  return enrol(api, known)
}

export async function addPracticeAccount(
  by: Person,
  unitId: string,
  account: { handle: string; displayName: string },
  contributors: Person[],
): Promise<string> {
  const { id } = await by.api.post(
    '/accounts',
    {
      ...account,
      network: 'practice',
      unitId,
      purpose: 'News of the library for its readers.',
      audiences: ['students'],
      hoursPerWeek: 2,
      administrators: [by.id],
    },
    identified,
  )
  await by.api.post(`/accounts/${id}/connection`, { method: 'practice', values: {} }, anything)
  for (const { id: personId } of contributors)
    await by.api.post(`/accounts/${id}/members`, { personId, relation: 'contributor', until: null }, anything)
  return id
}

/** The shortest way to three people who can do something together. */
export async function foundInstitution(rostrum: Rostrum): Promise<Institution> {
  const administrator = await setUpByApi(rostrum)
  const officer = await joinByApi(
    administrator,
    { name: 'Digital Marketing Officer', email: 'marketing@example.ac.uk' },
    ['officer'],
  )
  const contributor = await joinByApi(
    administrator,
    { name: 'Library Editor', email: 'library@example.ac.uk' },
    [],
  )
  const unit = { name: 'Library', kind: 'service' }
  const { id: unitId } = await administrator.api.post('/units', unit, identified)
  const library = { handle: 'library', displayName: 'Library' }
  const accountId = await addPracticeAccount(officer, unitId, library, [contributor])
  return { administrator, officer, contributor, unitId, accountId }
}
