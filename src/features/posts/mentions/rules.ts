import type { NetworkProfile } from '#networks/profile.ts'

/** What a network says of a mention. `unanswered`: it could not be asked, or did not say. */
export type Known = 'yes' | 'no' | 'unanswered'

/** `silent`: the network has no way to say it. */
export type Answer = Known | 'silent'

/** What came of asking. */
export interface Said {
  known: Answer
  /** Of what is unanswered because of a wait: from when the network is asked again, ISO 8601 UTC. */
  until?: string
}

export const notAnswered: Said = { known: 'unanswered' }

/** So many different names are looked up for one account at a time. */
export const mostMentions = 20

/** Whom these texts mention, as the network itself reads them; each once, however it is written. */
export function mentionsIn(profile: Pick<NetworkProfile, 'entities'>, texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => profile.entities(text).filter(({ kind }) => kind === 'mention'))
  return [...new Map(found.map(({ value }) => [value.toLowerCase(), value])).values()]
}

/** Is this a name and nothing else? What is asked of a network leaves the house. */
export function isMention(profile: Pick<NetworkProfile, 'entities'>, name: string): boolean {
  const text = `@${name}`
  const [only, ...more] = profile.entities(text)
  return (
    more.length === 0 &&
    only?.kind === 'mention' &&
    only.start === 0 &&
    only.end === text.length &&
    only.value.toLowerCase() === name.toLowerCase()
  )
}
