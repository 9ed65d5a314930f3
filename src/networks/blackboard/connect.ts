import { z } from 'zod'
import { serverOrigin, unreachable } from '../answers.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type AppRegistration,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { finishOAuth2, startOAuth2 } from '../families/oauth2.ts'
import { saidBy } from '../families/outcomes.ts'
import { endOfGrant } from '../families/renew.ts'
import { typedHandle } from '../families/handle.ts'
import { callServer, readingOf, type BoardCall, type Settings } from './api.ts'
import { announcement, boardOf, type Board, type Deed } from './boards.ts'
import { serviceAt, type IntegrationTokens, type PersonGrant } from './grants.ts'
import { blackboardProfile, readHandle } from './limits.ts'

export const blackboardApp: AppRegistration = {
  fields: [
    {
      name: 'clientId',
      label: 'Application key',
      hint: 'From “Manage keys” of the application in the Developer Portal; not the application ID.',
      secret: false,
      required: true,
    },
    {
      name: 'clientSecret',
      label: 'Secret',
      hint: 'Shown there once, beside the key.',
      secret: true,
      required: true,
    },
  ],
  scopes: ['read', 'write', 'delete', 'offline'],
  console: 'https://developer.blackboard.com/',
}

export const serverField: ConnectField = {
  name: 'server',
  label: 'Address of your Blackboard',
  hint: 'Only if it is not reached by https:// and what stands in the handle.',
  secret: false,
  required: false,
}

interface Wanted {
  handle: string
  server: string
  course: string | null
}

function wantedOf(values: Record<string, string>, typed: string): Wanted {
  const handle = typedHandle(blackboardProfile, typed)
  const { course, host } = readHandle(handle)
  const server = serverOrigin(values['server']?.trim() || host)
  if (!server) throw new ConnectRefused('The address of your Blackboard looks like https://bb.example.ac.uk.')
  if (new URL(server).host !== host)
    throw new ConnectRefused(`The handle names ${host}, and the address is another one. Make them agree.`)
  return { handle, server, course }
}

type Ask = (call: BoardCall) => Promise<ApiAnswer>

const courseShape = z.object({ id: z.string().regex(/^_\d+_\d+$/), name: z.string().nullish() })

/** Courses are known outside by an ID that people read, inside by a number that stays. */
async function findCourse(ask: Ask, { course, server }: Wanted): Promise<z.infer<typeof courseShape> | null> {
  if (course === null) return null
  // The colon has to stay as it is: Learn does not know the course by `courseId%3A`.
  const path = `/v3/courses/courseId:${encodeURIComponent(course)}`
  const answer = await ask({ method: 'GET', path, query: { fields: 'id,courseId,name' } })
  const found = courseShape.safeParse(answer.body)
  if (answer.status === 200 && found.success) return found.data
  if (answer.status === 404 || answer.status === 403)
    throw new ConnectRefused(
      `${new URL(server).host} shows no course ${course} to this user. Check the course ID, and that the user belongs to the course.`,
    )
  throw new NetworkTrouble('Blackboard did not answer as it should. Try again in a minute.')
}

/**
 * Proves that announcements may be made, shown and taken away, by making a draft that nobody sees and deleting it:
 * Learn tells nobody in advance what it would allow.
 */
async function prove(ask: Ask, context: NetworkContext, board: Board, handle: string): Promise<void> {
  const reading = readingOf(context, handle, () => [])
  const refuse = (deed: Deed, answer: ApiAnswer): never => {
    if (answer.status === 403 || answer.status === 401)
      throw new ConnectRefused(
        `This user may not announce anything for ${handle}: the entitlement “${board.entitlement(deed)}” is missing. Ask your Blackboard administrators for a role that has it.`,
      )
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      throw new ConnectRefused(`Blackboard did not take a draft for ${handle}: ${saidBy(reading, answer)}.`)
    throw new NetworkTrouble('Blackboard did not answer as it should. Try again in a minute.')
  }
  const json = {
    title: 'A trial by Rostrum',
    body: '<p>This draft only finds out whether announcements may be made. It can be deleted.</p>',
    ...board.hidden,
  }
  const answer = await ask({ method: 'POST', path: board.path, json })
  const made = announcement.safeParse(answer.body)
  if (answer.status !== 201 || !made.success) return refuse('CREATE', answer)
  const path = `${board.path}/${encodeURIComponent(made.data.id)}`
  const changed = await ask({ method: 'PATCH', path, json: { title: json.title } })
  const gone = await ask({ method: 'DELETE', path })
  if (changed.status !== 200) return refuse('MODIFY', changed)
  if (gone.status !== 204 && gone.status !== 404) refuse('DELETE', gone)
}

async function proved(
  context: NetworkContext,
  wanted: Wanted,
  ask: Ask,
): Promise<Omit<Connected, 'grant' | 'scopes' | 'expiresAt'> & { course: string | null }> {
  const asking: Ask = (call) => ask(call).catch(unreachable)
  const { handle, server } = wanted
  const found = await findCourse(asking, wanted)
  const board = boardOf(server, found?.id ?? null)
  await prove(asking, context, board, handle)
  return {
    remoteId: `${server}#${found?.id ?? 'system'}`,
    handle,
    displayName: found?.name || handle,
    profileUrl: board.page,
    server,
    course: found?.id ?? null,
  }
}

export function startBlackboard(
  context: NetworkContext,
  values: Record<string, string>,
  typed: string,
  state: string,
): Promise<Started> {
  const wanted = wantedOf(values, typed)
  return startOAuth2(context, serviceAt(wanted.server), state, { ...wanted })
}

const pendingShape = z.object({ handle: z.string(), server: z.string(), course: z.string().nullable() })

export async function finishBlackboard(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const wanted = pendingShape.parse(pending)
  const tokens = await finishOAuth2(context, serviceAt(wanted.server), pending, params)
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes } = tokens
  const { course, ...about } = await proved(context, wanted, (call) =>
    callServer(context, settings, wanted.server, { ...call, token: accessToken }),
  )
  const grant: PersonGrant = {
    kind: 'person',
    course,
    accessToken,
    refreshToken,
    expiresAt,
    refreshExpiresAt,
  }
  return { ...about, grant, scopes, expiresAt: endOfGrant(grant) }
}

/** As the integration's own user at the school: for announcements that belong to no single person. */
export async function connectIntegration(
  context: NetworkContext,
  settings: Settings,
  tokens: IntegrationTokens,
  values: Record<string, string>,
  typed: string,
): Promise<Connected> {
  const wanted = wantedOf(values, typed)
  const bearer = tokens.bearer(wanted.server, wanted.handle)
  const ask: Ask = (call) =>
    bearer
      .call((token) => callServer(context, settings, wanted.server, { ...call, token }))
      .catch((error: unknown) => {
        if (error instanceof ReconnectNeeded) throw new ConnectRefused(error.message)
        throw error
      })
  const { course, ...about } = await proved(context, wanted, ask)
  return { ...about, grant: { kind: 'integration', course }, scopes: [], expiresAt: null }
}
