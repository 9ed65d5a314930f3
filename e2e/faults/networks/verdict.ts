import type { SeenPost } from '#networks/conformance.ts'
import type { PublicationState } from '#features/posts/contract.ts'
import type { Sent } from './approve.ts'
import type { Lane } from './lane.ts'
import type { Made } from './shapes.ts'
import type { End } from './to-its-end.ts'

export interface Verdict {
  lost: boolean
  doubled: boolean
  untrue: boolean
  /** What was wrong; empty when nothing was. */
  note: string
}

const isThere: readonly PublicationState[] = ['published', 'verified']
const isSentence = /[.!?…”)]$/

function wholeMedia(post: SeenPost | undefined, media: Made[number] | undefined): boolean {
  if (!post || !media) return true
  const videos = media.filter(({ kind }) => kind === 'video').length
  const images = media.length - videos
  return (post.videos ?? []).length === videos && (videos > 0 || post.alts.length === images)
}

interface Judged {
  end: End
  sent: Sent
  made: Made
  mayEnd: readonly PublicationState[]
  unread: boolean
}

/** Whether what Rostrum says at the end is what stands at the network. */
function untruths(lane: Lane, { end, sent, made, mayEnd, unread }: Judged, there: SeenPost[]): string[] {
  const { network, unfindable } = lane.harness
  const { idempotency } = network.profile.capabilities
  const nobodyKnows = idempotency === 'none' || made.flat().some(({ kind }) => kind === unfindable)
  const { state, outcome, parts } = end
  const counts = sent.texts.map((text) => there.filter((post) => post.text === text).length)
  const said = `${state} (${outcome?.say ?? 'nothing said'})`
  if (isThere.includes(state)) {
    if (counts.includes(0)) return [`said ${said}, and it is not there`]
    if (outcome !== null && outcome.kind !== 'unverified') return [`said ${said}, and it is there`]
    const isSaid = outcome !== null && isSentence.test(outcome.say)
    if (state === 'published' && idempotency !== 'none' && !(unread && isSaid))
      return [`never read back: ${said}`]
    const broken = there.some((post) => {
      const index = sent.texts.indexOf(post.text)
      return index < 0 || !wholeMedia(post, made[index])
    })
    return broken ? [`said ${said}, and what is there is not the whole of it`] : []
  }
  if (!outcome || !isSentence.test(outcome.say)) return [`ended as ${said} without a sentence`]
  // Nobody can find out what became of it, and that is said.
  if (state === 'unknown' && nobodyKnows) return []
  if (!mayEnd.includes(state)) return [`ended as ${said}`]
  if (state === 'unknown') return []
  // Of a thread the beginning may be out: then it is known, part by part, which.
  const known = counts.every((count, index) => count > 0 === ((parts[index]?.ref ?? null) !== null))
  return known ? [] : [`ended as ${said}, and there is more than it knows of`]
}

/** Asks the network what is there, and holds it against what Rostrum says. */
export async function judge(lane: Lane, judged: Judged): Promise<Verdict> {
  const { harness, errors } = lane
  const { sent, end } = judged
  const all = await harness.posts(sent.account)
  const there = all.slice(sent.stood)
  const counts = sent.texts.map((text) => there.filter((post) => post.text === text).length)
  const told = isThere.includes(end.state)
  const notes = untruths(lane, judged, there)
  for (const line of errors) notes.push(`an error in the log: ${line.slice(0, 2_000)}`)
  const words = JSON.stringify([end.outcome, errors])
  if (harness.secrets().some((secret) => secret !== '' && words.includes(secret)))
    notes.push('a secret in what was said')
  const doubled = counts.some((count) => count > 1) || there.length > sent.texts.length
  if (doubled) notes.push(`there ${there.length} times`)
  // What is nowhere although Rostrum holds it for done; what it says is not there, is said.
  const lost = told && counts.includes(0)
  return { lost, doubled, untrue: notes.length > 0, note: notes.join('; ') }
}
