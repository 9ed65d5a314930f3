import { withScopes, graphError } from './graph-microsoft/answers.ts'
import { mailRoutes } from './graph-microsoft/mail.ts'
import { teamsRoutes } from './graph-microsoft/teams.ts'
import {
  newWorld,
  type Channel,
  type Mailbox,
  type Settings,
  type Team,
  type World,
} from './graph-microsoft/world.ts'
import { limiter } from './stand-in/limits.ts'
import { openOAuth2, type OAuth2, type Person } from './stand-in/oauth2.ts'
import { ok, startStandIn, type Ask, type StandIn } from './stand-in/server.ts'

export type { Channel, ChannelMessage, Mail, Mailbox, Team } from './graph-microsoft/world.ts'

export interface GraphPeer extends Pick<StandIn, 'url' | 'host' | 'faults' | 'stop'> {
  oauth: OAuth2
  /** As an administrator fills it in. */
  app: { tenant: string; clientId: string; clientSecret: string }
  world: World
  /** May be changed while it runs. */
  settings: Settings
  /** Somebody with a mailbox of their own. */
  addPerson(username: string): Person & { mailbox: Mailbox }
  /** A team with one channel. */
  addTeam(name: string, channel: string, members: Person[]): { team: Team; channel: Channel }
  addSharedMailbox(address: string, delegates: Person[]): Mailbox
}

const scopes = [
  'offline_access',
  'User.Read',
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChannelMessage.Send',
  'ChannelMessage.Read.All',
  'ChannelMessage.ReadWrite',
  'Mail.ReadWrite',
  'Mail.Send',
  'Mail.ReadWrite.Shared',
  'Mail.Send.Shared',
]

/**
 * A stand-in that behaves as the published description of Microsoft Graph 1.0 says, for Teams and for Outlook: one
 * tenant's sign-in (OAuth 2.0, PKCE, refresh tokens that change), scopes of each call, channels with messages, replies,
 * pictures inside, edits and soft deletions; drafts with properties of one's own, attachments, upload sessions, sending,
 * immutable ids, shared mailboxes; its errors and its throttling. It is not Microsoft: no consent of administrators, no
 * chats, no notifications, no delivery of mail, and only the filters that Rostrum uses.
 */
export async function startGraph(options: Partial<Settings> = {}): Promise<GraphPeer> {
  const settings: Settings = {
    now: Date.now,
    requestsIn10Seconds: 10_000,
    mailsInAMinute: 30,
    leavesAfter: 0,
    ...options,
  }
  const app = {
    tenant: '5f6e0c8e-0000-4000-8000-00000000feed',
    clientId: 'rostrum-at-microsoft',
    clientSecret: 'the-secret-of-the-app-at-microsoft',
  }
  const base = `/${app.tenant}/oauth2/v2.0`
  const { clientId, clientSecret } = app
  const oauth = openOAuth2({
    now: () => settings.now(),
    title: 'Stand-in Microsoft',
    authorizePath: `${base}/authorize`,
    tokenPath: `${base}/token`,
    clientId,
    clientSecret,
    pkce: 'required',
    scopes,
    lives: 3600,
    refreshLives: 7_776_000,
    rotates: true,
    // What was given is listed without the scope that only asks for a refresh token.
    more: (token) => ({ scope: token.scopes.filter((scope) => scope !== 'offline_access').join(' ') }),
  })
  const world = newWorld(app.tenant, settings)
  const me = withScopes(world, oauth, ['User.Read'], ({ person }) =>
    ok({
      id: person.id,
      displayName: person.name,
      mail: world.mailboxes.find(({ owner }) => owner === person)?.address ?? null,
      userPrincipalName: `${person.username}@example.ac.uk`,
    }),
  )
  const spend = limiter({
    get limit() {
      return settings.requestsIn10Seconds
    },
    length: 10_000,
    now: () => settings.now(),
  })
  const before = (ask: Ask) => {
    if (ask.path.startsWith('/v1.0/') && spend(ask.headers.authorization ?? '').over)
      throw graphError(429, 'TooManyRequests', 'Please retry again later.', { 'retry-after': '10' })
    return { 'request-id': crypto.randomUUID() }
  }
  const standIn = await startStandIn({
    routes: [
      ...oauth.routes,
      ['GET', /^\/v1\.0\/me$/, me],
      ...teamsRoutes(world, oauth),
      ...mailRoutes(world, oauth),
    ],
    before,
    notFound: () => graphError(404, 'BadRequest', 'Resource not found for the segment.').answer,
  })
  return {
    ...standIn,
    oauth,
    app,
    world,
    settings,
    addPerson(username) {
      const person = oauth.addPerson({ username, password: `password of ${username}` })
      return Object.assign(person, { mailbox: world.addMailbox(`${username}@example.ac.uk`, person) })
    },
    addTeam(name, channelName, members) {
      const team = world.addTeam(name)
      for (const member of members) team.members.add(member)
      return { team, channel: world.addChannel(team, channelName) }
    },
    addSharedMailbox(address, delegates) {
      const mailbox = world.addMailbox(address, null)
      for (const delegate of delegates) mailbox.delegates.add(delegate)
      return mailbox
    },
  }
}
