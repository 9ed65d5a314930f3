import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { NetworkTrouble, ReconnectNeeded, type Network, type NetworkContext } from '../contract.ts'
import type { Limits } from '../profile.ts'
import { callServer, usualSettings, type MastodonOptions } from './api.ts'
import {
  disconnectMastodon,
  grantHasEnded,
  finishMastodon,
  mastodonFields,
  mastodonGrant,
  startMastodon,
} from './connect.ts'
import { mastodonProfile } from './limits.ts'
import { MastodonSession } from './session.ts'

export type { MastodonOptions } from './api.ts'

const instance = z.object({
  configuration: z.object({
    statuses: z
      .object({
        max_characters: z.number().int().positive(),
        max_media_attachments: z.number().int().nonnegative(),
      })
      .partial()
      .default({}),
    media_attachments: z
      .object({
        supported_mime_types: z.array(z.string()),
        image_size_limit: z.number().int().positive(),
        video_size_limit: z.number().int().positive(),
        description_limit: z.number().int().positive(),
      })
      .partial()
      .default({}),
  }),
})

function limitsOf(configuration: z.infer<typeof instance>['configuration']): Partial<Limits> {
  const usual = mastodonProfile.limits
  const { max_characters, max_media_attachments } = configuration.statuses
  const { supported_mime_types, image_size_limit, video_size_limit, description_limit } =
    configuration.media_attachments
  const takes = (type: string) => supported_mime_types?.includes(type) ?? true
  const { video } = usual
  return {
    ...(max_characters === undefined ? {} : { text: max_characters }),
    ...(max_media_attachments === undefined ? {} : { images: max_media_attachments }),
    // Never more than what we would send anyway: the server's limit is for what people upload there.
    ...(image_size_limit === undefined ? {} : { imageBytes: Math.min(image_size_limit, usual.imageBytes) }),
    ...(description_limit === undefined ? {} : { alternativeText: description_limit }),
    ...(supported_mime_types === undefined ? {} : { imageTypes: usual.imageTypes.filter(takes) }),
    ...(video && (supported_mime_types ?? video_size_limit) !== undefined
      ? {
          video: {
            ...video,
            types: video.types.filter(takes),
            bytes: Math.min(video_size_limit ?? video.bytes, video.bytes),
          },
        }
      : {}),
  }
}

/** Tokens of Mastodon don't end by themselves; so often, opening an account asks whether somebody has ended it. */
const checkEvery = 12 * 3_600_000

/** Mastodon, and every server that speaks its API well enough to sign in, post and read back. */
export function createMastodon(context: NetworkContext, options: MastodonOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const checked = new Map<string, number>()
  return {
    profile: mastodonProfile,
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to your server',
        hint: 'You sign in on the server’s own page and allow posting.',
        fields: mastodonFields,
        start: (values, handle, state) => startMastodon(context, settings, values, handle, state),
        finish: (pending, params) => finishMastodon(context, settings, pending, params),
      },
    ],
    async open(connection) {
      const grant = mastodonGrant.safeParse(connection.grant)
      if (!grant.success)
        throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
      const now = context.clock.now().epochMilliseconds
      if (now - (checked.get(grant.data.token) ?? -Infinity) >= checkEvery) {
        if (await grantHasEnded(context, settings, connection.server, grant.data))
          throw new ReconnectNeeded(
            `The server no longer lets us act as ${connection.handle}. Connect it again.`,
          )
        checked.set(grant.data.token, now)
      }
      return new MastodonSession(context, settings, connection, grant.data)
    },
    async disconnect(connection) {
      const grant = mastodonGrant.safeParse(connection.grant)
      if (!grant.success)
        throw new NetworkTrouble(
          `The connection of ${connection.handle} can’t be read, so it could not be ended.`,
        )
      await disconnectMastodon(context, settings, connection.server, grant.data)
    },
    async serverLimits(server) {
      try {
        const answer = await callServer(context, settings, server, {
          method: 'GET',
          path: '/api/v2/instance',
        })
        const parsed = instance.safeParse(answer.body)
        return answer.status === 200 && parsed.success ? limitsOf(parsed.data.configuration) : null
      } catch (error) {
        if (error instanceof FetchError) return null
        throw error
      }
    },
  }
}
