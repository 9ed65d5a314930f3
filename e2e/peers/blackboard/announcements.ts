import type { OAuth2, Token } from '../stand-in/oauth2.ts'
import { ok, Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import {
  isSeen,
  marked,
  shapeOf,
  type Announcement,
  type Course,
  type Duration,
  type World,
} from './world.ts'

const root = '/learn/api/public'
const system = new RegExp(`^${root}/v1/announcements$`)
const systemOne = new RegExp(`^${root}/v1/announcements/([^/]+)$`)
const inCourse = new RegExp(`^${root}/v1/courses/([^/]+)/announcements$`)
const inCourseOne = new RegExp(`^${root}/v1/courses/([^/]+)/announcements/([^/]+)$`)
const course = new RegExp(`^${root}/v[13]/courses/([^/]+)$`)

const refusal = (status: number, message: string) => new Refusal(status, { status, message })

type Deed = 'VIEW' | 'CREATE' | 'MODIFY' | 'DELETE'
const scopeOf: Record<Deed, string> = { VIEW: 'read', CREATE: 'write', MODIFY: 'write', DELETE: 'delete' }

export function announcementRoutes(world: World, oauth: OAuth2): Route[] {
  const tokenOf = (ask: Ask): Token => {
    const token = oauth.tokenOf(ask)
    if (!token) throw refusal(401, 'Bearer token is invalid')
    return token
  }

  const looksAfter = (token: Token, of: Course | null) =>
    world.administrators.has(token.person) || (of?.staff.has(token.person) ?? false)

  const allowed = (ask: Ask, deed: Deed, of: Course | null): Token => {
    const token = tokenOf(ask)
    const entitlement = `${of === null ? 'system' : 'course'}.announcements.${deed}`
    const has = deed === 'VIEW' || looksAfter(token, of)
    if (!has || world.settings.withheld.has(entitlement) || !token.scopes.includes(scopeOf[deed]))
      throw refusal(403, 'User does not have sufficient privileges to perform the requested operation')
    return token
  }

  const courseOf = (written: string | undefined): Course => {
    const [kind, name] = (written ?? '').split(':')
    const found = world.courses.find((each) =>
      name === undefined ? each.id === kind : each.courseId === name,
    )
    if (!found) throw refusal(404, 'The specified object was not found.')
    return found
  }

  const oneOf = (id: string | undefined, of: Course | null, token: Token): Announcement => {
    const found = world.announcements.find((each) => each.id === id && each.course === of)
    const visible = found && (looksAfter(token, of) || isSeen(found, world.settings.now()))
    if (!visible) throw refusal(404, 'The specified object was not found.')
    return found
  }

  const list = (ask: Ask, of: Course | null): Answer => {
    const token = allowed(ask, 'VIEW', of)
    const offset = Number(ask.query.get('offset') ?? 0)
    const limit = Math.min(100, Number(ask.query.get('limit') ?? 100))
    const all = world.announcements.filter(
      (each) => each.course === of && (looksAfter(token, of) || isSeen(each, world.settings.now())),
    )
    const results = all.toReversed().slice(offset, offset + limit)
    const nextPage = `${ask.path}?offset=${offset + limit}&limit=${limit}`
    return ok({
      results: results.map(shapeOf),
      ...(offset + limit < all.length ? { paging: { nextPage } } : {}),
    })
  }

  const create = (ask: Ask, of: Course | null): Answer => {
    const { person } = allowed(ask, 'CREATE', of)
    const { title, body, draft } = ask.fields
    if (typeof title !== 'string' || title.trim() === '') throw refusal(400, 'title is required')
    const now = new Date(world.settings.now())
    const made: Announcement = {
      id: world.nextId(),
      course: of,
      title,
      body: marked(typeof body === 'string' ? body : ''),
      // Announcements to everybody have no drafts.
      draft: of !== null && draft === true,
      duration: durationOf(ask) ?? { type: 'Permanent' },
      creator: person.id,
      created: now,
      modified: now,
    }
    world.announcements.push(made)
    return { status: 201, body: shapeOf(made) }
  }

  const change = (ask: Ask, id: string | undefined, of: Course | null): Answer => {
    const token = allowed(ask, 'MODIFY', of)
    const found = oneOf(id, of, token)
    const { title, body, draft } = ask.fields
    if (typeof title === 'string') found.title = title
    if (typeof body === 'string') found.body = marked(body)
    if (typeof draft === 'boolean' && of !== null) found.draft = draft
    found.duration = durationOf(ask) ?? found.duration
    found.modified = new Date(world.settings.now())
    return ok(shapeOf(found))
  }

  const remove = (ask: Ask, id: string | undefined, of: Course | null): Answer => {
    const found = oneOf(id, of, allowed(ask, 'DELETE', of))
    world.announcements.splice(world.announcements.indexOf(found), 1)
    return { status: 204 }
  }

  const show = (ask: Ask, id: string | undefined, of: Course | null): Answer =>
    ok(shapeOf(oneOf(id, of, allowed(ask, 'VIEW', of))))

  return [
    ['GET', course, (ask) => (tokenOf(ask), ok(courseShape(courseOf(ask.caught[0]))))],
    ['GET', system, (ask) => list(ask, null)],
    ['POST', system, (ask) => create(ask, null)],
    ['GET', systemOne, (ask) => show(ask, ask.caught[0], null)],
    ['PATCH', systemOne, (ask) => change(ask, ask.caught[0], null)],
    ['DELETE', systemOne, (ask) => remove(ask, ask.caught[0], null)],
    ['GET', inCourse, (ask) => list(ask, courseOf(ask.caught[0]))],
    ['POST', inCourse, (ask) => create(ask, courseOf(ask.caught[0]))],
    ['GET', inCourseOne, (ask) => show(ask, ask.caught[1], courseOf(ask.caught[0]))],
    ['PATCH', inCourseOne, (ask) => change(ask, ask.caught[1], courseOf(ask.caught[0]))],
    ['DELETE', inCourseOne, (ask) => remove(ask, ask.caught[1], courseOf(ask.caught[0]))],
  ]
}

const courseShape = ({ id, courseId, name }: Course) => ({ id, courseId, name })

function durationOf({ fields }: Ask): Duration | undefined {
  const { availability } = fields
  if (typeof availability !== 'object' || availability === null || !('duration' in availability))
    return undefined
  const { duration } = availability
  return typeof duration === 'object' && duration !== null ? { ...duration } : undefined
}
