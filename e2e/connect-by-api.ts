import { z } from 'zod'
import { anything, identified, type Person } from './api.ts'

/** How an account is connected without a browser: by a form, or through a stand-in's sign-in pages. */
export interface Wanted {
  network: string
  handle: string
  displayName: string
  method: string
  values?: Record<string, string>
  /** Who signs in at the network, where it has pages. */
  who?: { username: string; password: string }
}

const answer = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('connected') }),
  z.object({ kind: z.literal('redirect'), url: z.string() }),
])

async function press(address: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers: new Headers(cookie ? { cookie } : {}),
  })
}

/** Signs in and allows, as a browser would; answers where the network sends the browser back to. */
async function throughThePages(url: string, who: { username: string; password: string }): Promise<string> {
  const { username, password } = who
  const entered = await press(url, { does: 'sign-in', username, password })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answered = await press(url, { does: 'allow' }, cookie)
  const back = answered.headers.get('location')
  if (!back) throw new Error(`${url}: ${answered.status} ${await answered.text()}`)
  return back
}

/** Puts an account into the register and connects it; `writers` contribute to it. */
export async function connectByApi(
  by: Person,
  unitId: string,
  { network, handle, displayName, method, values = {}, who }: Wanted,
  writers: readonly Person[],
): Promise<string> {
  const { id } = await by.api.post(
    '/accounts',
    {
      network,
      handle,
      displayName,
      unitId,
      purpose: 'News of the library for its readers.',
      audiences: ['students'],
      hoursPerWeek: 2,
      administrators: [by.id],
    },
    identified,
  )
  const begun = await by.api.post(`/accounts/${id}/connection`, { method, values }, answer)
  if (begun.kind === 'redirect') {
    if (!who) throw new Error(`${network} has sign-in pages: say who signs in.`)
    const back = await throughThePages(begun.url, who)
    const cookie = by.api
      .cookies()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
    const done = await fetch(back, { headers: { cookie }, redirect: 'manual' })
    const to = done.headers.get('location') ?? ''
    if (!to.includes('connected=yes')) throw new Error(`${network} was not connected: ${done.status} ${to}`)
  }
  for (const { id: personId } of writers)
    await by.api.post(`/accounts/${id}/members`, { personId, relation: 'contributor', until: null }, anything)
  return id
}
