/** For tests: a running house whose institution takes a policy that comes with Rostrum for its own, and another after it. */
import sharp from 'sharp'
import { describeAsset, uploadAsset } from '#features/assets/index.ts'
import type { Actor } from '#features/people/index.ts'
import { sessionCookieName } from '#features/people/cookies.ts'
import { openSession } from '#features/people/sessions.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { loadPack, packsFolder } from '#features/policy/index.ts'
import { DraftView } from '#features/policy/drafts/contract.ts'
import type { Part } from '#features/posts/contract.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { buildWeb, composeHouse } from '../compose.ts'
import { giveOffice } from '../policy-testing.ts'
import { testHouse, testKeys, type TestHouse } from '../testing.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** What a test reads of an answer; it looks into the body by matching. */
export interface Answer {
  status: number
  body: Record<string, unknown>
}

export interface PacksHouse extends TestHouse {
  app: ApiApp
  /** Writes the policy. */
  owner: SignedIn
  /** Holds every office that has to approve one. */
  approver: SignedIn
  call(who: SignedIn, method: Method, path: string, payload?: object): Promise<Answer>
  /** Puts a pack of the folder into force as the next edition of the institution's own; null: the baseline alone. */
  adopt(pack: string | null): Promise<void>
}

/** Opens it, with the baseline alone in force. */
export async function packsHouse(): Promise<PacksHouse> {
  const house = await testHouse()
  const keys = testKeys(house.services)
  const app = await buildWeb(composeHouse(house.services, keys), { pages: false })
  await app.ready()
  const owner = await signInAs(house.services, { name: 'Policy Officer', roles: ['governance'] })
  const approver = await signInAs(house.services, { name: 'Registrar', roles: ['governance'] })
  const call: PacksHouse['call'] = async ({ actor }, method, path, payload) => {
    const url = `/api${path}`
    // Tests move the clock by hours, so everybody signs in for each thing they do.
    const as = { personId: actor.personId, stage: 'full' as const, agent: 'test' }
    const { token } = await openSession(house.services, house.services.db, as)
    const headers = { cookie: `${sessionCookieName(house.services)}=${token}`, 'x-rostrum': '1' }
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() }
  }
  const inForce: PacksHouse = {
    ...house,
    app,
    owner,
    approver,
    call,
    adopt: (pack) => adopt(inForce, pack),
    async close() {
      await app.close()
      await house.close()
    },
  }
  return inForce
}

async function adopt(house: PacksHouse, name: string | null): Promise<void> {
  const { services, owner, approver, call } = house
  // What comes later counts, so the two must not fall into one instant.
  services.clock.advance({ seconds: 1 })
  const edition = await services.db
    .selectFrom('policy_edition')
    .select('id')
    .where('pack', '=', name)
    .execute()
  // Its edition has been approved already: the institution goes back to it.
  if (name === null || edition.length > 0) {
    const at = nowOf(services)
    const row = { id: newId(), pack: name, since: at, person_id: null, at }
    await services.db.insertInto('policy_adoption').values(row).execute()
    return
  }
  const { id } = (await needed(call(owner, 'POST', '/policy/drafts', { shipped: name }))) as { id: string }
  await needed(call(owner, 'POST', `/policy/drafts/${id}/submit`, { version: 1, inForceOn: null }))
  const { digest } = DraftView.parse(await needed(call(approver, 'GET', `/policy/drafts/${id}`))).check
  const { frontMatter } = await loadPack(`${packsFolder}/${name}`)
  for (const office of frontMatter['approved-by']) {
    await giveOffice(house, office, approver.actor.personId)
    const decision = { office, digest, decision: 'approved', note: '' }
    await needed(call(approver, 'POST', `/policy/drafts/${id}/decide`, decision))
  }
}

async function needed(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return body
}

export interface WantedPost {
  title?: string
  part?: Partial<Part>
  audiences?: string[]
  accountIds?: string[]
  by?: Actor
}

let posts = 0

/** A post by the author of the house, like no other, not yet put forward. */
export function written(house: TestHouse, wanted: WantedPost = {}): Promise<string> {
  posts += 1
  const text = `Our open day is on Saturday, and hall ${posts} is where it begins.`
  const part = { text, media: [], link: null, ...wanted.part }
  return createDraft(house.posts, wanted.by ?? house.author.actor, {
    title: wanted.title ?? 'Open day',
    content: { parts: [part], variants: {} },
    accountIds: wanted.accountIds ?? [house.accountId],
    audiences: wanted.audiences ?? [],
  })
}

/** Writes a post and asks for its approval. */
export async function putForward(house: TestHouse, wanted: WantedPost = {}): Promise<string> {
  const id = await written(house, wanted)
  await submitPost(house.posts, wanted.by ?? house.author.actor, id, 1)
  return id
}

/** Approves exactly what is there to be read now. */
export async function approve(house: TestHouse, id: string, actor = house.officer.actor): Promise<void> {
  const { targets } = await viewPost(house.posts, actor, id)
  const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(house.posts, actor, id, { digests, note: '' })
}

/** An image of the author's, with a crowd in it. */
export async function image(house: TestHouse, rights: 'own' | null): Promise<string> {
  const background = '#777777'
  const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer()
  const { id } = await uploadAsset(house.services, house.author.actor, { name: 'hall.jpg', bytes })
  if (rights) await describeAsset(house.services, house.author.actor, id, { rights, people: 'crowd' })
  return id
}

/** How the real line answers: the refusal, or null when it went through. */
export async function refusalOf(deed: Promise<unknown>): Promise<Refusal | null> {
  try {
    await deed
    return null
  } catch (error) {
    const { code, message, extras } = error as Refusal
    if (code === undefined) throw error
    return { code, message, extras }
  }
}
interface Refusal {
  code: string
  message: string
  extras: {
    clause?: string
    fix?: string
    data?: { findings?: { clause: string; control: string; outcome: string; overridable: boolean }[] }
  }
}
