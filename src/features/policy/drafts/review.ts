import { getInstitution } from '#features/institution/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor, officeHolders, tellPeople, type Actor } from '#features/people/index.ts'
import { digestOfPack, ensureEditionInForce } from '../editions.ts'
import { testPack } from '../packs.ts'
import { parsePack, type Pack } from '../packs/pack.ts'
import { adoptedPack, approvalsOf, draftById, writersOf, type DraftRow } from './store.ts'
import { needOpen, needVersion } from './write.ts'

/** Stands in for an office where a policy names none that has to approve it. */
export const governanceRole = 'governance'

/** The offices that must approve this policy. */
export function officesToApprove(pack: Pick<Pack, 'frontMatter'>): string[] {
  const named = pack.frontMatter['approved-by']
  return named.length > 0 ? [...new Set(named)] : [governanceRole]
}

/** Reads the draft as a pack. Throws `CorruptPack` with every fault, its file and line. */
export function packOf(draft: DraftRow): Pack {
  const pack = parsePack(draft.pack, draft.source)
  if (pack.frontMatter.id !== draft.pack)
    throw new Invalid(
      'policy.other-id',
      `The policy is called “${pack.frontMatter.id}” in its particulars, and this is a draft of “${draft.pack}”. Put the old name back.`,
    )
  return pack
}

async function holdersOf(db: Db | Tx, office: string, at: string): Promise<string[]> {
  if (office !== governanceRole) return (await officeHolders(db, office, at)).map(({ personId }) => personId)
  const rows = await db
    .selectFrom('role_assignment')
    .select('person_id')
    .where('role', '=', 'governance')
    .execute()
  return rows.map((row) => row.person_id)
}

/** The first instant of a day where the institution is. */
async function beginningOf(services: Services, day: string): Promise<string> {
  const zone = (await getInstitution(services.db))?.timeZone ?? 'Europe/London'
  return Temporal.PlainDate.from(day)
    .toZonedDateTime(zone)
    .toInstant()
    .toString({ fractionalSecondDigits: 3 })
}

/** Puts a draft before the offices that approve it. It has to be whole, and every example has to hold. */
export async function submitDraft(
  services: Services,
  actor: Actor,
  id: string,
  input: { version: number; inForceOn: string | null },
): Promise<void> {
  authorise(actor, 'policy.write')
  const at = nowOf(services)
  const from = input.inForceOn === null ? null : await beginningOf(services, input.inForceOn)
  if (from !== null && from <= at)
    throw new Invalid(
      'policy.date-past',
      'This day has begun already. Choose a later one, or “as soon as it is approved”.',
      { fields: [{ path: 'inForceOn', message: 'This day has begun already.' }] },
    )
  await services.db.transaction().execute(async (tx) => {
    const draft = await needOpen(tx, id)
    needVersion(draft, input.version)
    const pack = packOf(draft)
    needSound(pack)
    await tx
      .updateTable('policy_draft')
      .set({ state: 'in-review', title: pack.frontMatter.title, in_force_from: from })
      .where('id', '=', id)
      .execute()
    const digest = digestOfPack(pack)
    await append(tx, at, {
      kind: 'policy.submitted',
      actor: entryActor(actor),
      subject: `policy:${draft.pack}`,
      summary: 'Approval of the next edition of a policy was asked for.',
      facts: { draft: id, digest, from, offices: officesToApprove(pack) },
    })
    const asked = await Promise.all(officesToApprove(pack).map((office) => holdersOf(tx, office, at)))
    await tellPeople(
      services,
      tx,
      [...new Set(asked.flat())].filter((person) => person !== actor.personId),
      {
        subject: `A policy waits for your approval: ${pack.frontMatter.title}`,
        text: `The next edition of “${pack.frontMatter.title}” waits for your approval.\n\n${services.config.publicUrl}/policy/drafts/${id}`,
      },
    )
  })
}

function needSound(pack: Pack): void {
  const { examples, thin, passed } = testPack(pack)
  if (passed) return
  const wrong = examples.find((example) => !example.passed)
  const first = wrong
    ? `Line ${wrong.line} of examples.yaml, ${wrong.control}: ${wrong.fault}`
    : `${thin[0]?.control} has ${thin[0]?.examples} examples; four are wanted.`
  throw new Invalid('policy.examples-fail', `Not every example of this policy holds. ${first}`, {
    fix: 'Mend the control or the example; “Examples” lists them all.',
  })
}

export interface DraftDecision {
  office: string
  /** What was read: refused when the draft has changed since. */
  digest: string
  decision: 'approved' | 'sent-back'
  note: string
}

/** An office approves the draft, or sends it back. When the last one has approved it, it becomes an edition. */
export async function decideDraft(
  services: Services,
  actor: Actor,
  id: string,
  input: DraftDecision,
): Promise<{ editionId: string | null }> {
  authorise(actor, 'policy.approve')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const draft = await needOpen(tx, id)
    if (draft.state !== 'in-review')
      throw new Conflict('policy.not-in-review', 'This draft does not wait for approval.')
    const pack = packOf(draft)
    await needEntitled(tx, actor, draft, pack, input.office, at)
    const digest = digestOfPack(pack)
    if (digest !== input.digest)
      throw new Conflict(
        'policy.changed-since-read',
        'The draft has changed since you read it, so your decision was not taken. Read it again.',
      )
    await tx
      .insertInto('policy_approval')
      .values({
        id: newId(),
        draft_id: id,
        office_id: input.office,
        digest,
        decision: input.decision,
        note: input.note,
        person_id: actor.personId,
        at,
      })
      .execute()
    await append(tx, at, {
      kind: input.decision === 'approved' ? 'policy.approved' : 'policy.sent-back',
      actor: entryActor(actor),
      subject: `policy:${draft.pack}`,
      summary:
        input.decision === 'approved'
          ? 'An office approved the next edition of a policy.'
          : 'An office sent the next edition of a policy back.',
      facts: { draft: id, digest, office: input.office },
      content: { note: input.note },
    })
    if (input.decision === 'sent-back') {
      await sendBack(services, tx, draft, input.note)
      return { editionId: null }
    }
    return { editionId: await intoForceWhenApproved(tx, actor, draft, pack, at) }
  })
}

async function needEntitled(
  tx: Tx,
  actor: Actor,
  draft: DraftRow,
  pack: Pack,
  office: string,
  at: string,
): Promise<void> {
  if (!officesToApprove(pack).includes(office))
    throw new Invalid('policy.not-its-office', 'This policy is not approved by that office.')
  if (!(await holdersOf(tx, office, at)).includes(actor.personId))
    throw new Forbidden(
      'policy.office-not-held',
      'This needs the office that the policy names, and you don’t hold it.',
      {
        fix: 'The page of offices shows who does.',
      },
    )
  if ((await writersOf(tx, draft.id)).includes(actor.personId))
    throw new Forbidden(
      'policy.own-draft',
      'You wrote in this draft, and nobody approves their own. Somebody else who holds the office has to read it.',
    )
}

async function sendBack(services: Services, tx: Tx, draft: DraftRow, note: string): Promise<void> {
  await tx.updateTable('policy_draft').set({ state: 'writing' }).where('id', '=', draft.id).execute()
  await tellPeople(services, tx, await writersOf(tx, draft.id), {
    subject: `A policy was sent back: ${draft.title}`,
    text: `The next edition of “${draft.title}” was sent back.\n\n${note}\n\n${services.config.publicUrl}/policy/drafts/${draft.id}`,
  })
}

/** The edition, once every office has approved exactly this text; null while one is wanting. */
async function intoForceWhenApproved(
  tx: Tx,
  actor: Actor,
  draft: DraftRow,
  pack: Pack,
  at: string,
): Promise<string | null> {
  const digest = digestOfPack(pack)
  const held = (await approvalsOf(tx, draft.id)).filter(
    (approval) =>
      approval.decision === 'approved' && approval.voided_at === null && approval.digest === digest,
  )
  if (!officesToApprove(pack).every((office) => held.some((approval) => approval.office_id === office)))
    return null
  // An approval that comes after the date brings it into force now, never back in time.
  const from = draft.in_force_from !== null && draft.in_force_from > at ? draft.in_force_from : at
  const editionId = await ensureEditionInForce(tx, pack, at, { from, actor: entryActor(actor) })
  if ((await adoptedPack(tx, from)) !== draft.pack)
    await tx
      .insertInto('policy_adoption')
      .values({ id: newId(), pack: draft.pack, since: from, person_id: actor.personId, at })
      .execute()
  await tx
    .updateTable('policy_draft')
    .set({ state: 'done', edition_id: editionId })
    .where('id', '=', draft.id)
    .execute()
  return editionId
}

export async function needDraft(db: Db | Tx, id: string): Promise<DraftRow> {
  const draft = await draftById(db, id)
  if (!draft) throw new NotFound('draft of a policy')
  return draft
}
