import type { Finding, Offer } from '#features/policy/engine/types.ts'
import { levelOf, type MarkLevel } from '#features/policy/ui/index.ts'
import type { Content } from '../../contract.ts'
import { withDetails } from '../../details/rules.ts'
import { besideOn, partsOf, replaceAt, withParts, type Version } from '../draft.ts'

export interface Mark {
  start: number
  end: number
  level: MarkLevel
  findingId: string
}

const weight: MarkLevel[] = ['neutral', 'advise', 'hold', 'require', 'refuse']

/** The marks in one part of one version. `accountIds` are those that get this version; null while none is chosen. */
export function marksIn(
  findings: readonly Finding[],
  part: number,
  accountIds: readonly string[] | null,
  settled: ReadonlySet<string> = new Set(),
): Mark[] {
  return findings.flatMap((finding) =>
    finding.spans
      .filter(
        (span) =>
          span.field === 'text' &&
          span.part === part &&
          span.end > span.start &&
          (accountIds === null || span.targets.some((target) => accountIds.includes(target))),
      )
      .map(({ start, end }) => ({
        start,
        end,
        level: settled.has(finding.id) ? ('neutral' as const) : levelOf(finding),
        findingId: finding.id,
      })),
  )
}

export interface Segment {
  start: number
  text: string
  level: MarkLevel | null
}

/** A text cut where marks begin and end; where marks overlap the gravest shows. */
export function segmentsOf(text: string, marks: readonly Mark[]): Segment[] {
  const cuts = new Set([0, text.length])
  for (const { start, end } of marks) {
    cuts.add(Math.min(start, text.length))
    cuts.add(Math.min(end, text.length))
  }
  const places = [...cuts].sort((a, b) => a - b)
  const segments: Segment[] = []
  for (const [index, from] of places.slice(0, -1).entries()) {
    const to = places[index + 1] ?? text.length
    const here = marks.filter((mark) => mark.start <= from && mark.end >= to)
    const level = here.reduce<MarkLevel | null>(
      (gravest, mark) =>
        gravest === null || weight.indexOf(mark.level) > weight.indexOf(gravest) ? mark.level : gravest,
      null,
    )
    const before = segments.at(-1)
    if (before && before.level === level) before.text += text.slice(from, to)
    else segments.push({ start: from, text: text.slice(from, to), level })
  }
  return segments
}

export interface Receiver {
  accountId: string
  network: string
}

/** The version that an account gets. */
export function versionFor(content: Content, receiver: Receiver | undefined): Version {
  return receiver && content.variants[receiver.network] ? receiver.network : 'all'
}

/**
 * Puts the offered words in place, in every version that carries the finding. Null when the words have changed since
 * the check looked, so that nothing is replaced in the wrong place.
 */
export function applyOffer(
  content: Content,
  checked: Content,
  offer: Pick<Offer, 'replacements'>,
  receivers: readonly Receiver[],
  /** The name of the post, which is its title where a network wants one and nobody has given another. */
  name = '',
): Content | null {
  const byPlace = new Map<
    string,
    { version: Version; part: number; start: number; end: number; text: string }
  >()
  for (const { part, start, end, text, targets } of offer.replacements.filter(({ field }) => !field))
    for (const target of targets) {
      const version = versionFor(
        checked,
        receivers.find((receiver) => receiver.accountId === target),
      )
      byPlace.set(`${version} ${part} ${start}`, { version, part, start, end, text })
    }
  let next = content
  // From the end to the beginning, so that earlier places stay true.
  for (const { version, part, start, end, text } of [...byPlace.values()].sort((a, b) => b.start - a.start)) {
    const parts = partsOf(next, version)
    const before = parts[part]
    const wanted = partsOf(checked, version)[part]?.text.slice(start, end)
    if (!before || before.text.slice(start, end) !== wanted) return null
    const words = before.text.slice(0, start) + text + before.text.slice(end)
    next = withParts(next, version, replaceAt(parts, part, { ...before, text: words }))
  }
  return besideReplaced(next, checked, offer, receivers, name)
}

/** The same for titles and first comments, from their ends to their beginnings. */
function besideReplaced(
  content: Content,
  checked: Content,
  offer: Pick<Offer, 'replacements'>,
  receivers: readonly Receiver[],
  name: string,
): Content | null {
  let next = content
  for (const { field, start, end, text, targets } of offer.replacements.toSorted(
    (a, b) => b.start - a.start,
  )) {
    if (!field) continue
    const networks = receivers.filter(({ accountId }) => targets.includes(accountId))
    for (const network of new Set(networks.map((receiver) => receiver.network))) {
      const before = besideOn({ title: name, content: next }, network)[field] ?? ''
      const looked = besideOn({ title: name, content: checked }, network)[field] ?? ''
      if (before.slice(start, end) !== looked.slice(start, end)) return null
      next = withDetails(next, network, { [field]: before.slice(0, start) + text + before.slice(end) })
    }
  }
  return next
}
