import * as nodes from './facebook/nodes.ts'
import * as publish from './facebook/publish.ts'
import { isOut, type FacebookSettings, type FacebookWorld } from './facebook/world.ts'
import { at, inWorld, startGraph, type GraphStandIn } from './graph/stand-in.ts'
import { openGraph, type GraphPage, type GraphSettings } from './graph/world.ts'
import type { Person } from './stand-in/oauth2.ts'
import type { Route } from './stand-in/server.ts'

export { PASSWORD } from './graph/stand-in.ts'
export { APP as META_APP } from './graph/world.ts'

const SCOPES = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
  'publish_video',
]

/** Something on a Page that people see. */
export interface SeenOnPage {
  kind: 'post' | 'video' | 'reel' | 'video-story' | 'photo-story'
  text: string
  alts: string[]
  link: string | null
  videos: string[]
  captions: string[]
  comments: string[]
  pinned: boolean
  createdAt: number
}

export interface Facebook extends GraphStandIn {
  world: FacebookWorld
  addPage(wanted: { name: string; username: string; people: Person[]; tasks?: string[] }): GraphPage
  /** Everything that can be seen on a Page, oldest first. */
  seen(page: GraphPage): SeenOnPage[]
  /** Posts as somebody does in the app itself. */
  postOutside(page: GraphPage, message: string): void
}

/**
 * A stand-in that behaves as the Graph API for Facebook Pages says (v25.0): sign-in pages, tokens of Pages, the app
 * secret's proof, unpublished posts, uploads in pieces, reels, stories, comments, duplicates (506), and the headers of
 * use. It is not Facebook: no people who read, no insights, no messages, and only the calls that are listed here. Where
 * the description says nothing it is strict: a photo may be shown once. Its requests and answers are checked against the
 * published description where that is at hand (graph-contract.test.ts).
 */
export async function startFacebook(
  options: Partial<FacebookSettings & GraphSettings> = {},
): Promise<Facebook> {
  const graph = openGraph({ scopes: SCOPES, ...options })
  const settings = { processing: 1, piece: 500_000, ...options }
  const world: FacebookWorld = { graph, settings, photos: [], videos: [], posts: [], stories: [] }
  const standIn = await startGraph(graph, routesOf(world))
  return {
    ...standIn,
    world,
    addPage: graph.addPage,
    seen: (page) => seenOn(world, page),
    postOutside(page, message) {
      const createdAt = graph.settings.now()
      const id = `${page.id}_${graph.nextId()}`
      const rest = { photos: [], link: null, published: true, pinned: false, comments: [] }
      world.posts.push({ id, page, message, createdAt, ...rest })
    },
  }
}

function routesOf(world: FacebookWorld): Route[] {
  const route = inWorld(world)
  return [
    ['POST', at('(\\d+)/photos'), route(publish.addPhoto)],
    ['POST', at('(\\d+)/feed'), route(publish.addPost)],
    ['POST', at('(\\d+)/videos'), route(publish.uploadVideo)],
    ['POST', at('(\\d+)/video_reels'), (ask) => publish.uprightVideo(world, ask, 'reel')],
    ['POST', at('(\\d+)/video_stories'), (ask) => publish.uprightVideo(world, ask, 'video-story')],
    ['POST', at('(\\d+)/photo_stories'), route(publish.addPhotoStory)],
    ['POST', /^\/video-upload\/v[\d.]+\/(\d+)$/, route(publish.takeBytes)],
    ['GET', at('(\\d+)/published_posts'), route(nodes.listPosts)],
    ['GET', at('(\\d+)/video_reels'), route(nodes.listReels)],
    ['GET', at('(\\d+)/stories'), route(nodes.listStories)],
    ['POST', at('(\\d+)/captions'), route(nodes.addCaptions)],
    ['GET', at('([\\d_]+)/comments'), route(nodes.listComments)],
    ['POST', at('([\\d_]+)/comments'), route(nodes.addComment)],
    ['GET', at('(me|[\\d_]+)'), route(nodes.showNode)],
    ['POST', at('([\\d_]+)'), route(nodes.changeNode)],
    ['DELETE', at('([\\d_]+)'), route(nodes.removeNode)],
  ]
}

function seenOn(world: FacebookWorld, page: GraphPage): SeenOnPage[] {
  const words = (comments: { message: string }[]) => comments.map(({ message }) => message)
  const posts = world.posts
    .filter((post) => post.page === page && post.published)
    .map((post) => ({
      kind: 'post' as const,
      text: post.message,
      alts: post.photos.map(({ alt }) => alt),
      link: post.link,
      videos: [],
      captions: [],
      comments: words(post.comments),
      pinned: post.pinned,
      createdAt: post.createdAt,
    }))
  const videos = world.videos
    .filter((video) => video.page === page && isOut(video))
    .map((video) => ({
      kind: video.kind,
      text: video.description,
      alts: [],
      link: null,
      videos: [video.type],
      captions: video.captions.map((each) => each.words),
      comments: words(video.comments),
      pinned: video.pinned,
      createdAt: video.createdAt,
    }))
  const photoStories = world.stories
    .filter((story) => story.page === page && story.kind === 'photo')
    .map(({ createdAt, mediaId }) => ({
      kind: 'photo-story' as const,
      text: '',
      alts: world.photos.filter(({ id }) => id === mediaId).map(({ alt }) => alt),
      link: null,
      videos: [],
      captions: [],
      comments: [],
      pinned: false,
      createdAt,
    }))
  return [...posts, ...videos, ...photoStories].sort((a, b) => a.createdAt - b.createdAt)
}
