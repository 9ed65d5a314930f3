import type { Post } from './api.ts'

/** An error in the shape that X uses (RFC 9457). */
export function problem(status: number, title: string, detail: string, type = 'about:blank') {
  return { title, detail, type, status }
}

export function missing(id: string) {
  return {
    errors: [
      {
        value: id,
        detail: `Could not find post with id: [${id}].`,
        title: 'Not Found Error',
        resource_type: 'post',
        parameter: 'id',
        resource_id: id,
        type: 'https://api.x.com/2/problems/resource-not-found',
      },
    ],
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const short = (post: Post, at: number) => `https://t.co/${post.id.slice(-6)}${at}`

/** Links shortened, three characters escaped, a link of its own at the end for media. Offsets in code points. */
export function postShape(post: Post, fields: readonly string[], expansions: readonly string[]) {
  const urls: object[] = []
  const length = (text: string) => Array.from(text).length
  let text = ''
  let at = 0
  const add = (more: object) => {
    const url = short(post, urls.length)
    urls.push({ start: length(text), end: length(text) + length(url), url, ...more })
    text += url
  }
  for (const { 0: written, index } of post.text.matchAll(/https?:\/\/[^\s)]*[\w/]/g)) {
    text += escaped(post.text.slice(at, index))
    add({ expanded_url: written, display_url: written.replace(/^https?:\/\//, '') })
    at = index + written.length
  }
  text += escaped(post.text.slice(at))
  if (post.media.length > 0) {
    text += ' '
    add({ expanded_url: `https://x.com/i/status/${post.id}/photo/1`, media_key: post.media[0]?.key })
  }
  const has = (name: string, value: object) => (fields.includes(name) ? value : {})
  return {
    id: post.id,
    text,
    edit_history_post_ids: [post.id],
    ...has('created_at', { created_at: new Date(post.createdAt).toISOString() }),
    ...has('entities', urls.length > 0 ? { entities: { urls } } : {}),
    ...has(
      'attachments',
      post.media.length > 0 ? { attachments: { media_keys: post.media.map(({ key }) => key) } } : {},
    ),
    ...(expansions.includes('referenced_posts') && post.follows
      ? { referenced_posts: [{ type: 'replied_to', id: post.follows }] }
      : {}),
  }
}

/** By the published weights, for texts of tests: no link without its protocol. */
export function weighed(text: string): number {
  const emoji = /\p{RGI_Emoji}/v
  const light = (point: number) =>
    point <= 4351 ||
    (point >= 8192 && point <= 8205) ||
    (point >= 8208 && point <= 8223) ||
    (point >= 8242 && point <= 8247)
  const words = text.normalize('NFC').replace(/https?:\/\/[^\s)]*[\w/]/g, 'x'.repeat(23))
  return [...new Intl.Segmenter().segment(words)].reduce((sum, { segment }) => {
    if (emoji.test(segment)) return sum + 2
    return (
      sum + Array.from(segment).reduce((part, each) => part + (light(each.codePointAt(0) ?? 0) ? 1 : 2), 0)
    )
  }, 0)
}
