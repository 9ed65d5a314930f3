import type { TargetDetector } from '../detector.ts'

/** A person is the same however the name is written. */
export const mentionKey = (mention: string): string => mention.replace(/^@/, '').toLowerCase()

export const unknownMentions: TargetDetector = {
  scope: 'target',
  fact: 'unknownMentions',
  about:
    'Mentions that would become links, of somebody whom the network says it does not know. What was not asked, or not answered, is none.',
  attributes: {
    network: 'the network’s name',
    plain: 'the name as plain words',
  },
  detect({ network, parts, unknownMentions: unknown = [] }, _post, { profiles }) {
    const profile = profiles[network]
    if (!profile || unknown.length === 0) return []
    const nobody = new Set(unknown.map(mentionKey))
    return parts.flatMap(({ text }, part) =>
      profile
        .entities(text)
        .filter(({ kind, value }) => kind === 'mention' && nobody.has(mentionKey(value)))
        .map(({ start, end, value }) => ({
          part,
          field: 'text' as const,
          start,
          end,
          value: `${network} ${value}`,
          shown: text.slice(start, end),
          attributes: { network: profile.name, plain: value },
        })),
    )
  },
}
