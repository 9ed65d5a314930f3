import {
  constants,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { comeBackAt, serverOrigin, unreachable } from '../answers.ts'
import {
  callbackPath,
  ConnectRefused,
  NetworkTrouble,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type OpenConnection,
  type Started,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { typedHandle } from '../families/handle.ts'
import {
  callForum,
  currentUser,
  discourseGrant,
  isNobody,
  whoAmI,
  type DiscourseGrant,
  type DiscourseKey,
  type Settings,
} from './api.ts'
import { discourseProfile } from './limits.ts'

/** Posting and reading: `write` holds both (`UserApiKeyScope`, read 2026-11); a narrower one for posts there is not. */
export const scopes = ['write']

const categoryField: ConnectField = {
  name: 'category',
  label: 'Category',
  hint: 'Where topics go: its address on the forum, such as https://forum.example.ac.uk/c/news/5, or its number.',
  secret: false,
  required: true,
}

export const redirectFields = [categoryField]

export const formFields: ConnectField[] = [
  {
    name: 'key',
    label: 'API key',
    hint: 'Made by an administrator of the forum for this one user, under Admin, API keys.',
    secret: true,
    required: true,
  },
  categoryField,
]

const pendingShape = z.object({
  handle: z.string(),
  category: z.string(),
  nonce: z.string(),
  clientId: z.string(),
  privateKey: z.string(),
})
const payloadShape = z.object({ key: z.string().min(1), nonce: z.string() })
const categoryShape = z.object({
  category: z.object({ id: z.number().int().positive(), name: z.string(), permission: z.number().nullish() }),
})
const aboutShape = z.object({ about: z.object({ version: z.string() }) })

interface Place {
  handle: string
  server: string
  username: string
}

function placeOf(typed: string): Place {
  const handle = typedHandle(discourseProfile, typed)
  const [host = '', , username = ''] = handle.split('/')
  const local = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host)
  const server = serverOrigin(`${local ? 'http' : 'https'}://${host}`)
  if (!server) throw new ConnectRefused('The forum’s address looks like forum.example.ac.uk.')
  return { handle, server, username }
}

function categoryOf(typed: string): number {
  const found = /^(\d+)$|\/c\/(?:[^?#]*\/)?(\d+)(?:[/?#].*)?$/.exec(typed.trim())
  const id = Number(found?.[1] ?? found?.[2])
  if (Number.isInteger(id) && id > 0) return id
  throw new ConnectRefused(
    'Give the category’s address on the forum, which ends in its number, or the number.',
  )
}

/** The forum's own page: https://meta.discourse.org/t/user-api-keys-specification/48536, read 2026-11. */
export async function startByPage(
  context: NetworkContext,
  settings: Settings,
  values: Record<string, string>,
  typed: string,
  state: string,
): Promise<Started> {
  const { handle, server } = placeOf(typed)
  const category = values['category']?.trim() ?? ''
  categoryOf(category)
  await mustGiveKeys(context, settings, server)
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const nonce = randomBytes(12).toString('hex')
  // One of its own for each connection: a forum ends the keys that a user gave the same client before.
  const clientId = randomUUID()
  const back = new URL(`${context.publicUrl}${callbackPath('discourse')}`)
  back.searchParams.set('state', state)
  const url = new URL('/user-api-key/new', server)
  url.search = new URLSearchParams({
    application_name: context.appName,
    client_id: clientId,
    scopes: scopes.join(','),
    public_key: createPublicKey(keys.privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    nonce,
    auth_redirect: back.href,
  }).toString()
  return { url: url.href, pending: { handle, category, nonce, clientId, privateKey } }
}

/** The page says which version of itself it is, before a person is sent there to meet an error. */
async function mustGiveKeys(context: NetworkContext, settings: Settings, server: string): Promise<void> {
  const answer = await callForum(context, settings, server, null, {
    method: 'HEAD',
    path: '/user-api-key/new',
  }).catch(unreachable)
  if (answer.status === 200 && answer.headers.has('auth-api-version')) return
  throw new ConnectRefused(`${new URL(server).host} is no forum of Discourse that gives keys to apps.`)
}

/** What the forum encrypted for us alone; null when it can't be read. */
function decrypted(privateKey: string, payload: string): unknown {
  try {
    const bytes = Buffer.from(payload.replaceAll(' ', '+'), 'base64')
    const plain = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, bytes)
    return JSON.parse(plain.toString())
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

export async function finishByPage(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const { handle, category, nonce, clientId, privateKey } = pendingShape.parse(pending)
  const payload = params.get('payload')
  if (!payload) throw new ConnectRefused('Nothing was connected: the permission was not given.')
  const read = payloadShape.safeParse(decrypted(privateKey, payload))
  if (!read.success || read.data.nonce !== nonce)
    throw new ConnectRefused('What the forum sent back can’t be read. Begin again.')
  const key: DiscourseKey = { kind: 'user', key: read.data.key, clientId }
  try {
    return await prove(context, settings, placeOf(handle), key, categoryOf(category))
  } catch (error) {
    if (error instanceof ConnectRefused)
      await revoke(context, settings, placeOf(handle).server, key).catch(() => null)
    throw error
  }
}

export async function connectByKey(
  context: NetworkContext,
  settings: Settings,
  values: Record<string, string>,
  typed: string,
): Promise<Connected> {
  const place = placeOf(typed)
  const key = values['key']?.trim() ?? ''
  if (key === '') throw new ConnectRefused('Give the API key.')
  const category = categoryOf(values['category'] ?? '')
  return prove(context, settings, place, { kind: 'admin', key, username: place.username }, category)
}

/** Asks the forum whose key it is, and whether the category is there for them. */
async function prove(
  context: NetworkContext,
  settings: Settings,
  { handle, server, username }: Place,
  key: DiscourseKey,
  category: number,
): Promise<Connected> {
  const asked = async (call: Promise<ApiAnswer>): Promise<ApiAnswer> => {
    const answer = await call.catch(unreachable)
    if (answer.status === 429)
      throw new NetworkTrouble(
        'The forum asks us to wait.',
        comeBackAt(answer.headers, context.clock),
        'server',
      )
    return answer
  }
  const get = (path: string) => asked(callForum(context, settings, server, key, { method: 'GET', path }))
  const answer = await asked(whoAmI(context, settings, server, key))
  const who = currentUser.safeParse(answer.body)
  if (isNobody(answer))
    throw new ConnectRefused(
      `The forum did not accept the key for ${username}. It has to be made for this user, and not be revoked.`,
    )
  if (answer.status !== 200 || !who.success)
    throw new ConnectRefused(
      `${new URL(server).host} did not answer as a forum of Discourse does. Check the address.`,
    )
  const { id, username: theirs, name } = who.data.current_user
  if (theirs.toLowerCase() !== username)
    throw new ConnectRefused(
      `You signed in as ${theirs}, and not as ${username}. Sign in as the account that you want to connect.`,
    )
  const found = await get(`/c/${category}/show.json`)
  const place = categoryShape.safeParse(found.body)
  if (found.status !== 200 || !place.success)
    throw new ConnectRefused(
      `The forum shows no category ${category} to ${theirs}. Check its address, and who may see it.`,
    )
  const version = aboutShape.safeParse((await get('/about.json')).body)
  const grant: DiscourseGrant = {
    key,
    username: theirs,
    category,
    tagObjects: version.success && /^(?:20[2-9]\d)\./.test(version.data.about.version),
  }
  return {
    remoteId: `${server} ${id}`,
    handle,
    displayName: name || theirs,
    profileUrl: `${server}/u/${encodeURIComponent(theirs)}`,
    server,
    grant,
    scopes: key.kind === 'user' ? scopes : ['api-key'],
    expiresAt: null,
  }
}

async function revoke(
  context: NetworkContext,
  settings: Settings,
  server: string,
  key: DiscourseKey,
): Promise<void> {
  try {
    const answer = await callForum(context, settings, server, key, {
      method: 'POST',
      path: '/user-api-key/revoke',
    })
    // A key that is none any more is as good as revoked.
    if (answer.status === 200 || isNobody(answer)) return
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
  }
  throw new NetworkTrouble(
    'The forum could not be told. Revoke the key there, in Preferences, Security or Apps.',
  )
}

export async function disconnectForum(
  context: NetworkContext,
  settings: Settings,
  { grant: stored, server, handle }: OpenConnection,
): Promise<void> {
  const grant = discourseGrant.safeParse(stored)
  if (!grant.success)
    throw new NetworkTrouble(`The connection of ${handle} can’t be read, so it could not be ended.`)
  if (grant.data.key.kind === 'admin')
    throw new NetworkTrouble(
      'An administrator of the forum has to revoke the key there, under Admin, API keys.',
    )
  await revoke(context, settings, server, grant.data.key)
}
