import { at, inWorld, startGraph, type GraphStandIn } from './graph/stand-in.ts'
import { openGraph, type GraphPage, type GraphSettings } from './graph/world.ts'
import * as api from './instagram/api.ts'
import type { InstagramSettings, InstagramWorld, Media } from './instagram/world.ts'
import type { Person } from './stand-in/oauth2.ts'
import type { Route } from './stand-in/server.ts'

export { PASSWORD } from './graph/stand-in.ts'
export { APP as META_APP } from './graph/world.ts'

const SCOPES = [
  'pages_show_list',
  'pages_read_engagement',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_comments',
  'instagram_manage_contents',
]

export interface Instagram extends GraphStandIn {
  world: InstagramWorld
  /** A professional account, and the Page that it belongs to. */
  addAccount(wanted: { username: string; people: Person[]; tasks?: string[] }): GraphPage
  /** What can be seen of the account of this Page, oldest first. */
  seen(page: GraphPage): Media[]
  /** Posts as somebody does in the app itself. */
  postOutside(page: GraphPage, caption: string): void
}

/**
 * A stand-in that behaves as the Instagram API with Facebook Login says (v25.0): sign-in pages, the token of the Page,
 * containers whose media it fetches by itself, their states, carousels, reels, stories, the day's limit, comments and
 * deletion. It is not Instagram: no people who read, no insights, no messages, and only the calls that are listed here.
 * Its requests and answers are checked against the published description where that is at hand
 * (graph-contract.test.ts).
 */
export async function startInstagram(
  options: Partial<InstagramSettings & GraphSettings> = {},
): Promise<Instagram> {
  const graph = openGraph({ scopes: SCOPES, ...options })
  const settings = { processing: 1, quota: 100, ...options }
  const world: InstagramWorld = { graph, settings, containers: [], media: [] }
  const standIn = await startGraph(graph, routesOf(world))
  return {
    ...standIn,
    world,
    addAccount({ username, ...more }) {
      const page = graph.addPage({ name: username, username: username.replaceAll('.', ''), ...more })
      page.instagram = { id: graph.nextId(), username, name: username }
      return page
    },
    seen: ({ instagram }) => world.media.filter(({ owner }) => owner === instagram),
    postOutside({ instagram }, caption) {
      if (!instagram) throw new Error('No account belongs to this Page')
      const items = [{ type: 'image/jpeg', alt: '' }]
      const createdAt = graph.settings.now()
      const rest = { kind: 'IMAGE' as const, items, shareToFeed: true, createdAt, comments: [] }
      world.media.push({ id: graph.nextId(), owner: instagram, caption, ...rest })
    },
  }
}

function routesOf(world: InstagramWorld): Route[] {
  const route = inWorld(world)
  return [
    ['POST', at('(\\d+)/media'), route(api.addContainer)],
    ['POST', at('(\\d+)/media_publish'), route(api.publishContainer)],
    ['GET', at('(\\d+)/content_publishing_limit'), route(api.showLimit)],
    ['GET', at('(\\d+)/media'), (ask) => api.listMedia(world, ask, false)],
    ['GET', at('(\\d+)/stories'), (ask) => api.listMedia(world, ask, true)],
    ['GET', at('(\\d+)/comments'), route(api.listComments)],
    ['POST', at('(\\d+)/comments'), route(api.addComment)],
    ['GET', at('(\\d+)'), route(api.showNode)],
    ['DELETE', at('(\\d+)'), route(api.removeMedia)],
  ]
}
