import { text } from '../stand-in/body.ts'
import { ok, Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import {
  authorised,
  denied,
  invalid,
  pageOf,
  problem,
  shown,
  type Article,
  type Post,
  type World,
} from './world.ts'

const DAY_MS = 86_400_000
const urnOf = ({ id, type }: { id: number; type: string }) =>
  `urn:li:organization${type === 'BRAND' ? 'Brand' : ''}:${id}`

const missing = (what: string) =>
  new Refusal(404, problem(404, 'RESOURCE_NOT_FOUND', `Could not find entity: ${what}`))

function finder(ask: Ask, name: string): void {
  if (ask.headers['x-restli-method'] !== 'FINDER' || text(ask, 'q') !== name)
    throw invalid('The query parameter q does not name a finder.')
}

function slice<T>(ask: Ask, all: T[]): { elements: T[]; paging: object } {
  const start = Number(text(ask, 'start') ?? 0)
  const count = Math.min(100, Number(text(ask, 'count') ?? 10))
  return { elements: all.slice(start, start + count), paging: { start, count, links: [] } }
}

function postShape(world: World, post: Post) {
  const [first] = post.media
  const images = post.media.map(({ media, alt }) => ({ id: media.urn, altText: alt }))
  const content = post.article
    ? { article: post.article }
    : images.length > 1
      ? { multiImage: { images } }
      : first
        ? { media: { id: first.media.urn, ...(first.alt ? { altText: first.alt } : {}) } }
        : null
  return {
    id: post.urn,
    author: urnOf(post.page),
    commentary: post.commentary,
    visibility: post.visibility,
    lifecycleState: world.stateOf(post),
    createdAt: post.createdAt,
    lastModifiedAt: post.createdAt,
    publishedAt: post.createdAt,
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    isReshareDisabledByAuthor: false,
    ...(content ? { content } : {}),
  }
}

interface Wanted {
  author?: string
  commentary?: string
  visibility?: string
  lifecycleState?: string
  distribution?: object
  content?: {
    media?: { id: string; altText?: string }
    multiImage?: { images: { id: string; altText?: string }[] }
    article?: Article
  }
}

export function openApi(world: World): Route[] {
  const own = (ask: Ask): Post => {
    const { person } = authorised(world, ask, 'w_organization_social')
    const post = world.posts.find(({ urn }) => urn === ask.caught[0])
    if (!post) throw missing(ask.caught[0] ?? '')
    if (!post.page.admins.includes(person)) throw denied('Not enough permissions to change this post')
    return post
  }

  const mediaOf = (wanted: Wanted['content'], page: Post['page']): Post['media'] => {
    const listed = wanted?.multiImage?.images ?? (wanted?.media ? [wanted.media] : [])
    if (wanted?.multiImage && (listed.length < 2 || listed.length > 20))
      throw invalid('A multi-image post has 2 to 20 images.')
    return listed.map(({ id, altText = '' }) => {
      const media = world.media.find((each) => each.urn === id && each.page === page)
      if (!media || media.state !== 'PROCESSING' || media.pending > 0)
        throw invalid(`${id} is not available.`)
      return { media, alt: altText }
    })
  }

  const create = (ask: Ask): Answer => {
    const { person } = authorised(world, ask, 'w_organization_social')
    const wanted = ask.fields as Wanted
    const page = pageOf(world, wanted.author, person)
    if (!wanted.visibility || !wanted.distribution || wanted.commentary === undefined)
      throw new Refusal(422, problem(422, 'MISSING_FIELD', 'ERROR :: field is required but not found'))
    if (wanted.lifecycleState !== 'PUBLISHED') throw invalid('lifecycleState must be PUBLISHED.')
    if (shown(wanted.commentary).length > 3000) throw invalid('commentary is longer than 3000 characters.')
    const twin = world.posts.findLast(
      (post) =>
        post.page === page &&
        post.commentary === wanted.commentary &&
        post.createdAt > world.settings.now() - DAY_MS,
    )
    if (twin && wanted.commentary !== '') {
      const inputErrors = [{ description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' }]
      const message = `Content is a duplicate of ${twin.urn}`
      throw new Refusal(422, problem(422, 'UNPROCESSABLE_ENTITY', message, { errorDetails: { inputErrors } }))
    }
    const post = world.add({
      page,
      commentary: wanted.commentary,
      visibility: wanted.visibility,
      media: mediaOf(wanted.content, page),
      article: wanted.content?.article ?? null,
    })
    return { status: 201, headers: { 'x-restli-id': post.urn } }
  }

  const change = (ask: Ask): Answer => {
    const post = own(ask)
    if (ask.headers['x-restli-method'] !== 'PARTIAL_UPDATE') throw invalid('Not a partial update.')
    const { $set = {} } = (ask.fields['patch'] ?? {}) as { $set?: Record<string, unknown> }
    const others = Object.keys($set).filter((name) => name !== 'commentary')
    if (others.length > 0) throw invalid(`${others.join()} can’t be changed.`)
    post.commentary = String($set['commentary'] ?? '')
    post.text = shown(post.commentary)
    return { status: 204 }
  }

  /** Deleting is idempotent: 204 also for what is gone. */
  const remove = (ask: Ask): Answer => {
    authorised(world, ask, 'w_organization_social')
    if (world.posts.some(({ urn }) => urn === ask.caught[0]))
      world.posts.splice(world.posts.indexOf(own(ask)), 1)
    return { status: 204 }
  }

  /** LinkedIn works on a post whoever looks, and however: the next look finds it further on. */
  const looked = (post: Post) => {
    const shape = postShape(world, post)
    post.pending = Math.max(0, post.pending - 1)
    return shape
  }

  const show = (ask: Ask): Answer => {
    authorised(world, ask, 'r_organization_social')
    const post = world.posts.find(({ urn }) => urn === ask.caught[0])
    if (!post) throw missing(ask.caught[0] ?? '')
    return ok(looked(post))
  }

  const list = (ask: Ask): Answer => {
    const { person } = authorised(world, ask, 'r_organization_social')
    finder(ask, 'author')
    const page = pageOf(world, text(ask, 'author'), person)
    const all = world.posts.filter((post) => post.page === page).toReversed()
    return ok(slice(ask, all.map(looked)))
  }

  const roles = (ask: Ask): Answer => {
    const { person } = authorised(world, ask, 'rw_organization_admin')
    finder(ask, 'roleAssignee')
    const mine = world.pages.filter(({ admins }) => admins.includes(person))
    const role = { role: 'ADMINISTRATOR', state: 'APPROVED', roleAssignee: `urn:li:person:${person.id}` }
    return ok(
      slice(
        ask,
        mine.map((page) => ({ ...role, organization: urnOf(page) })),
      ),
    )
  }

  const byName = (ask: Ask): Answer => {
    authorised(world, ask, 'rw_organization_admin')
    finder(ask, 'vanityName')
    const found = world.pages.filter(({ vanityName }) => vanityName === text(ask, 'vanityName'))
    const shape = found.map(({ id, vanityName, name, type }) => ({
      id,
      vanityName,
      localizedName: name,
      primaryOrganizationType: type,
    }))
    return ok(slice(ask, shape))
  }

  const comment = (ask: Ask): Answer => {
    const { person } = authorised(world, ask, 'w_organization_social_feed')
    const post = world.posts.find(({ urn }) => urn === ask.caught[0])
    if (!post) throw missing(ask.caught[0] ?? '')
    const actor = String(ask.fields['actor'])
    pageOf(world, actor, person)
    const { text: words = '' } = (ask.fields['message'] ?? {}) as { text?: string }
    post.comments.push({ actor, text: words })
    const id = world.nextId()
    return {
      status: 201,
      headers: { 'x-restli-id': id },
      body: { id, actor, object: post.urn, message: { text: words } },
    }
  }

  const comments = (ask: Ask): Answer => {
    authorised(world, ask, 'r_organization_social_feed')
    const post = world.posts.find(({ urn }) => urn === ask.caught[0])
    if (!post) throw missing(ask.caught[0] ?? '')
    return ok(
      slice(
        ask,
        post.comments.map((each) => ({ actor: each.actor, message: { text: each.text } })),
      ),
    )
  }

  return [
    ['GET', /^\/rest\/organizationAcls$/, roles],
    ['GET', /^\/rest\/organizations$/, byName],
    ['POST', /^\/rest\/posts$/, create],
    ['GET', /^\/rest\/posts$/, list],
    ['GET', /^\/rest\/posts\/([^/]+)$/, show],
    ['POST', /^\/rest\/posts\/([^/]+)$/, change],
    ['DELETE', /^\/rest\/posts\/([^/]+)$/, remove],
    ['POST', /^\/rest\/socialActions\/([^/]+)\/comments$/, comment],
    ['GET', /^\/rest\/socialActions\/([^/]+)\/comments$/, comments],
  ]
}
