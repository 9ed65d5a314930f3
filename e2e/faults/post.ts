import { z } from 'zod'
import { createDraft } from '#features/posts/write-draft.ts'
import { submitPost } from '#features/posts/submit.ts'
import { approvePost } from '#features/posts/decide.ts'
import { viewPost } from '#features/posts/views.ts'
import type { Actor } from '#features/people/index.ts'
import type { Content } from '#features/posts/contract.ts'
import type { House } from '#app/compose.ts'
import type { Peers, Target } from './stage.ts'

export const shapes = ['text', 'thread', 'image'] as const
export type Shape = (typeof shapes)[number]

export interface Wanted {
  text: string
  accountId: string
  shape: Shape
  assetId: string
}

/** The texts that one post puts on its network. */
export function textsOf({ text, shape }: Pick<Wanted, 'text' | 'shape'>): string[] {
  return shape === 'thread' ? [1, 2, 3].map((part) => `${text} part ${part}`) : [text]
}

export function contentOf(wanted: Wanted): Content {
  const media =
    wanted.shape === 'image'
      ? [{ assetId: wanted.assetId, alt: 'A grey field with nothing in it.', crop: null }]
      : []
  return { parts: textsOf(wanted).map((text) => ({ text, media, link: null })), variants: {}, details: {} }
}

/** Written by one person, approved by another: due at once. Answers the post's id. */
export async function approveOne(
  { posts }: Pick<House, 'posts'>,
  wanted: Wanted,
  { author, officer }: { author: Actor; officer: Actor },
): Promise<string> {
  const id = await createDraft(posts, author, {
    title: wanted.text,
    content: contentOf(wanted),
    accountIds: [wanted.accountId],
  })
  await submitPost(posts, author, id, 1)
  const view = await viewPost(posts, officer, id)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(posts, officer, id, { digests, note: '' })
  return id
}

const page = z.object({
  records: z.array(z.object({ value: z.object({ text: z.string() }) })),
  cursor: z.string().optional(),
})

async function blueskyTexts(server: string, repo: string): Promise<string[]> {
  const texts: string[] = []
  let cursor: string | undefined
  do {
    const query = { repo, collection: 'app.bsky.feed.post', limit: '100', ...(cursor ? { cursor } : {}) }
    const answer = await fetch(`${server}/xrpc/com.atproto.repo.listRecords?${new URLSearchParams(query)}`)
    const listed = page.parse(await answer.json())
    for (const { value } of listed.records) texts.push(value.text)
    ;({ cursor } = listed)
  } while (cursor)
  return texts
}

/** What really stands at the network for one account, asked of the network itself. */
export async function textsThere(
  { services }: Pick<House, 'services'>,
  target: Target,
  peers: Peers,
): Promise<string[]> {
  if (target.bluesky && peers.bluesky) return blueskyTexts(peers.bluesky.url, target.bluesky.did)
  if (target.mastodon && peers.mastodon) return peers.mastodon.posts(target.mastodon).map(({ text }) => text)
  const rows = await services.db
    .selectFrom('practice_post')
    .select('text')
    .where('account_id', '=', target.id)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(({ text }) => text)
}

/** The states of the publications of each post, by the post's title. */
export async function statesByTitle({ services }: Pick<House, 'services'>): Promise<Map<string, string[]>> {
  const rows = await services.db
    .selectFrom('publication')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .select(['post.title', 'publication.state'])
    .execute()
  const states = new Map<string, string[]>()
  for (const { title, state } of rows) states.set(title, [...(states.get(title) ?? []), state])
  return states
}

export interface Verdict {
  lost: number
  doubled: number
  untrue: number
}

/** Judges posts that should all stand at their network exactly once, known as verified. */
export function judge(
  wanted: readonly Pick<Wanted, 'text' | 'shape'>[],
  there: readonly string[],
  states: ReadonlyMap<string, string[]>,
): Verdict {
  const counts = new Map<string, number>()
  for (const text of there) counts.set(text, (counts.get(text) ?? 0) + 1)
  const verdict: Verdict = { lost: 0, doubled: 0, untrue: 0 }
  for (const each of wanted) {
    const found = textsOf(each).map((text) => counts.get(text) ?? 0)
    if (found.includes(0)) verdict.lost += 1
    if (found.some((count) => count > 1)) verdict.doubled += 1
    const said = states.get(each.text) ?? []
    if (said.length !== 1 || said[0] !== 'verified') verdict.untrue += 1
  }
  return verdict
}

/** Publications that still move by themselves. */
export async function moving({ services }: Pick<House, 'services'>): Promise<number> {
  const { count } = await services.db
    .selectFrom('publication')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('state', 'in', ['due', 'claimed', 'intended', 'sent', 'unknown', 'reconciling', 'published'])
    .executeTakeFirstOrThrow()
  return count
}

/** Waits until nothing is on its way any more. */
export async function settled(house: Pick<House, 'services'>, seconds = 60): Promise<boolean> {
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) {
    if ((await moving(house)) === 0) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
