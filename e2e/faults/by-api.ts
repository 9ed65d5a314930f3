import { z } from 'zod'
import { makeToken } from '#features/people/tokens.ts'
import { permissionsOf, type Actor } from '#features/people/index.ts'
import { nowOf } from '#platform/services.ts'
import type { House } from '#app/compose.ts'
import { contentOf, type Wanted } from './post.ts'

export interface Answer {
  status: number
  body: unknown
}

/** A program with a personal token, as an institution's own would use the API. */
export interface Client {
  send(server: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>
  upload(server: string, name: string, bytes: Uint8Array): Promise<Answer>
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

export function clientOf(secret: string): Client {
  return {
    async send(server, method, path, body) {
      const answer = await fetch(`${server}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return answerOf(answer)
    },
    async upload(server, name, bytes) {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name)
      const headers = { authorization: `Bearer ${secret}` }
      return answerOf(await fetch(`${server}/api/assets`, { method: 'POST', headers, body: form }))
    },
  }
}

/** A token with all that its person may do. */
export async function tokenFor({ services }: House, actor: Actor): Promise<Client> {
  const now = nowOf(services)
  const session = {
    id: '',
    stage: 'full' as const,
    personId: actor.personId,
    name: actor.name,
    email: '',
    createdAt: now,
    seenAt: now,
    expiresAt: now,
    confirmedAt: now,
    method: 'passkey',
    secondFactor: 'passkey',
    service: null,
  }
  const scopes = permissionsOf(actor)
  const { secret } = await makeToken(services, actor, session, {
    name: 'For a run of faults',
    scopes,
    days: 1,
  })
  return clientOf(secret)
}

const made = z.object({ id: z.string() })
const view = z.object({
  version: z.number(),
  targets: z.array(z.object({ accountId: z.string(), digest: z.string().nullable() })),
})

function expected<T>(answer: Answer, what: string, type: z.ZodType<T>): T {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return type.parse(answer.body)
}

/** A draft, submitted. Answers what is needed to approve it. */
export async function submitByApi(
  author: Client,
  server: string,
  wanted: Wanted,
): Promise<{ id: string; digests: Record<string, string> }> {
  const draft = { title: wanted.text, content: contentOf(wanted), accountIds: [wanted.accountId] }
  const { id } = expected(await author.send(server, 'POST', '/posts', draft), 'writing', made)
  expected(
    await author.send(server, 'POST', `/posts/${id}/submit`, { version: 1 }),
    'submitting',
    z.unknown(),
  )
  const seen = expected(await author.send(server, 'GET', `/posts/${id}`), 'reading', view)
  return { id, digests: Object.fromEntries(seen.targets.map((each) => [each.accountId, each.digest ?? ''])) }
}

export async function approveByApi(
  officer: Client,
  server: string,
  post: { id: string; digests: Record<string, string> },
): Promise<void> {
  const body = { digests: post.digests, note: '' }
  expected(await officer.send(server, 'POST', `/posts/${post.id}/approve`, body), 'approving', z.unknown())
}
