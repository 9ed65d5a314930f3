import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { comeBackAt } from '../answers.ts'
import { NetworkTrouble, type NetworkContext, type OwnPost, type OwnPosts } from '../contract.ts'
import { collection, mediaIn } from './record.ts'
import type { Caller } from './xrpc.ts'

const post = z.object({ text: z.string(), createdAt: z.string(), embed: z.unknown().optional() })
const listed = z.object({
  cursor: z.string().optional(),
  records: z.array(
    z.object({ uri: z.string().startsWith('at://'), cid: z.string().min(1), value: z.unknown() }),
  ),
})

const pageSize = 100
const pagesToRead = 3

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'

/** When a record key was made, in milliseconds since 1970; null of one that is no TID (atproto.com/specs/tid). */
export function timeOfKey(key: string): number | null {
  if (!/^[234567a-j][234567a-z]{12}$/.test(key)) return null
  let bits = 0n
  for (const letter of key) bits = (bits << 5n) | BigInt(alphabet.indexOf(letter))
  return Number((bits >> 10n) / 1000n)
}

export interface Repository {
  context: Pick<NetworkContext, 'clock'>
  call: Caller
  /** The account's DID. */
  repo: string
  urlOf(key: string): string
}

/**
 * The account's own posts, out of its repository: the newest keys first. Keys tell when a record was made, whatever
 * its `createdAt` says; a post that claims to be older is listed all the same.
 */
export async function ownPosts(repository: Repository, since: string): Promise<OwnPosts> {
  const from = Date.parse(since)
  const posts: OwnPost[] = []
  let cursor: string | undefined
  for (let page = 0; page < pagesToRead; page++) {
    const { records, cursor: next } = await readPage(repository, cursor)
    let passed = false
    for (const { uri, cid, value } of records) {
      const key = uri.split('/').at(-1) ?? ''
      const read = post.safeParse(value)
      const made = timeOfKey(key) ?? Date.parse(read.data?.createdAt ?? '')
      if (made < from) passed = true
      if (!read.success || !(Math.max(made, Date.parse(read.data.createdAt)) >= from)) continue
      const { text, createdAt, embed } = read.data
      posts.push({
        remoteId: uri,
        url: repository.urlOf(key),
        extra: { cid },
        text,
        createdAt,
        media: mediaIn(embed),
      })
    }
    if (passed || next === undefined || records.length === 0) return { posts, complete: true }
    cursor = next
  }
  return { posts, complete: false }
}

async function readPage(
  { context, call, repo }: Repository,
  cursor: string | undefined,
): Promise<z.infer<typeof listed>> {
  const query = { repo, collection, limit: String(pageSize), ...(cursor === undefined ? {} : { cursor }) }
  const name = 'com.atproto.repo.listRecords'
  const answer = await call({ method: 'GET', name, query }).catch((error: unknown) => {
    if (error instanceof FetchError) throw new NetworkTrouble(`${error.message}.`)
    throw error
  })
  if (answer.status === 429)
    throw new NetworkTrouble('Bluesky asks us to wait.', comeBackAt(answer.headers, context.clock), 'account')
  const parsed = listed.safeParse(answer.body)
  if (answer.status === 200 && parsed.success) return parsed.data
  throw new NetworkTrouble(`Bluesky’s server answered ${answer.status} when asked for the account’s posts.`)
}
