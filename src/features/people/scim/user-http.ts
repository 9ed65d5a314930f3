import type { ApiApp } from '#platform/http/index.ts'
import type { DirectoryDeps } from '../directory/last-administrator.ts'
import { answer, answerResource, config, idOf, tags } from './answers.ts'
import { readFilter } from './filter.ts'
import { listBody, noSuch } from './messages.ts'
import { patchUser, readOperations } from './patch.ts'
import { onlyWanted, readQuery } from './query.ts'
import { withLastAdministrator } from './refusals.ts'
import { readUser } from './user-shape.ts'
import { findUsers, userBody, userById } from './user-store.ts'
import { createUser, deleteUser, writeUser } from './write-user.ts'

export function userRoutes(app: ApiApp, deps: DirectoryDeps): void {
  const { services } = deps
  const { publicUrl } = services.config

  app.get(
    '/Users',
    { config, schema: { tags, summary: 'Users of the directory' } },
    async (request, reply) => {
      const asked = readQuery(request.query)
      const { total, rows } = await findUsers(services.db, readFilter(asked.filter), asked.page)
      const bodies = rows.map((row) => onlyWanted(userBody(row, publicUrl), asked))
      return answer(reply, listBody(total, asked.page, bodies))
    },
  )
  app.get('/Users/:id', { config, schema: { tags, summary: 'One user' } }, async (request, reply) => {
    const row = await userById(services.db, idOf(request))
    if (!row) throw noSuch('user', idOf(request))
    const body = userBody(row, publicUrl)
    return answerResource(request, reply, body, { shown: onlyWanted(body, readQuery(request.query)) })
  })
  app.post('/Users', { config, schema: { tags, summary: 'Make a user' } }, async (request, reply) => {
    const row = await withLastAdministrator(deps, () => createUser(deps, readUser(request.body)))
    return answerResource(request, reply, userBody(row, publicUrl), { status: 201 })
  })
  app.put('/Users/:id', { config, schema: { tags, summary: 'Replace a user' } }, async (request, reply) => {
    const user = readUser(request.body)
    const row = await withLastAdministrator(deps, () =>
      writeUser(deps, idOf(request), request.headers['if-match'], () => user),
    )
    return answerResource(request, reply, userBody(row, publicUrl))
  })
  app.patch('/Users/:id', { config, schema: { tags, summary: 'Change a user' } }, async (request, reply) => {
    const operations = readOperations(request.body)
    const row = await withLastAdministrator(deps, () =>
      writeUser(deps, idOf(request), request.headers['if-match'], (user) => patchUser(user, operations)),
    )
    return answerResource(request, reply, userBody(row, publicUrl))
  })
  app.delete('/Users/:id', { config, schema: { tags, summary: 'Remove a user' } }, async (request, reply) => {
    await withLastAdministrator(deps, () => deleteUser(deps, idOf(request), request.headers['if-match']))
    return reply.status(204).send()
  })
}
