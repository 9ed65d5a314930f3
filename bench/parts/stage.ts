import { setUpInstitution } from '#features/institution/testing.ts'
import { sql } from 'kysely'
import { createDraft } from '#features/posts/write-draft.ts'
import { submitPost } from '#features/posts/submit.ts'
import { approvePost } from '#features/posts/decide.ts'
import { viewPost } from '#features/posts/views.ts'
import { actorById, type Actor } from '#features/people/index.ts'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { addAccount, addMember, beginConnection } from '#features/register/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { readConfig } from '#platform/config/index.ts'
import { newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { composeHouse, type House } from '#app/compose.ts'
import { loadExample } from '#app/example/index.ts'
import { openServices } from '#app/open-services.ts'

export type Environment = Record<string, string>

/** An institution with people, ready to be given accounts and posts. */
export interface Stage {
  house: House
  officer: Actor
  author: Actor
  unitId: string
}

/** Sets an institution up on fresh data, lets `work` fill it, and closes everything. */
export async function withStage<T>(environment: Environment, work: (stage: Stage) => Promise<T>): Promise<T> {
  const opened = await openServices(readConfig({ ROSTRUM_LOG: 'error', ...environment }))
  try {
    const { services } = opened
    const house = composeHouse(services, opened.keys)
    await setUpInstitution(services)
    await bringBaselineIntoForce(services)
    const unitId = newId()
    const unit = {
      name: 'Library',
      kind: 'service',
      parent_id: null,
      affiliate: false,
      example: false,
    } as const
    await services.db
      .insertInto('unit')
      .values({ id: unitId, ...unit })
      .execute()
    const officer = await signInAs(services, {
      name: 'Digital Marketing Officer',
      roles: ['it', 'officer'],
    })
    const author = await signInAs(services, { name: 'Library Editor' })
    return await work({ house, officer: officer.actor, author: author.actor, unitId })
  } finally {
    await opened.close()
  }
}

export function withExample(folder: string): Promise<void> {
  return withStage({ ROSTRUM_DATA: folder }, ({ house, officer }) => loadExample(house, officer))
}

/** Adds an account and connects it; the stage's author may write for it. */
export async function addConnected(
  { house, officer, author, unitId }: Stage,
  wanted: { network: string; handle: string; method: string; values: Record<string, string> },
): Promise<string> {
  const { services, networks } = house
  const { network, handle, method, values } = wanted
  const { id } = await addAccount(services, officer, {
    network,
    handle,
    displayName: handle,
    unitId,
    purpose: 'News of the library for its readers.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators: [officer.personId],
  })
  await beginConnection({ services, networks }, officer, id, { method, values })
  await addMember(services, officer, id, { personId: author.personId, relation: 'contributor', until: null })
  return id
}

/** The text of the post with this number; about as long as posts are. */
export function wordsOf(number: number): string {
  return `Notice ${number} from the library: the reading rooms on the second floor open at eight this week, and the enquiry desk answers questions until six in the evening.`
}

/** Writes, submits and approves one post for one account, by the people's own use cases. It is due at once. */
export async function approveOne(stage: Stage, accountId: string, text: string): Promise<string> {
  const { posts, services } = stage.house
  const author = (await actorById(services.db, stage.author.personId, nowOf(services))) ?? stage.author
  const id = await createDraft(posts, author, {
    title: text.slice(0, 40),
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    accountIds: [accountId],
  })
  await submitPost(posts, author, id, 1)
  const view = await viewPost(posts, stage.officer, id)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(posts, stage.officer, id, { digests, note: '' })
  return id
}

/** Makes `count` posts of an approved one, with its approval and publication. */
export async function multiply({ house }: Stage, postId: string, count: number): Promise<void> {
  await house.services.db.transaction().execute(async (tx) => {
    await sql`create temporary table copy on commit drop as
      select uuidv7() as post_id from generate_series(1, ${count}::int)`.execute(tx)
    await sql`insert into post select (jsonb_populate_record(null::post,
      to_jsonb(p) || jsonb_build_object('id', c.post_id))).* from post p, copy c where p.id = ${postId}`.execute(
      tx,
    )
    for (const table of ['approval', 'publication'] as const)
      await sql`insert into ${sql.table(table)} select (jsonb_populate_record(null::${sql.table(table)},
        to_jsonb(t) || jsonb_build_object('id', uuidv7(), 'post_id', c.post_id))).*
        from ${sql.table(table)} t, copy c where t.post_id = ${postId}`.execute(tx)
    await tx.deleteFrom('publication').where('post_id', '=', postId).execute()
  })
}
