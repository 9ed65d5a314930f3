import { z } from 'zod'
import { excerpt } from '../answers.ts'
import { ConnectRefused, type Connected, type Json, type NetworkContext, type Started } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import {
  callGraph,
  graphWords,
  keptTokens,
  microsoftService,
  missingScopes,
  nextPage,
  type MicrosoftLogin,
  type MicrosoftSettings,
} from '../families/microsoft.ts'
import { finishOAuth2, startOAuth2, tokenFields } from '../families/oauth2.ts'
import { troubled } from '../families/outcomes.ts'
import { endOfGrant } from '../families/renew.ts'
import { typedHandle, handleBegun } from '../families/handle.ts'
import { teamAndChannel, teamsProfile } from './limits.ts'

/** Reading and changing messages of channels wants the consent of a tenant's administrator. */
export const teamsLogin: MicrosoftLogin = {
  id: 'teams',
  name: 'Microsoft Teams',
  scopes: [
    'offline_access',
    'User.Read',
    'Team.ReadBasic.All',
    'Channel.ReadBasic.All',
    'ChannelMessage.Send',
    'ChannelMessage.Read.All',
    'ChannelMessage.ReadWrite',
  ],
}

export const teamsGrant = z.object({
  ...tokenFields,
  /** Who signed in: messages bear their name. */
  userId: z.string().min(1),
  teamId: z.string().min(1),
  channelId: z.string().min(1),
})
export type TeamsGrant = z.infer<typeof teamsGrant>

const named = z.object({ id: z.string().min(1), displayName: z.string(), webUrl: z.string().nullish() })
const page = z.object({ value: z.array(named), '@odata.nextLink': z.string().nullish() })
const me = z.object({ id: z.string().min(1), displayName: z.string().nullish() })

export async function startTeams(
  context: NetworkContext,
  settings: MicrosoftSettings,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(teamsProfile, typed)
  const service = await microsoftService(context, settings, teamsLogin)
  return startOAuth2(context, service, state, { handle })
}

/** What asking in the name of the person gives, or a sentence for the person. */
type Asking = <Shape>(path: string, shape: z.ZodType<Shape>) => Promise<Shape>

function asking(context: NetworkContext, settings: MicrosoftSettings, token: string): Asking {
  return async (path, shape) => {
    const answer: ApiAnswer = await callGraph(context, settings, { method: 'GET', path }, token).catch(
      troubled('Begin again.'),
    )
    const read = answer.status === 200 ? shape.safeParse(answer.body) : null
    if (read?.success) return read.data
    const why = excerpt(graphWords(answer) || `status ${answer.status}`, [token])
    throw new ConnectRefused(`Microsoft Teams did not say what was asked (${why}). Begin again.`)
  }
}

/** Everybody is in few teams, and a team has 1,000 channels at most. */
const pagesToRead = 20

async function byName(ask: Asking, settings: MicrosoftSettings, from: string, name: string) {
  const wanted = name.toLowerCase()
  let path: string | undefined = from
  for (let at = 0; path && at < pagesToRead; at++) {
    const list: z.infer<typeof page> = await ask(path, page)
    const found = list.value.filter(({ displayName }) => displayName.toLowerCase() === wanted)
    if (found.length > 0) return found
    path = nextPage(settings, list['@odata.nextLink'])
  }
  return []
}

export async function finishTeams(
  context: NetworkContext,
  settings: MicrosoftSettings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const handle = handleBegun(pending)
  const wanted = teamAndChannel(handle)
  if (!wanted) throw new ConnectRefused('It is not known any more which channel was meant. Begin again.')
  const service = await microsoftService(context, settings, teamsLogin)
  const tokens = await finishOAuth2(context, service, pending, params)
  const missing = missingScopes(teamsLogin, tokens.scopes)
  if (missing.length > 0)
    throw new ConnectRefused(
      `Microsoft did not allow everything that publishing needs: ${missing.join(', ')} is missing. An administrator of the university’s Microsoft 365 has to consent to it for the app.`,
    )
  const ask = asking(context, settings, tokens.accessToken)
  const who = await ask('/me', me)
  const teams = await byName(ask, settings, '/me/joinedTeams', wanted.team)
  const [team] = teams
  if (!team)
    throw new ConnectRefused(
      `You signed in as ${who.displayName ?? 'somebody'}, who is in no team called “${wanted.team}”. Sign in as a member of it.`,
    )
  if (teams.length > 1)
    throw new ConnectRefused(
      `You are in several teams called “${wanted.team}”. Give one of them another name first, so that it is plain which is meant.`,
    )
  const path = `/teams/${encodeURIComponent(team.id)}/channels`
  const [channel] = await byName(ask, settings, path, wanted.channel)
  if (!channel)
    throw new ConnectRefused(`The team “${team.displayName}” has no channel called “${wanted.channel}”.`)
  const kept = keptTokens(context.clock, tokens)
  const grant: TeamsGrant = { ...kept, userId: who.id, teamId: team.id, channelId: channel.id }
  return {
    remoteId: channel.id,
    handle,
    displayName: `${team.displayName} / ${channel.displayName}`,
    profileUrl:
      channel.webUrl ??
      `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel.id)}/${encodeURIComponent(channel.displayName)}?groupId=${team.id}`,
    server: settings.graphUrl,
    grant: { ...grant },
    scopes: tokens.scopes,
    expiresAt: endOfGrant(grant),
  }
}
