import { Invalid } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { channelServiceLabels, type ChannelService } from './contract.ts'

function refuse(message: string, fix?: string): never {
  throw new Invalid('notices.channel-address', message, {
    ...(fix ? { fix } : {}),
    fields: [{ path: 'url', message }],
  })
}

/** A web address that a webhook may have. Where it really leads is found out by the test that follows. */
export function checkUrl({ config }: Pick<Services, 'config'>, service: ChannelService, text: string): URL {
  const url = URL.parse(text)
  if (!url || !['https:', 'http:'].includes(url.protocol))
    refuse('This is not a web address. It begins with https://.')
  if (url.username || url.password) refuse('A webhook has no name and password in its address.')
  const host = `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
  // Whoever runs Rostrum may have a relay on the university's own network.
  if (url.protocol === 'http:' && !config.allowPrivate.includes(host))
    refuse(
      'This address is not encrypted (http), and whoever reads it on its way could write into the channel.',
      `Use the address that begins with https://, as ${channelServiceLabels[service]} shows it.`,
    )
  if (/(^|\.)(webhook\.office\.com|outlook\.office(365)?\.com)$/.test(url.hostname))
    refuse(
      'This is a connector of Microsoft 365, and Microsoft has ended those.',
      'In Teams, open Workflows on the channel, choose “Send webhook alerts to a channel”, and copy its address.',
    )
  return url
}
