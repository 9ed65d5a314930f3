/** Teams: channels, messages and replies. */
import type { OAuth2 } from '../stand-in/oauth2.ts'
import { ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import {
  collection,
  graphError,
  iso,
  list,
  notFound,
  paged,
  structure,
  withScopes,
  words,
  type Caller,
  type Handler,
} from './answers.ts'
import type { Channel, ChannelMessage, World } from './world.ts'

const greatest = 28 * 1024

function messageShape(world: World, message: ChannelMessage) {
  const { channel } = message
  const gone = message.deleted !== null
  const root = message.root?.id ?? message.id
  return {
    id: message.id,
    replyToId: message.root?.id ?? null,
    etag: String(message.modified),
    messageType: 'message',
    createdDateTime: iso(message.created),
    lastModifiedDateTime: iso(message.modified),
    lastEditedDateTime: message.edited === null ? null : iso(message.edited),
    deletedDateTime: message.deleted === null ? null : iso(message.deleted),
    subject: gone ? null : message.subject,
    importance: message.importance,
    locale: 'en-us',
    webUrl: `https://teams.microsoft.com/l/message/${encodeURIComponent(channel.id)}/${message.id}?groupId=${channel.team.id}&tenantId=${world.tenant}&createdTime=${message.id}&parentMessageId=${root}`,
    from: {
      application: null,
      device: null,
      user: { id: message.author.id, displayName: message.author.name, userIdentityType: 'aadUser' },
    },
    body: { contentType: gone ? 'html' : message.contentType, content: gone ? '' : message.content },
    channelIdentity: { teamId: channel.team.id, channelId: channel.id },
    attachments: [],
    mentions: [],
    reactions: [],
  }
}

function channelOf({ world, ask, person }: Caller): Channel {
  const [teamId, channelId] = ask.caught
  const team = world.teams.find(({ id }) => id === teamId)
  if (!team) throw notFound()
  if (!team.members.has(person))
    throw graphError(403, 'Forbidden', 'The user is not a member of the team or channel.')
  const channel = team.channels.find(({ id }) => id === channelId)
  if (!channel) throw notFound()
  return channel
}

function messageOf(caller: Caller): ChannelMessage {
  const channel = channelOf(caller)
  const [, , id, reply] = caller.ask.caught
  const found = channel.messages.find((message) =>
    reply ? message.id === reply && message.root?.id === id : message.id === id && !message.root,
  )
  if (!found) throw notFound()
  return found
}

/** Pictures that are sent along get an address of their own. */
function contentOf(ask: Ask, channel: Channel): Pick<ChannelMessage, 'content' | 'contentType' | 'hosted'> {
  const body = structure(ask.fields['body'])
  const contentType = words(body['contentType']) || 'text'
  const hosted = list(ask.fields['hostedContents']).map((each) => ({
    id: crypto.randomUUID(),
    temporary: words(each['@microsoft.graph.temporaryId']),
    type: words(each['contentType']),
    bytes: Buffer.from(words(each['contentBytes']), 'base64'),
  }))
  let content = words(body['content'])
  if (content === '') throw graphError(400, 'BadRequest', 'Missing body content.')
  if (Buffer.byteLength(content) > greatest)
    throw graphError(413, 'RequestEntityTooLarge', 'Message size limit exceeded.')
  if (ask.raw.length > 4 * 1024 * 1024)
    throw graphError(413, 'RequestEntityTooLarge', 'The request is larger than 4 MB.')
  for (const { id, temporary } of hosted)
    content = content.replaceAll(
      `../hostedContents/${temporary}/$value`,
      `${ask.origin}/v1.0/teams/${channel.team.id}/channels/${channel.id}/hostedContents/${id}/$value`,
    )
  // Teams does without what could do harm, and closes what is open.
  return { content: content.replace(/<script[\s\S]*?<\/script>/gi, ''), contentType, hosted }
}

const post: Handler = (caller) => {
  const { world, ask, person } = caller
  const channel = channelOf(caller)
  const rootId = ask.caught[2]
  const root = rootId ? channel.messages.find(({ id, root }) => id === rootId && !root) : null
  if (root === undefined) throw notFound()
  const subject = words(ask.fields['subject']) || null
  const importance = words(ask.fields['importance']) || 'normal'
  const made = { channel, author: person, root, subject, importance, ...contentOf(ask, channel) }
  const message = world.addMessage(made)
  if (root) root.modified = message.created
  return { status: 201, body: messageShape(world, message) }
}

const listMessages: Handler = (caller) => {
  const rootId = caller.ask.caught[2]
  const all = channelOf(caller)
    .messages.filter(({ root }) => (rootId ? root?.id === rootId : root === null))
    .toSorted((a, b) => b.modified - a.modified || Number(b.id) - Number(a.id))
  const top = Number(caller.ask.query.get('$top') ?? 20)
  if (top > 50) throw graphError(400, 'BadRequest', 'The limit of $top is 50.')
  const page = paged(caller.ask, all, 20)
  return ok(collection({ ...page, value: page.value.map((message) => messageShape(caller.world, message)) }))
}

/** Changes since an instant; the last page says that there are no more. Their order is not promised. */
const delta: Handler = (caller) => {
  const { ask, world } = caller
  const since = /^lastModifiedDateTime gt ([0-9TZ:.-]+)$/.exec(ask.query.get('$filter') ?? '')?.[1]
  if (since === undefined)
    throw graphError(400, 'BadRequest', 'Only lastModifiedDateTime with gt is supported.')
  const all = channelOf(caller)
    .messages.filter(({ root, modified }) => root === null && modified > Date.parse(since))
    .toSorted((a, b) => Number(a.id) - Number(b.id))
  const page = paged(ask, all, 20)
  const value = page.value.map((message) => messageShape(world, message))
  const more = page.next
    ? { '@odata.nextLink': page.next }
    : { '@odata.deltaLink': `${ask.origin}${ask.path}?$deltatoken=end` }
  return ok({ value, ...more })
}

/** Only who wrote it may change it. */
function owned(caller: Caller): ChannelMessage {
  const found = messageOf(caller)
  if (found.author !== caller.person) throw graphError(403, 'Forbidden', 'The message is somebody else’s.')
  return found
}

const nothing: Answer = { status: 204 }

const patch: Handler = (caller) => {
  const found = owned(caller)
  if (found.deleted !== null) throw notFound()
  const { content, contentType } = contentOf(caller.ask, found.channel)
  const subject = caller.ask.fields['subject']
  const now = caller.world.settings.now()
  Object.assign(found, { content, contentType, edited: now, modified: now })
  if (typeof subject === 'string') found.subject = subject
  return nothing
}

const softDelete: Handler = (caller) => {
  const found = owned(caller)
  found.deleted ??= caller.world.settings.now()
  found.modified = found.deleted
  return nothing
}

const joinedTeams: Handler = ({ world, ask, person }) => {
  const mine = world.teams.filter(({ members }) => members.has(person))
  const page = paged(ask, mine, 100)
  return ok(
    collection({
      ...page,
      value: page.value.map(({ id, name }) => ({ id, displayName: name, description: null })),
    }),
  )
}

const channels: Handler = ({ world, ask, person }) => {
  const team = world.teams.find(({ id, members }) => id === ask.caught[0] && members.has(person))
  if (!team) throw notFound()
  const value = team.channels.map(({ id, name }) => ({
    id,
    displayName: name,
    membershipType: 'standard',
    webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(id)}/${encodeURIComponent(name)}?groupId=${team.id}&tenantId=${world.tenant}`,
  }))
  return ok({ value })
}

const at = (path: string) => new RegExp(`^/v1\\.0${path.replaceAll('*', '([^/]+)')}$`)

export function teamsRoutes(world: World, oauth: OAuth2): Route[] {
  const route = (method: string, path: string, scopes: string[], handle: Handler): Route => [
    method,
    at(path),
    withScopes(world, oauth, scopes, handle),
  ]
  const messages = '/teams/*/channels/*/messages'
  const read = ['ChannelMessage.Read.All']
  const change = ['ChannelMessage.ReadWrite']
  const show: Handler = (caller) => ok(messageShape(caller.world, messageOf(caller)))
  return [
    route('GET', '/me/joinedTeams', ['Team.ReadBasic.All'], joinedTeams),
    route('GET', '/teams/*/channels', ['Channel.ReadBasic.All'], channels),
    route('POST', messages, ['ChannelMessage.Send'], post),
    route('POST', `${messages}/*/replies`, ['ChannelMessage.Send'], post),
    route('GET', messages, read, listMessages),
    route('GET', `${messages}/*/replies`, read, listMessages),
    route('GET', `${messages}/delta`, read, delta),
    route('GET', `${messages}/*`, read, show),
    route('GET', `${messages}/*/replies/*`, read, show),
    route('PATCH', `${messages}/*`, change, patch),
    route('PATCH', `${messages}/*/replies/*`, change, patch),
    route('POST', `${messages}/*/softDelete`, change, softDelete),
    route('POST', `${messages}/*/replies/*/softDelete`, change, softDelete),
  ]
}
