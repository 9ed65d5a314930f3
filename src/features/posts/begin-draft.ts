import type { z } from 'zod'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { needRoom } from './calendar-planned.ts'
import type { Draft, newDraft } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import type { Slot } from './queued.ts'
import { resolveSchedule } from './schedule.ts'
import { addContributor, getPost, keepRevision, setTargets, wholeContent } from './store.ts'

const empty: Omit<Draft, 'title'> = {
  content: { parts: [{ text: '', media: [], link: null }], variants: {}, details: {} },
  audiences: [],
  language: 'en-GB',
  accountIds: [],
  schedule: null,
}

/** What a post belongs to, and which one it is a copy of. */
export interface Origin {
  campaignId?: string | null
  copiedFrom?: string | null
}

/** A draft of which everything has been looked at that can be refused. */
export interface ReadyDraft {
  id: string
  draft: Draft
  publishAt: string | null
  at: string
  origin: Origin
  example?: boolean
}

/** Needs `posts.write` for each account it names. Not inside a transaction. */
export async function readyDraft(
  deps: PostsDeps,
  actor: Actor,
  input: z.input<typeof newDraft>,
  origin: Origin = {},
): Promise<ReadyDraft> {
  const { services } = deps
  const draft: Draft = { ...empty, ...input, content: wholeContent(input.content ?? empty.content) }
  for (const accountId of draft.accountIds) authorise(actor, 'posts.write', accountId)
  const { timeZone } = await deps.institution(services.db)
  const publishAt = resolveSchedule(draft.schedule, timeZone, services.clock.now())
  const posts = draft.content.parts.length
  await needRoom(deps, { accountIds: draft.accountIds, at: publishAt, posts, except: null })
  return { id: newId(), draft, publishAt, at: nowOf(services), origin }
}

export async function beginDraft(tx: Tx, actor: Actor, ready: ReadyDraft): Promise<void> {
  const { id, draft, publishAt, at, origin, example = false } = ready
  await tx
    .insertInto('post')
    .values({
      id,
      title: draft.title,
      content: json(draft.content),
      audiences: json(draft.audiences),
      language: draft.language,
      state: 'draft',
      publish_at: publishAt,
      publish_local: draft.schedule?.local ?? null,
      version: 1,
      author_id: actor.personId,
      created_at: at,
      updated_at: at,
      updated_by: actor.personId,
      example,
      campaign_id: origin.campaignId ?? null,
      copied_from: origin.copiedFrom ?? null,
    })
    .execute()
  await setTargets(tx, id, draft.accountIds)
  await addContributor(tx, id, actor.personId)
  await keepRevision(tx, await getPost(tx, id), actor.personId, at)
  await append(tx, at, {
    kind: 'post.created',
    actor: entryActor(actor),
    subject: `post:${id}`,
    postId: id,
    summary: 'A post was begun.',
    ...(origin.copiedFrom ? { facts: { copiedFrom: origin.copiedFrom } } : {}),
    content: { title: draft.title },
  })
}

/** Begins a post. Needs `posts.write` for each account it names. */
export async function createDraft(
  deps: PostsDeps,
  actor: Actor,
  input: z.input<typeof newDraft>,
): Promise<string> {
  const ready = await readyDraft(deps, actor, input)
  await deps.services.db.transaction().execute((tx) => beginDraft(tx, actor, ready))
  return ready.id
}

/**
 * Begins a post in somebody's name by what they have set up, in its transaction. Needs `posts.write` for each account it
 * names. Whether there is room at its time is the caller's question.
 */
export async function beginPostFor(
  tx: Tx,
  actor: Actor,
  draft: Omit<Draft, 'schedule'>,
  { slot, at, example }: { slot: Slot | null; at: string; example: boolean },
): Promise<string> {
  for (const accountId of draft.accountIds) authorise(actor, 'posts.write', accountId)
  const id = newId()
  const schedule = slot && { local: slot.local }
  const publishAt = slot?.at ?? null
  await beginDraft(tx, actor, { id, draft: { ...draft, schedule }, publishAt, at, origin: {}, example })
  return id
}
