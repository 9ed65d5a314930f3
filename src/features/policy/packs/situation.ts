import { z } from 'zod'
import type { Capabilities } from '#networks/profile.ts'
import {
  duplicateKey,
  factsOfPost,
  institutionFields,
  subjectFields,
  subjectOfPost,
} from '../engine/index.ts'
import type {
  CheckContext,
  Facts,
  InstitutionForCheck,
  Moment,
  PostForCheck,
  Subject,
  SubjectKind,
} from '../engine/index.ts'
import { checkWording } from '../engine/wording-check.ts'
import { exampleNetwork } from './example-world.ts'
import { givenPostSchema } from './schema.ts'
import type { GivenPost } from './schema.ts'

/** A subject with its facts, made up from what somebody gives: an example of a pack, or a trial in the editor. */
export type Situation = { subject: Subject; facts: Facts } | { fault: string }

/** What the made-up situation is judged at. `institutionFor` is asked with what was given of nation, election and blackout. */
export interface SituationWorld {
  now: string
  institutionFor(given: Pick<GivenPost, 'nation' | 'election' | 'blackout'>): InstitutionForCheck
}

export function situationOf(
  kind: SubjectKind,
  given: Record<string, unknown>,
  moment: Moment,
  { now, institutionFor }: SituationWorld,
): Situation {
  if (kind !== 'post') {
    const fields = z.record(z.string(), z.json()).safeParse(given)
    if (!fields.success) return { fault: z.prettifyError(fields.error) }
    const unknown = Object.keys(fields.data).find((name) => !(name in subjectFields[kind]))
    if (unknown !== undefined)
      return {
        fault: `A ${kind} has no field “${unknown}”: there are ${Object.keys(subjectFields[kind]).join(', ')}.`,
      }
    const institution = institutionFields(
      institutionFor({ nation: 'england', election: false, blackout: false }),
      now,
    )
    return { subject: { kind, moment, fields: fields.data, institution }, facts: {} }
  }
  const read = givenPostSchema.safeParse(given)
  if (!read.success) return { fault: z.prettifyError(read.error) }
  const post = postOf(read.data, now)
  const network = exampleNetwork(read.data.limits ?? {}, capabilitiesOf(read.data.has))
  const context: CheckContext = {
    institution: institutionFor(read.data),
    profiles: { [network.id]: network },
    wording: checkWording,
  }
  return { subject: subjectOfPost(post, context, moment, now), facts: factsOfPost(post, context, now) }
}

/** An audience of an example is called what its id is. */
function capabilitiesOf({ audiences, ...has }: NonNullable<GivenPost['has']> = {}): Partial<Capabilities> {
  return { ...has, ...(audiences ? { audiences: audiences.map((id) => ({ id, label: id })) } : {}) }
}

function postOf(given: GivenPost, now: string): PostForCheck {
  const { text, media, link, parts, accounts, audiences, language, recent } = given
  const { title, tags, audience, format, firstComment, unknownMentions } = given
  const sent = (parts ?? [{ text, media, link }]).map((part) => ({
    ...part,
    link: part.link === null ? null : { url: part.link },
  }))
  return {
    audiences,
    language,
    targets: Array.from({ length: accounts }, (_, at) => ({
      accountId: `account-${at + 1}`,
      network: 'example',
      handle: `office${at + 1}`,
      parts: sent,
      ...{ title, tags, audience, format, firstComment },
      ...(unknownMentions ? { unknownMentions } : {}),
    })),
    recent: recent.map((earlier, at) => ({
      postId: `earlier-${at + 1}`,
      accountId: `account-${earlier.account}`,
      key: duplicateKey([earlier.text]),
      at: new Date(Date.parse(now) - earlier.daysAgo * 86_400_000).toISOString(),
    })),
  }
}
