import { entryActor, mayFor, type Actor } from '#features/people/index.ts'
import type { Selectable } from 'kysely'
import { isUniqueViolation, newId, type Tables } from '#platform/db/index.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { clauses } from './clauses.ts'
import { needRead, needWithPost } from './access.ts'
import { checkPost } from './check.ts'
import { correctionMade } from './afterwards/store.ts'
import { agreements } from './consultations.ts'
import { partsFor } from './content.ts'
import type { Content, OpenCorrection } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { needDone, onTheNetwork } from './on-network.ts'
import { liveHolds } from './holds.ts'
import { overriddenIds } from './overrides.ts'
import { isOpen, makesWait } from './rules.ts'
import { outgoingPart } from './sending/outgoing.ts'
import { getPost, type PostRecord } from './store.ts'
import type { Publication } from './tables.ts'
import { needMayPublish } from './publishers.ts'

/** What has gone out is corrected as it went out: one person proposes the words, another agrees. */
export interface Proposal {
  part: number
  text: string
  reason: string
}

async function publicationOf(
  deps: PostsDeps,
  id: string,
): Promise<{ publication: Publication; post: PostRecord }> {
  const publication = await deps.services.db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!publication) throw new NotFound('publication')
  return { publication, post: await getPost(deps.services.db, publication.post_id) }
}

function needOut(publication: Publication, part: number): void {
  const out = publication.state === 'published' || publication.state === 'verified'
  if (!out || publication.removed_at !== null || !publication.parts[part]?.ref)
    throw new Conflict(
      'posts.not-out',
      'This part is not on the network, so there is nothing to correct there.',
    )
}

/** The new words pass the same checks as a new post, for the one account they are for. */
async function needClean(
  deps: PostsDeps,
  post: PostRecord,
  publication: Publication,
  proposal: Proposal,
): Promise<void> {
  const parts = partsFor(post.content, publication.network).map((part, index) =>
    index === proposal.part ? { ...part, text: proposal.text } : part,
  )
  const content: Content = { ...post.content, parts, variants: {} }
  const { db } = deps.services
  const settled = { kept: await overriddenIds(db, post.id), agreed: await agreements(db, post.id) }
  const findings = await checkPost(deps, { ...post, content, accountIds: [publication.account_id] })
  // What would have had to wait can't come in by a correction, which does not.
  const waited = new Set((await liveHolds(db, post.id)).map((hold) => hold.finding_id))
  const open = findings.filter(
    (finding) => isOpen(finding, settled) || (makesWait(finding, settled.kept) && !waited.has(finding.id)),
  )
  const [first] = open
  if (first)
    throw new Invalid('posts.findings-open', first.say, { clause: first.clause, data: { findings: open } })
}

/** Proposes other words for one part of a published post. Somebody else has to agree before anything is changed. */
export async function proposeCorrection(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  proposal: Proposal,
): Promise<string> {
  const { services } = deps
  const { publication, post } = await publicationOf(deps, publicationId)
  needWithPost(actor, 'posts.write', post, 'publication')
  await needMayPublish(deps, actor)
  needOut(publication, proposal.part)
  if (!deps.networks.get(publication.network)?.profile.capabilities.edit)
    throw new Invalid(
      'posts.cannot-edit',
      'This network does not let anybody edit a post. Delete it and publish a new one.',
    )
  await needClean(deps, post, publication, proposal)
  const at = nowOf(services)
  const id = newId()
  try {
    await services.db.transaction().execute(async (tx) => {
      await tx
        .insertInto('correction')
        .values({
          id,
          publication_id: publicationId,
          ...proposal,
          proposed_by: actor.personId,
          at,
          decision: null,
          decided_by: null,
          decided_at: null,
        })
        .execute()
      await append(tx, at, {
        kind: 'correction.proposed',
        actor: entryActor(actor),
        subject: `publication:${publicationId}`,
        postId: post.id,
        accountId: publication.account_id,
        summary: 'A correction of the published words was proposed.',
        facts: { correction: id, part: proposal.part },
        content: {
          before: publication.manifest.parts[proposal.part]?.text,
          after: proposal.text,
          reason: proposal.reason,
        },
      })
    })
  } catch (error) {
    if (isUniqueViolation(error, 'correction_open'))
      throw new Conflict(
        'posts.correction-open',
        'Another correction of this post waits for a decision already.',
      )
    throw error
  }
  return id
}

/** Agrees to a correction, which is then made on the network, or refuses it. */
export async function decideCorrection(
  deps: PostsDeps,
  actor: Actor,
  correctionId: string,
  agree: boolean,
): Promise<void> {
  const { services } = deps
  const correction = await services.db
    .selectFrom('correction')
    .selectAll()
    .where('id', '=', correctionId)
    .executeTakeFirst()
  if (!correction) throw new NotFound('correction')
  const { publication, post } = await publicationOf(deps, correction.publication_id)
  needRead(actor, post, 'correction')
  if (!mayFor(actor, 'posts.approve', publication.account_id))
    throw new Forbidden(
      'posts.may-not-approve',
      'Agreeing needs the account’s administrator or central communications.',
    )
  if (correction.proposed_by === actor.personId)
    throw new Forbidden(
      'posts.may-not-approve',
      'You proposed this correction, and nobody approves their own.',
      { clause: clauses.secondPairOfEyes },
    )
  if (correction.decision)
    throw new Conflict('posts.correction-decided', 'This correction has been decided already.')
  if (agree) {
    await needMayPublish(deps, actor)
    needOut(publication, correction.part)
    const { ref } = publication.parts[correction.part]!
    const part = {
      ...outgoingPart(deps, publication, correction.part, publication.parts),
      text: correction.text,
    }
    const refused = {
      kind: 'rejected' as const,
      code: 'cannot',
      say: 'This network does not let anybody edit a post.',
    }
    needDone(
      await onTheNetwork(deps, publication, async (session) =>
        session.edit && ref ? session.edit(ref, part) : refused,
      ),
    )
  }
  await keepDecision(deps, actor, correction, { publication, post }, agree)
}

async function keepDecision(
  { services }: PostsDeps,
  actor: Actor,
  correction: Pick<Selectable<Tables['correction']>, 'id' | 'part' | 'text' | 'reason'>,
  { publication, post }: { publication: Publication; post: PostRecord },
  agree: boolean,
): Promise<void> {
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const decision = agree ? ('approved' as const) : ('refused' as const)
    const done = await tx
      .updateTable('correction')
      .set({ decision, decided_by: actor.personId, decided_at: at })
      .where('id', '=', correction.id)
      .where('decision', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!done) return
    if (agree)
      await correctionMade(tx, at, {
        publicationId: publication.id,
        accountId: publication.account_id,
        part: correction.part,
        by: actor.personId,
      })
    await append(tx, at, {
      kind: agree ? 'publication.edited' : 'correction.refused',
      actor: entryActor(actor),
      subject: `publication:${publication.id}`,
      postId: post.id,
      accountId: publication.account_id,
      summary: agree
        ? 'The words were corrected on the network.'
        : 'A correction of the published words was refused.',
      facts: { correction: correction.id, part: correction.part, digest: publication.digest },
      content: {
        before: publication.manifest.parts[correction.part]?.text,
        after: correction.text,
        reason: correction.reason,
      },
    })
  })
}

/** Corrections that wait for this person's agreement, the oldest first. */
export async function correctionsFor(deps: PostsDeps, actor: Actor): Promise<OpenCorrection[]> {
  const rows = await deps.services.db
    .selectFrom('correction')
    .innerJoin('publication', 'publication.id', 'correction.publication_id')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .innerJoin('person', 'person.id', 'correction.proposed_by')
    .select([
      'correction.id',
      'publication.post_id as postId',
      'publication.account_id',
      'post.title',
      'publication.network',
      'correction.at',
    ])
    .select(['correction.proposed_by', 'person.name'])
    .where('correction.decision', 'is', null)
    .orderBy('correction.at')
    .limit(200)
    .execute()
  return rows
    .filter((row) => row.proposed_by !== actor.personId && mayFor(actor, 'posts.approve', row.account_id))
    .map(({ id, postId, title, network, at, proposed_by, name }) => ({
      id,
      postId,
      title,
      network,
      at,
      proposedBy: { id: proposed_by, name },
    }))
}
