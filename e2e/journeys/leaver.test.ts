import { expect } from 'vitest'
import { z } from 'zod'
import { anything, identified, type Person } from '../api.ts'
import { joinByApi, type Institution } from '../institution.ts'
import { journeys } from '../journey.ts'
import { expectAccessible } from '../page.ts'
import { eventually, see, shoot } from '../steps.ts'

const test = journeys()
const tokenOf = z.object({ secret: z.string() })
const postOf = z.looseObject({
  targets: z.array(z.looseObject({ accountId: z.string(), digest: z.string().nullable() })),
  publications: z.array(z.looseObject({ accountId: z.string(), state: z.string() })),
})

/** An account of the theatre that these people answer for, connected by the first of them. */
async function addAccount(
  { officer, unitId }: Institution,
  handle: string,
  administrators: Person[],
): Promise<string> {
  const account = {
    network: 'practice',
    handle,
    displayName: `Theatre ${handle}`,
    unitId,
    purpose: 'News of the campus theatre.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators: administrators.map((person) => person.id),
  }
  const { id } = await officer.api.post('/accounts', account, identified)
  const by = administrators[0] ?? officer
  await by.api.post(`/accounts/${id}/connection`, { method: 'practice', values: {} }, anything)
  return id
}

/** A post of the author's, approved by the officer and due at the next full minute that leaves time to leave. */
async function scheduled(author: Person, officer: Person, accountIds: string[]): Promise<string> {
  const time = Temporal.Now.zonedDateTimeISO('Europe/London').add({ seconds: 15 })
  const local = time.round({ smallestUnit: 'minute', roundingMode: 'ceil' }).toPlainDateTime()
  const draft = {
    title: 'Auditions',
    content: { parts: [{ text: 'Auditions are on Monday in hall 2.', media: [], link: null }], variants: {} },
    accountIds,
    schedule: { local: local.toString({ smallestUnit: 'minute' }) },
  }
  const { id } = await author.api.post('/posts', draft, identified)
  await author.api.post(`/posts/${id}/submit`, { version: 1 }, anything)
  const { targets } = await officer.api.get(`/posts/${id}`, postOf)
  const digests = Object.fromEntries(targets.map(({ accountId, digest }) => [accountId, digest]))
  await officer.api.post(`/posts/${id}/approve`, { digests, note: '' }, anything)
  return id
}

async function byToken(url: string, secret: string): Promise<number> {
  return (await fetch(`${url}/api/posts`, { headers: { authorization: `Bearer ${secret}` } })).status
}

test('whoever leaves has no access within seconds, and nothing goes out from an account that nobody answers for', async ({
  institution,
  rostrum,
  visit,
}) => {
  const { administrator, officer } = institution
  const join = (name: string, email: string) => joinByApi(administrator, { name, email }, [])
  const leaver = await join('Theatre Manager', 'manager@example.ac.uk')
  const deputy = await join('Theatre Deputy', 'deputy@example.ac.uk')
  const alone = await addAccount(institution, 'alone', [leaver])
  const deputised = await addAccount(institution, 'deputised', [leaver, deputy])
  const wanted = { name: 'A script', scopes: ['posts.read', 'posts.write'], days: 5 }
  const { secret } = await leaver.api.post('/me/tokens', wanted, tokenOf)
  const postId = await scheduled(leaver, officer, [alone, deputised])
  expect(await byToken(rostrum.url, secret)).toBe(200)

  const { page } = await visit({ as: administrator })
  await page.goto('/people')
  await page.getByRole('button', { name: 'Change Theatre Manager' }).click()
  await page.getByRole('button', { name: 'End access' }).click()
  await page.getByRole('button', { name: 'End the access' }).click()
  await see(page, 'Theatre Manager has no access any more.')
  const ended = Date.now()
  await eventually(
    async () => [(await leaver.api.send('GET', '/me/sessions')).status, await byToken(rostrum.url, secret)],
    ([session, token]) => session === 401 && token === 401,
  )
  expect(Date.now() - ended).toBeLessThan(5_000)

  const { page: asOfficer } = await visit({ as: officer })
  await asOfficer.goto(`/accounts/${alone}`)
  await see(asOfficer, 'Paused')
  await see(asOfficer, 'Nobody answers for it')
  await see(asOfficer, 'Somebody else has to connect it')
  await expectAccessible(asOfficer)
  await shoot(asOfficer, 'leaver-paused')
  await asOfficer.goto('/')
  await see(asOfficer, 'Connect Theatre alone again')
  await see(asOfficer, 'Find an administrator for Theatre alone')
  await expectAccessible(asOfficer)
  await shoot(asOfficer, 'leaver-today')
  await asOfficer.goto(`/accounts/${deputised}`)
  await see(asOfficer, /Administrator, answers first/)
  await see(asOfficer, 'Theatre Deputy')

  const states = await eventually(
    async () => {
      const { publications } = await officer.api.get(`/posts/${postId}`, postOf)
      return Object.fromEntries(publications.map(({ accountId, state }) => [accountId, state]))
    },
    (found) => found[deputised] === 'verified' && found[alone] !== 'due',
    90_000,
  )
  expect(states).toEqual({ [deputised]: 'verified', [alone]: 'blocked' })
  await asOfficer.goto(`/posts/${postId}`)
  await see(asOfficer, /Nobody answers for|is paused/)
  await shoot(asOfficer, 'leaver-held')
})
