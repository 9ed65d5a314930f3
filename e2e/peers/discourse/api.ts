import { text } from '../stand-in/body.ts'
import { Refusal, ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { callerOf, signedIn, type Caller } from './keys.ts'
import { basicTopic, categoryJson, createdJson, latestJson, postJson, slugOf, uploadJson } from './shapes.ts'
import { addPost, addTopic, cleanTag, newKey, newNumber, type Post, type Topic, type World } from './world.ts'

const notFound = (): Refusal =>
  new Refusal(404, {
    errors: ['The requested URL or resource could not be found.'],
    error_type: 'not_found',
  })
const invalid = (...errors: string[]): Refusal => new Refusal(422, { action: 'create_post', errors })
const forbidden = (): Refusal =>
  new Refusal(403, {
    errors: ['You are not permitted to perform this action.'],
    error_type: 'invalid_access',
  })

const minutes = 60_000

export function apiRoutes(world: World): Route[] {
  return [
    ['GET', /^\/session\/current\.json$/, (ask) => current(world, ask)],
    ['GET', /^\/u\/([^/]+)\.json$/, (ask) => user(world, ask)],
    ['GET', /^\/about\.json$/, () => ok({ about: { version: world.settings.version } })],
    ['GET', /^\/c\/(\d+)\/show\.json$/, (ask) => category(world, ask)],
    ['POST', /^\/uploads\.json$/, (ask) => upload(world, ask)],
    ['POST', /^\/posts\.json$/, (ask) => create(world, ask)],
    ['GET', /^\/posts\.json$/, (ask) => latest(world, ask)],
    [
      'GET',
      /^\/posts\/(\d+)\.json$/,
      (ask) => ok(postJson(world, postOf(world, ask), signedIn(world, ask).person)),
    ],
    ['GET', /^\/posts\/([^/]+)\/pending\.json$/, (ask) => pending(world, ask)],
    ['PUT', /^\/posts\/(\d+)\.json$/, (ask) => change(world, ask)],
    ['DELETE', /^\/posts\/(\d+)\.json$/, (ask) => removePost(world, ask)],
    ['GET', /^\/t\/external_id\/([^/]+)\.json$/, (ask) => byKey(world, ask)],
    ['GET', /^\/t\/(?:[^/]+\/)?(\d+)\.json$/, (ask) => showTopic(world, ask)],
    ['PUT', /^\/t\/-\/(\d+)\.json$/, (ask) => rename(world, ask)],
    ['DELETE', /^\/t\/(\d+)\.json$/, (ask) => removeTopic(world, ask)],
    ['PUT', /^\/t\/(\d+)\/status\.json$/, (ask) => status(world, ask)],
  ]
}

function current(world: World, ask: Ask): Answer {
  const caller = callerOf(world, ask)
  if (!caller) return { status: 404, body: { errors: ['The requested URL or resource could not be found.'] } }
  const { id, username, name } = caller.person
  return ok({ current_user: { id, username, name } })
}

function user(world: World, ask: Ask): Answer {
  signedIn(world, ask)
  const found = world.people.find(({ username }) => username.toLowerCase() === ask.caught[0]?.toLowerCase())
  if (!found) throw notFound()
  return ok({ user: { id: found.id, username: found.username, name: found.name } })
}

function category(world: World, ask: Ask): Answer {
  signedIn(world, ask)
  const found = world.categories.find(({ id }) => String(id) === ask.caught[0])
  if (!found) throw notFound()
  return ok(categoryJson(found))
}

function upload(world: World, ask: Ask): Answer {
  signedIn(world, ask)
  const file = ask.files['file'] ?? ask.files['files']
  if (!file || (text(ask, 'type') ?? text(ask, 'upload_type')) === undefined)
    throw new Refusal(422, { errors: ['Sorry, there was an error uploading that file.'] })
  if (!/\.(?:jpe?g|png|gif|webp)$/.test(file.name))
    throw new Refusal(422, { errors: ['Sorry, the file you are trying to upload is not authorized.'] })
  const id = newNumber()
  const ending = file.name.split('.').at(-1) ?? 'jpeg'
  const shortUrl = `upload://${newKey().slice(0, 27)}.${ending}`
  const made = { id, shortUrl, name: file.name, type: file.type, bytes: new Uint8Array() }
  world.uploads.push(made)
  return ok(uploadJson(ask.origin, made))
}

const isSeen = (post: Post) => !post.deleted && !post.topic.deleted

function postOf(world: World, ask: Ask): Post {
  const found = world.posts.find(({ id }) => String(id) === ask.caught[0])
  if (!found || !isSeen(found)) throw notFound()
  return found
}

function topicOf(world: World, ask: Ask): Topic {
  const found = world.topics.find(({ id }) => String(id) === ask.caught[0])
  if (!found || found.deleted) throw notFound()
  return found
}

/** Tags as names, and as objects with a name from 2026.1 on, which is all that 2026.7 takes. */
function tagsOf(world: World, ask: Ask): string[] {
  const given = ask.fields['tags']
  if (!Array.isArray(given)) return []
  const objectsOnly = /^2026\.(?:7|8|9|1\d)/.test(world.settings.version)
  return given.flatMap((tag: unknown) => {
    if (typeof tag === 'string') return objectsOnly ? [] : [cleanTag(tag)]
    const name = typeof tag === 'object' && tag !== null && 'name' in tag ? tag.name : undefined
    return typeof name === 'string' && world.settings.version.startsWith('20') ? [cleanTag(name)] : []
  })
}

function objections(world: World, caller: Caller, raw: string, title: string | undefined): string[] {
  const { minPost, minTitle, maxPost, refusesTwins, now } = world.settings
  const said: string[] = []
  if (title !== undefined && [...title].length < minTitle)
    said.push(`Title is too short (minimum is ${minTitle} characters)`)
  if ([...raw].length < minPost) said.push(`Body is too short (minimum is ${minPost} characters)`)
  if ([...raw].length > maxPost)
    said.push(`Body is limited to ${maxPost} characters; you entered ${[...raw].length}.`)
  if (!refusesTwins) return said
  const same = title?.toLowerCase()
  if (world.topics.some((topic) => !topic.deleted && topic.title.toLowerCase() === same))
    said.push('Title has already been used')
  const recent = world.posts.filter(
    (post) => post.person === caller.person && isSeen(post) && post.createdAt > now() - 5 * minutes,
  )
  if (recent.some((post) => post.raw === raw.trimEnd()))
    said.push('Body is too similar to what you recently posted')
  return said
}

function create(world: World, ask: Ask): Answer {
  const caller = signedIn(world, ask)
  const { person } = caller
  const { settings } = world
  if (settings.readOnly)
    throw new Refusal(503, {
      errors: ['The site is in read only mode. Interactions are disabled.'],
      error_type: 'read_only',
    })
  const memo = `${person.id} ${JSON.stringify(ask.fields)}`
  const known = world.remembered.get(memo)
  if (caller.admin && known && known.until > settings.now()) return ok(createdJson(world, known.post, person))
  const [raw, title, topicId] = [text(ask, 'raw'), text(ask, 'title'), text(ask, 'topic_id')]
  if (raw === undefined) throw invalid('Body can’t be blank')
  const topic = topicId === undefined ? null : world.topics.find(({ id }) => String(id) === topicId)
  if (topic === undefined || topic?.deleted) throw forbidden()
  const said = objections(world, caller, raw, topic ? undefined : (title ?? ''))
  const externalId = caller.admin ? (text(ask, 'external_id') ?? null) : null
  if (externalId !== null && world.topics.some((each) => each.externalId === externalId))
    said.push('External has already been taken')
  if (said.length > 0) throw invalid(...said)
  if (settings.approves) {
    const waiting = { id: newNumber(), person, title, raw }
    world.waiting.push(waiting)
    return ok({
      action: 'enqueued',
      success: true,
      pending_post: { id: waiting.id, raw_text: raw },
      pending_count: 1,
    })
  }
  const wanted = Number(text(ask, 'category') ?? 1)
  const post = topic
    ? addPost(world, { topic, person, raw, replyTo: Number(text(ask, 'reply_to_post_number')) || null })
    : addTopic(world, {
        person,
        title: title ?? '',
        raw,
        category: wanted,
        tags: tagsOf(world, ask),
        externalId,
      })
  if (caller.admin) world.remembered.set(memo, { until: settings.now() + 2 * minutes, post })
  return ok(createdJson(world, post, person))
}

function latest(world: World, ask: Ask): Answer {
  const caller = callerOf(world, ask)
  const before = Number(ask.query.get('before') ?? Infinity)
  const found = world.posts
    .filter((post) => isSeen(post) && post.id < before)
    .toSorted((a, b) => b.id - a.id)
    .slice(0, 50)
  return ok({ latest_posts: found.map((post) => latestJson(world, post, caller?.person ?? null)) })
}

function pending(world: World, ask: Ask): Answer {
  const { person } = signedIn(world, ask)
  if (person.username !== ask.caught[0] && !person.staff) throw forbidden()
  const own = world.waiting.filter((each) => each.person.username === ask.caught[0])
  return ok({ pending_posts: own.map(({ id, raw }) => ({ id, raw_text: raw })) })
}

function change(world: World, ask: Ask): Answer {
  const { person } = signedIn(world, ask)
  const post = postOf(world, ask)
  if (post.person !== person && !person.staff) throw forbidden()
  const given = ask.fields['post']
  const raw = typeof given === 'object' && given !== null && 'raw' in given ? given.raw : undefined
  if (typeof raw !== 'string') throw new Refusal(400, { errors: ['param is missing: post'] })
  Object.assign(post, { raw: raw.trimEnd(), version: post.version + 1, updatedAt: world.settings.now() })
  return ok({ post: createdJson(world, post, person) })
}

function removePost(world: World, ask: Ask): Answer {
  const { person } = signedIn(world, ask)
  const post = postOf(world, ask)
  if ((post.person !== person && !person.staff) || post.number === 1) throw forbidden()
  post.deleted = true
  return { status: 200, headers: { 'content-type': 'text/html' } }
}

function removeTopic(world: World, ask: Ask): Answer {
  const { person } = signedIn(world, ask)
  const topic = topicOf(world, ask)
  const posts = world.posts.filter((post) => post.topic === topic && !post.deleted)
  // Its author may only as long as nobody has answered.
  if (!person.staff && (posts[0]?.person !== person || posts.length > 1)) throw forbidden()
  topic.deleted = true
  return { status: 200, headers: { 'content-type': 'text/html' } }
}

function byKey(world: World, ask: Ask): Answer {
  signedIn(world, ask)
  const found = world.topics.find((topic) => topic.externalId === ask.caught[0] && !topic.deleted)
  if (!found) throw notFound()
  return {
    status: 301,
    headers: { location: encodeURI(`${ask.origin}/t/${slugOf(found.title)}/${found.id}.json`) },
  }
}

function showTopic(world: World, ask: Ask): Answer {
  const caller = signedIn(world, ask)
  const topic = topicOf(world, ask)
  const posts = world.posts.filter((post) => post.topic === topic && isSeen(post))
  // Without `include_raw` the Markdown is not among it.
  const shown = posts.map((post) => {
    const { raw: _, ...rest } = postJson(world, post, caller.person)
    return rest
  })
  const { id, title, tags, pinned } = topic
  return ok({
    id,
    title,
    slug: slugOf(title),
    tags,
    pinned,
    post_stream: { posts: shown, stream: posts.map((post) => post.id) },
  })
}

function rename(world: World, ask: Ask): Answer {
  const { person } = signedIn(world, ask)
  const topic = topicOf(world, ask)
  if (!person.staff && world.posts.find((post) => post.topic === topic)?.person !== person) throw forbidden()
  topic.title = text(ask, 'title') ?? topic.title
  if (ask.fields['tags'] !== undefined) topic.tags = tagsOf(world, ask)
  return ok(basicTopic(world, topic))
}

function status(world: World, ask: Ask): Answer {
  const { person } = signedIn(world, ask)
  const topic = topicOf(world, ask)
  if (!person.staff) throw forbidden()
  const enabled = text(ask, 'enabled') === 'true'
  if (text(ask, 'status') !== 'pinned' || (enabled && text(ask, 'until') === undefined))
    throw new Refusal(400, {
      errors: ['You supplied invalid parameters to the request: until'],
      error_type: 'invalid_parameters',
    })
  topic.pinned = enabled
  return ok({ success: 'OK', topic_status_update: null })
}
