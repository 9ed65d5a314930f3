import { authorise, type Actor, type Notice } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { changesSince } from '../changes/compare.ts'
import { policyInForce } from '../editions.ts'
import type { Finding } from '../engine/index.ts'
import { editionById, type EditionRow } from '../store.ts'
import type { MyAcknowledgement } from './contract.ts'
import { asksToAcknowledge, hasControls } from './rules.ts'
import { askingAt, saidTo, whatStops, whyMust, type Asking } from './standing.ts'
import { acknowledgedBefore, peopleAt, type PersonRow } from './store.ts'

type Needs = Pick<Services, 'db' | 'clock'>

export function refOf({ id, edition, content, inForceFrom }: EditionRow): MyAcknowledgement['edition'] {
  return { id, edition, title: content.frontMatter.title, inForceFrom }
}

const said = ({ control, clause, clauseTitle, level, say }: Finding): MyAcknowledgement['says'][number] => ({
  control,
  clause,
  clauseTitle,
  level,
  say,
})

async function standingOf(
  services: Needs,
  actor: Actor,
): Promise<{ asking: Asking; person: PersonRow | undefined }> {
  const now = nowOf(services)
  const asking = await askingAt(services.db, now)
  const [person] = await peopleAt(services.db, {
    now,
    editionId: asking.edition.id,
    personId: actor.personId,
  })
  return { asking, person }
}

/** How the person stands to the edition in force, and what is different from the one they knew. */
export async function myAcknowledgement(services: Needs, actor: Actor): Promise<MyAcknowledgement> {
  authorise(actor, 'policy.read')
  const { asking, person } = await standingOf(services, actor)
  if (!person) throw new NotFound('person')
  const { edition } = asking
  const why = person.acknowledgedAt === null ? whyMust(asking, person) : null
  const gate = whatStops(asking, person).find(asksToAcknowledge)
  const last = await acknowledgedBefore(services.db, person.id, edition)
  return {
    edition: refOf(edition),
    due: why && said(why),
    gate: gate ? said(gate) : null,
    acknowledgedAt: person.acknowledgedAt,
    last: last && { edition: last.edition, at: last.at },
    changes: last && (await changesFrom(services.db, last.id, edition)),
    says: saidTo(asking, 'sign-in', person)
      .filter((one) => !one.waiver && !asksToAcknowledge(one))
      .map(said),
  }
}

async function changesFrom(
  db: Db,
  earlier: string,
  edition: EditionRow,
): Promise<MyAcknowledgement['changes']> {
  const before = await editionById(db, earlier)
  return before && changesSince(before, edition.content)
}

/** Does an edition wait for this person to be read? Cheap where the policy asks nobody. */
async function waitsFor(
  services: Needs,
  actor: Actor,
): Promise<{ edition: EditionRow; gate: boolean } | null> {
  const { rules } = await policyInForce(services.db, nowOf(services))
  if (!hasControls(rules, ['sign-in', 'publish'])) return null
  const { asking, person } = await standingOf(services, actor)
  if (!person || person.acknowledgedAt !== null || whyMust(asking, person) === null) return null
  return { edition: asking.edition, gate: whatStops(asking, person).some(asksToAcknowledge) }
}

/** Where an edition is read and confirmed. */
export const acknowledgePage = '/policy/acknowledge'

/** What stands at the top of every page while an edition waits to be read; calm, since other work may go on. */
export async function acknowledgementNotices(services: Needs, actor: Actor): Promise<Notice[]> {
  const waits = await waitsFor(services, actor)
  if (!waits) return []
  const { title, edition } = refOf(waits.edition)
  const asked = `Edition ${edition} of “${title}” waits for you to read it.`
  const stopped = `${asked} Until you confirm that you have, you can neither ask for approval of posts nor approve them.`
  return [
    {
      id: 'policy-acknowledge',
      level: 'info',
      text: waits.gate ? stopped : asked,
      action: { label: 'Read and confirm', href: acknowledgePage },
    },
  ]
}

/** For the number of things that wait for a person. */
export async function acknowledgementsWaiting(services: Needs, actor: Actor): Promise<number> {
  return (await waitsFor(services, actor)) ? 1 : 0
}
