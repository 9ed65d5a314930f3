import { z } from 'zod'
import type { Db } from '#platform/db/index.ts'
import { html, page, type ApiApp, type Html } from '#platform/http/index.ts'
import type { SealedStore } from '../contract.ts'
import { claimOf } from './handles.ts'
import { practiceEntities } from './limits.ts'
import { practiceStyles } from './styles.ts'
import {
  newestPosts,
  postById,
  readMedia,
  threadOf,
  type PracticeCard,
  type PracticePicture,
  type PracticePost,
} from './store.ts'

export interface PracticePagesOptions {
  db: Db
  /** The same space that `createPractice` was given: it knows whose a handle is. */
  store: SealedStore
  /** An IANA name; times are shown in it. */
  timeZone: () => Promise<string>
}

const isPublic = {
  access: { public: 'Practice posts are for everybody here to see, as posts on a network are.' },
}

function textOf(text: string): Html[] {
  const parts: Html[] = []
  let at = 0
  for (const entity of practiceEntities(text)) {
    const words = text.slice(entity.start, entity.end)
    parts.push(html`${text.slice(at, entity.start)}`)
    parts.push(
      entity.kind === 'link'
        ? html`<a href="${entity.value}" rel="nofollow noreferrer">${words}</a>`
        : html`<span class="entity">${words}</span>`,
    )
    at = entity.end
  }
  parts.push(html`${text.slice(at)}`)
  return parts
}

function pictureOf({ sha256, alt, width, height }: PracticePicture): Html {
  return html`<img
    src="/practice-media/${sha256}"
    alt="${alt}"
    width="${width}"
    height="${height}"
    loading="lazy"
  />`
}

function cardOf({ url, title, description, image }: PracticeCard): Html {
  return html`<a class="card" href="${url}" rel="nofollow noreferrer">
    ${image ? pictureOf(image) : null}<strong>${title}</strong>
    <span>${description}</span>
    <small>${URL.parse(url)?.host ?? url}</small></a
  >`
}

function when(instant: string, timeZone: string): Html {
  const shown = Temporal.Instant.from(instant).toLocaleString('en-GB', {
    timeZone,
    dateStyle: 'long',
    timeStyle: 'short',
  })
  return html`<time datetime="${instant}">${shown} (${timeZone})</time>`
}

function articleOf(post: PracticePost, handle: string, timeZone: string): Html {
  return html`<article>
    <p class="text" lang="${post.language}" dir="auto">${textOf(post.text)}</p>
    ${post.media.length > 0 ? html`<div class="media">${post.media.map(pictureOf)}</div>` : null}
    ${post.link ? cardOf(post.link) : null}
    <p class="meta">
      <a href="/practice/${handle}/${post.id}">${when(post.created_at, timeZone)}</a>${
        post.edited_at ? html` · edited ${when(post.edited_at, timeZone)}` : null
      }
    </p>
  </article>`
}

function shell(title: string, body: Html): string {
  return page({
    title,
    language: 'en-GB',
    stylesheet: '/practice.css',
    robots: 'noindex',
    body: html`<header>
        <p role="note"><strong>Practice network:</strong> nothing here is public elsewhere.</p>
      </header>
      <main>${body}</main>`,
  })
}

const nothing = (what: string) =>
  shell(
    'Not here',
    html`<h1>Not here</h1>
      <p>There is no ${what} at this address.</p>`,
  )

function mountParts(app: ApiApp, db: Db): void {
  app.get('/practice.css', { config: isPublic, schema: { hide: true } }, (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(practiceStyles),
  )
  app.get(
    '/practice-media/:sha256',
    { config: isPublic, schema: { hide: true, params: z.object({ sha256: z.string().max(100) }) } },
    async (request, reply) => {
      const found = await readMedia(db, request.params.sha256)
      if (!found) return reply.status(404).type('text/html; charset=utf-8').send(nothing('image'))
      return reply
        .type(found.media_type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(Buffer.from(found.bytes))
    },
  )
}

async function accountPage(
  { db, store, timeZone: zoneOf }: PracticePagesOptions,
  handle: string,
): Promise<string | null> {
  const timeZone = await zoneOf()
  const held = await claimOf(store, handle)
  if (!held) return null
  const posts = held.accountId ? await newestPosts(db, held.accountId, 50) : []
  const list = posts.map((post) => articleOf(post, handle, timeZone))
  return shell(
    `${held.displayName} on Practice`,
    html`<h1>${held.displayName}</h1>
      <p class="meta">@${handle}</p>
      ${list.length > 0 ? list : html`<p>No posts yet. The first one shows here as soon as it is published.</p>`}`,
  )
}

async function postPage(options: PracticePagesOptions, handle: string, id: string): Promise<string | null> {
  const { db, store } = options
  const timeZone = await options.timeZone()
  const held = await claimOf(store, handle)
  if (!held?.accountId || !z.uuid().safeParse(id).success) return null
  const post = await postById(db, held.accountId, id)
  if (!post || post.deleted_at !== null) return null
  const root = post.root_id ? await postById(db, held.accountId, post.root_id) : post
  const following = await threadOf(db, held.accountId, post.root_id ?? post.id)
  const posts = [...(root && root.deleted_at === null ? [root] : []), ...following]
  return shell(
    `Post by ${held.displayName} on Practice`,
    html`<h1>
        ${posts.length > 1 ? 'Thread' : 'Post'} by <a href="/practice/${handle}">${held.displayName}</a>
      </h1>
      ${posts.map((each) => articleOf(each, handle, timeZone))}`,
  )
}

/** The pages where posts on Practice can be seen: no scripts, nothing from elsewhere. */
export async function practicePages(app: ApiApp, options: PracticePagesOptions): Promise<void> {
  const handleParam = z.object({ handle: z.string().max(100) })
  const postParam = handleParam.extend({ id: z.string().max(100) })
  mountParts(app, options.db)

  app.get(
    '/practice/:handle',
    { config: isPublic, schema: { hide: true, params: handleParam } },
    async (request, reply) => {
      const shown = await accountPage(options, request.params.handle)
      return reply
        .status(shown ? 200 : 404)
        .type('text/html; charset=utf-8')
        .send(shown ?? nothing('account'))
    },
  )
  app.get(
    '/practice/:handle/:id',
    { config: isPublic, schema: { hide: true, params: postParam } },
    async (request, reply) => {
      const shown = await postPage(options, request.params.handle, request.params.id)
      return reply
        .status(shown ? 200 : 404)
        .type('text/html; charset=utf-8')
        .send(shown ?? nothing('post'))
    },
  )
}
