/**
 * Networks by id and name, those with a profile and others that people ask for or that the register lists: an account
 * may be asked for, decided and looked after on each, also where nothing can be sent from here.
 */
import { networkNames } from './names.ts'

const others: Readonly<Record<string, string>> = {
  discord: 'Discord',
  medium: 'Medium',
  pinterest: 'Pinterest',
  podcast: 'A podcast',
  reddit: 'Reddit',
  soundcloud: 'SoundCloud',
  twitch: 'Twitch',
  vimeo: 'Vimeo',
  wechat: 'WeChat',
  weibo: 'Weibo',
}

/** Every network that is known by name, by name. */
export const knownNetworks: readonly { id: string; name: string }[] = Object.entries({
  ...networkNames,
  ...others,
})
  .map(([id, name]) => ({ id, name }))
  .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))

const names = new Map(knownNetworks.map(({ id, name }) => [id, name]))

/** What a network is called; undefined when nobody knows it. */
export function networkName(id: string): string | undefined {
  return names.get(id)
}
