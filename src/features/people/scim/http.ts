import type { ApiApp } from '#platform/http/index.ts'
import type { DirectoryDeps } from '../directory/last-administrator.ts'
import { answer, config, idOf, tags } from './answers.ts'
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.ts'
import { groupRoutes } from './group-http.ts'
import { base, listBody, noSuch, ScimProblem, unreadable } from './messages.ts'
import { answerScimProblem } from './refusals.ts'
import { assertScimToken } from './tokens.ts'
import { userRoutes } from './user-http.ts'

/** SCIM 2.0 for the institution's directory: RFC 7643, RFC 7644. */
export function scimRoutes(app: ApiApp, deps: DirectoryDeps): void {
  void app.register(
    async (scim: ApiApp) => {
      scim.removeAllContentTypeParsers()
      scim.addContentTypeParser(
        ['application/scim+json', 'application/json'],
        { parseAs: 'string' },
        (_request, body, done) => {
          try {
            done(null, body === '' ? null : JSON.parse(String(body)))
          } catch {
            done(unreadable('The body is not JSON.'))
          }
        },
      )
      scim.addHook('onRequest', (request) =>
        assertScimToken(deps.services, request.headers.authorization, request.ip),
      )
      scim.setErrorHandler(answerScimProblem)
      scim.setNotFoundHandler(() => {
        throw new ScimProblem(404, 'There is nothing at this address.')
      })
      discoveryRoutes(scim, deps)
      userRoutes(scim, deps)
      groupRoutes(scim, deps)
    },
    { prefix: base },
  )
}

function discoveryRoutes(app: ApiApp, { services }: DirectoryDeps): void {
  const { publicUrl } = services.config
  const whole = (list: object[]) => listBody(list.length, { startIndex: 1, count: list.length }, list)
  app.get(
    '/ServiceProviderConfig',
    { config, schema: { tags, summary: 'What this service can do' } },
    (_request, reply) => answer(reply, serviceProviderConfig(publicUrl)),
  )
  const kinds = [
    { path: '/ResourceTypes', what: 'resource type', list: resourceTypes(publicUrl) },
    { path: '/Schemas', what: 'schema', list: schemas(publicUrl) },
  ]
  for (const { path, what, list } of kinds) {
    app.get(path, { config, schema: { tags, summary: `Every ${what}` } }, (_request, reply) =>
      answer(reply, whole(list)),
    )
    app.get(`${path}/:id`, { config, schema: { tags, summary: `One ${what}` } }, (request, reply) => {
      const id = idOf(request)
      const found = list.find((each) => each.id === id)
      if (!found) throw noSuch(what, id)
      return answer(reply, found)
    })
  }
}
