import { text } from '../stand-in/body.ts'
import type { OAuth2, Person } from '../stand-in/oauth2.ts'
import { ok, Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { authorised, type Settings } from './access.ts'
import { missing, postShape, problem, weighed } from './shapes.ts'
import { openUploads, type Media } from './uploads.ts'

export interface Post {
  id: string
  author: Person
  text: string
  media: Media[]
  /** The words of each caption file. */
  captions: string[]
  follows: string | null
  createdAt: number
}

const forbidden = (detail: string) => new Refusal(403, problem(403, 'Forbidden', detail))
const listed = (ask: Ask, name: string) => (text(ask, name) ?? '').split(',')

export function openApi(oauth: OAuth2, settings: Settings) {
  const posts: Post[] = []
  let sequence = 0n
  const nextId = () => String((BigInt(settings.now()) << 12n) + ++sequence)
  const uploads = openUploads(oauth, settings, nextId)

  const add = (wanted: Pick<Post, 'author' | 'text'> & Partial<Post>): Post => {
    const media = wanted.media ?? []
    const captions = media.flatMap(({ subtitles }) => subtitles.map(({ id }) => String(uploads.bytesOf(id))))
    const post = { id: nextId(), follows: null, createdAt: settings.now(), ...wanted, media, captions }
    posts.push(post)
    return post
  }

  const create = (ask: Ask): Answer => {
    const { person } = authorised(oauth, ask, 'tweet.read', 'tweet.write', 'users.read')
    if (settings.credits < 1)
      throw new Refusal(
        402,
        problem(
          402,
          'CreditsDepleted',
          'Your enrolled account does not have any credits to fulfill this request.',
          'https://api.x.com/2/problems/credits',
        ),
      )
    const words = text(ask, 'text') ?? ''
    const { media_ids = [] } = (ask.fields['media'] ?? {}) as { media_ids?: string[] }
    const { in_reply_to_tweet_id: follows = null } = (ask.fields['reply'] ?? {}) as Record<string, string>
    if (weighed(words) > 280) throw forbidden('Your Tweet text is too long.')
    if (follows !== null && !posts.some(({ id }) => id === follows))
      throw forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.')
    if (posts.some((post) => post.author === person && post.text === words && words !== ''))
      throw forbidden('You are not allowed to create a Tweet with duplicate content.')
    const post = add({ author: person, text: words, media: uploads.ready(person, media_ids), follows })
    settings.credits -= 1
    return { status: 201, body: { data: { id: post.id, text: words, edit_history_post_ids: [post.id] } } }
  }

  const remove = (ask: Ask): Answer => {
    const { person } = authorised(oauth, ask, 'tweet.read', 'tweet.write', 'users.read')
    const at = posts.findIndex(({ id, author }) => id === ask.caught[0] && author === person)
    if (at >= 0) posts.splice(at, 1)
    return ok({ data: { deleted: at >= 0 } })
  }

  const show = (ask: Ask): Answer => {
    authorised(oauth, ask, 'tweet.read', 'users.read')
    const id = ask.caught[0] ?? ''
    const post = posts.find((each) => each.id === id)
    if (!post) return ok(missing(id))
    return ok({ data: postShape(post, listed(ask, 'post.fields'), listed(ask, 'expansions')) })
  }

  const list = (ask: Ask): Answer => {
    authorised(oauth, ask, 'tweet.read', 'users.read')
    const size = Number(text(ask, 'max_results') ?? 10)
    const from = Date.parse(text(ask, 'start_time') ?? '1970-01-01T00:00:00Z')
    const offset = Number(text(ask, 'pagination_token')?.slice(1) ?? 0)
    const own = posts.filter(({ author, createdAt }) => author.id === ask.caught[0] && createdAt >= from)
    const page = own.toReversed().slice(offset, offset + size)
    const more = offset + size < own.length ? { next_token: `p${offset + size}` } : {}
    const shape = (post: Post) => postShape(post, listed(ask, 'post.fields'), listed(ask, 'expansions'))
    const meta = { result_count: page.length, ...more }
    return ok(page.length > 0 ? { data: page.map(shape), meta } : { meta })
  }

  const userShape = ({ id, username, name }: Person) => ({ data: { id, username, name } })
  const me = (ask: Ask): Answer => ok(userShape(authorised(oauth, ask, 'tweet.read', 'users.read').person))
  const byName = (ask: Ask): Answer => {
    authorised(oauth, ask, 'tweet.read', 'users.read')
    const name = ask.caught[0] ?? ''
    const found = oauth.people.find(({ username }) => username.toLowerCase() === name.toLowerCase())
    if (found) return ok(userShape(found))
    const { errors } = missing(name)
    const detail = `Could not find user with username: [${name}].`
    return ok({
      errors: errors.map((each) => ({ ...each, detail, resource_type: 'user', parameter: 'username' })),
    })
  }

  const revoke = (ask: Ask): Answer => {
    const value = text(ask, 'token')
    const at = oauth.tokens.findIndex((token) => token.value === value || token.refresh === value)
    if (at >= 0) oauth.tokens.splice(at, 1)
    return ok({ revoked: true })
  }

  const routes: Route[] = [
    ['POST', /^\/2\/tweets$/, create],
    ['DELETE', /^\/2\/tweets\/(\d+)$/, remove],
    ['GET', /^\/2\/tweets\/(\d+)$/, show],
    ['GET', /^\/2\/users\/(\d+)\/tweets$/, list],
    ['GET', /^\/2\/users\/me$/, me],
    ['GET', /^\/2\/users\/by\/username\/(\w+)$/, byName],
    ['POST', /^\/2\/oauth2\/revoke$/, revoke],
    ...uploads.routes,
  ]
  return { routes, posts, add }
}
