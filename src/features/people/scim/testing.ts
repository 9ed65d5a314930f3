/** For tests of SCIM: a directory that talks to the app as the real ones do. */
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { peopleRoutes } from '../http.ts'
import { signInAs, testApp, type SignedIn } from '../testing.ts'
import { makeScimToken } from './tokens.ts'

export interface ScimAnswer {
  status: number
  body: Record<string, unknown>
  headers: Record<string, unknown>
}

export interface Directory {
  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object | string,
    headers?: Record<string, string>,
  ): Promise<ScimAnswer>
}

export async function directoryOf(app: ApiApp, services: TestServices, it: SignedIn): Promise<Directory> {
  const { secret } = await makeScimToken(services, it.actor, { name: 'Test', days: 30 })
  return {
    async send(method, path, body, headers = {}) {
      const answer = await app.inject({
        method,
        url: `/scim/v2${path}`,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      return {
        status: answer.statusCode,
        body: answer.body === '' ? {} : answer.json<Record<string, unknown>>(),
        headers: answer.headers,
      }
    },
  }
}

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const patchOf = (...Operations: object[]): object => ({ schemas: [patchSchema], Operations })

export const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** As Entra ID creates a user. */
export const entraUser = (name: string, more: object = {}) => ({
  schemas: [core, enterprise],
  externalId: `mail-${name}`,
  userName: `${name}@example.ac.uk`,
  active: true,
  displayName: `Dr ${name}`,
  emails: [{ primary: true, type: 'work', value: `${name}@example.ac.uk` }],
  meta: { resourceType: 'User' },
  name: { formatted: `Dr ${name}`, familyName: name, givenName: 'Ann' },
  roles: [],
  ...more,
})

/** A server, somebody who administers it, and a directory that may talk to it. */
export async function scimHouse() {
  const services = await testServices()
  const told: string[] = []
  const app = await testApp(services, (on) =>
    peopleRoutes(on, {
      services,
      institution: () => Promise.resolve(null),
      tellAdministration: async (_services, _tx, _at, { title }) => void told.push(title),
    }),
  )
  const it = await signInAs(services, { roles: ['it'] })
  const directory = await directoryOf(app, services, it)
  const idOf = ({ status, body }: ScimAnswer): string => {
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return String(body.id)
  }
  return {
    services,
    app,
    it,
    directory,
    told,
    make: async (name: string, more: object = {}) =>
      idOf(await directory.send('POST', '/Users', entraUser(name, more))),
    makeGroup: async (displayName: string, members: string[] = []) => {
      const group = { displayName, externalId: `id-of-${displayName}` }
      const body = { ...group, members: members.map((value) => ({ value })) }
      return idOf(await directory.send('POST', '/Groups', body))
    },
    person: (email: string) =>
      services.db.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirstOrThrow(),
    async close() {
      await app.close()
      await services.close()
    },
  }
}
export type ScimHouse = Awaited<ReturnType<typeof scimHouse>>
