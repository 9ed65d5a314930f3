import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#platform/errors.ts'
import { problemOf } from '#platform/http/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { DirectoryDeps } from '../directory/last-administrator.ts'
import { directoryActor } from '../directory/leave.ts'
import { lastOfRoleCode } from '../last-of-role.ts'
import { contentType, errorBody, ScimProblem } from './messages.ts'

/** Errors of these routes, in SCIM's shape instead of the house's. */
export function answerScimProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request.url.split('?')[0] ?? '')
  if (problem.status >= 500) request.log.error({ err: error }, 'a request of the directory failed')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="Rostrum"')
  const waitSeconds = error instanceof Problem ? error.extras.data?.waitSeconds : undefined
  if (typeof waitSeconds === 'number') reply.header('retry-after', String(waitSeconds))
  const detail =
    error instanceof Problem && error.extras.fix ? `${problem.detail} ${error.extras.fix}` : problem.detail
  const scimType = error instanceof ScimProblem ? error.scimType : undefined
  const type = problem.code === 'request.unreadable' ? 'invalidSyntax' : scimType
  void reply
    .status(problem.status)
    .type(contentType)
    .send(errorBody(problem.status, detail, type))
}

/**
 * The directory wanted to take the last administrator away. Nothing of it was done; whoever administers Rostrum has to
 * know, because the directory will not ask twice.
 */
export async function withLastAdministrator<T>(deps: DirectoryDeps, deed: () => Promise<T>): Promise<T> {
  try {
    return await deed()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== lastOfRoleCode) throw error
    const at = nowOf(deps.services)
    await deps.services.db.transaction().execute(async (tx) => {
      await append(tx, at, {
        kind: 'directory.refused',
        actor: directoryActor,
        subject: 'directory',
        summary: 'The directory was not let take the last administrator away.',
      })
      await deps.tellAdministration?.(deps.services, tx, at, {
        title: 'The directory would have taken the last administrator away',
        text: `${error.message} So it was refused. Give the role to somebody else; the directory can then be told to try again.`,
        link: '/people',
      })
    })
    throw error
  }
}
