import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { Problem, type ProblemExtras } from '../errors.ts'

/** RFC 9457, with a stable code and, where there are any, the way out, the clause and the fields. */
export interface ProblemBody extends ProblemExtras {
  type: string
  title: string
  status: number
  code: string
  detail: string
  instance: string
}

const titles: Record<number, string> = {
  400: 'The request could not be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Something changed meanwhile',
  413: 'Too large',
  415: 'Not that kind of content',
  422: 'Something needs correcting',
  429: 'Too many requests',
  500: 'Something broke on our side',
  503: 'Not available just now',
}

function body(
  status: number,
  code: string,
  detail: string,
  instance: string,
  extras: ProblemExtras,
): ProblemBody {
  return {
    type: `about:blank#${code}`,
    title: titles[status] ?? 'A problem',
    status,
    code,
    detail,
    instance,
    ...extras,
  }
}

function ofValidation(error: FastifyError & { validation: unknown[] }, instance: string): ProblemBody {
  const fields = (error.validation as { instancePath: string; message: string }[]).map((fault) => ({
    path: fault.instancePath.replace(/^\//, '').replaceAll('/', '.'),
    message: fault.message,
  }))
  const named = fields.map((field) => (field.path ? `${field.path}: ${field.message}` : field.message))
  return body(422, 'request.invalid', `This does not fit: ${named.join('; ')}`, instance, { fields })
}

/** The problem that an error becomes. What is not meant for people is hidden behind a plain sentence. */
export function problemOf(error: FastifyError | Error, instance: string): ProblemBody {
  if (error instanceof Problem) return body(error.status, error.code, error.message, instance, error.extras)
  if (hasZodFastifySchemaValidationErrors(error)) return ofValidation(error, instance)
  const known = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unexpected'
  if (code === 'FST_REQ_FILE_TOO_LARGE')
    return body(413, 'files.too-large', 'This file is larger than uploads may be.', instance, {})
  if (known >= 400 && known < 500 && !isResponseSerializationError(error))
    return body(known, code.startsWith('FST_') ? 'request.unreadable' : code, error.message, instance, {})
  return body(
    500,
    'unexpected',
    'This did not work, and it is not your doing. Nothing you wrote is lost; try again, and tell your administrator if it goes on.',
    instance,
    {},
  )
}

/** The one place where errors become answers. */
export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(databaseTrouble(error) ?? error, request.url.split('?')[0] ?? '')
  if (problem.status >= 500) request.log.error({ err: error }, 'a request failed')
  if (problem.status === 429 || problem.status === 503)
    reply.header('retry-after', reply.getHeader('retry-after') ?? '10')
  void reply.status(problem.status).type('application/problem+json').send(problem)
}

const gone = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', '57P01', '57P03', '53300'])

function databaseTrouble(error: Error): Problem | null {
  const code = 'code' in error ? error.code : undefined
  // PostgreSQL's “disk full”.
  if (code === '53100')
    return new Problem(
      503,
      'database.full',
      'The disk of the database is full, so this was not kept. What you wrote stays on this page; tell your administrator.',
    )
  const lost =
    (typeof code === 'string' && gone.has(code)) ||
    /Connection terminated|connection timeout|timeout exceeded when trying to connect/i.test(error.message)
  return lost
    ? new Problem(
        503,
        'database.unavailable',
        'The database does not answer just now. What you wrote stays on this page; it is saved as soon as the database is back.',
      )
    : null
}
