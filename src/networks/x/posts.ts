/** Posts as X gives them back: links shortened, three characters escaped, a link of its own for media. */
import { z } from 'zod'
import type { OwnPost } from '../contract.ts'
import { comparable } from '../families/own-posts.ts'
import { xLinks } from './entities.ts'

/** In description 2.167 posts refer to `referenced_posts` and `note_post`; older answers say tweets. */
const references = z.array(z.object({ type: z.string(), id: z.string() })).nullish()
const links = z
  .object({
    urls: z
      .array(
        z.object({
          url: z.string().nullish(),
          expanded_url: z.string().nullish(),
          media_key: z.string().nullish(),
        }),
      )
      .nullish(),
  })
  .nullish()
const note = z.object({ text: z.string(), entities: links }).nullish()

export const xPost = z.object({
  id: z.string().min(1),
  text: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  attachments: z.object({ media_keys: z.array(z.string()).nullish() }).nullish(),
  entities: links,
  note_post: note,
  note_tweet: note,
  referenced_posts: references,
  referenced_tweets: references,
})
type XPost = z.infer<typeof xPost>

export const postFields = 'attachments,created_at,entities,note_post,text'
/** Without it an answer does not say which post it follows. */
export const expansions = 'referenced_posts'

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The words as they were sent. */
export function textOf(post: XPost): string {
  const long = post.note_post ?? post.note_tweet
  const { text, entities } = long ?? post
  const urls = entities?.urls ?? []
  return urls
    .reduce((left, { url, expanded_url, media_key }) => {
      if (!url) return left
      return left.replace(url, () => (media_key ? '' : (expanded_url ?? url)))
    }, unescaped(text))
    .trimEnd()
}

/** Links alike, however X completes them: `example.ac.uk` comes back as `http://example.ac.uk`. */
export function alike(text: string): string {
  let plain = ''
  let at = 0
  for (const { start, end, value } of xLinks(text)) {
    const url = URL.parse(/^https?:/i.test(value) ? value : `http://${value}`)
    const bare = url ? `${url.host}${url.pathname.replace(/\/$/, '')}${url.search}${url.hash}` : value
    plain += text.slice(at, start) + bare
    at = end
  }
  return comparable(plain + text.slice(at))
}

export function followed(post: XPost): string | null {
  const all = post.referenced_posts ?? post.referenced_tweets ?? []
  return all.find(({ type }) => type === 'replied_to')?.id ?? null
}

export function ownPostOf(post: XPost, handle: string): OwnPost {
  return {
    remoteId: post.id,
    url: `https://x.com/${handle}/status/${post.id}`,
    text: textOf(post),
    createdAt: new Date(post.created_at).toISOString(),
    media: post.attachments?.media_keys?.length ?? 0,
  }
}
