import type { FaultProxy } from './fault-proxy.ts'
import { apiRoutes } from './discourse/api.ts'
import { cook } from './discourse/cook.ts'
import { keyRoutes } from './discourse/keys.ts'
import {
  addTopic,
  newKey,
  newNumber,
  newWorld,
  type DiscourseSettings,
  type Person,
} from './discourse/world.ts'
import { startStandIn } from './stand-in/server.ts'

export type { Person } from './discourse/world.ts'

export interface ForumPost {
  id: number
  title: string
  /** The words as a reader gets them, and their HTML. */
  text: string
  html: string
  raw: string
  alts: string[]
  tags: string[]
  category: number
  pinned: boolean
  externalId: string | null
  /** The words of the post it answers. */
  answers: string | null
}

export interface Discourse {
  url: string
  host: string
  faults: FaultProxy
  /** May be changed while it runs. */
  settings: DiscourseSettings
  addPerson(wanted: { username: string; password: string; staff?: boolean }): Person
  /** A key that an administrator makes for one user. */
  adminKey(person: Person): string
  /** Ends every key of a user. */
  revokeKeys(person: Person): void
  keys(person: Person): string[]
  /** Starts a topic past Rostrum. */
  post(person: Person, title: string, text: string): void
  /** What stands there by a user, oldest first. */
  posts(person: Person): ForumPost[]
  /** What waits for the staff is let through, or not. */
  review(approve: boolean): void
  stop(): Promise<void>
}

/**
 * A stand-in for a forum of Discourse: it behaves as the published API (https://docs.discourse.org/) and, where that is
 * silent, as Discourse's own source say (read 2026-11): keys of users with their page and RSA, keys of administrators,
 * topics, replies, uploads, edits, deletion, pinning, keys for topics (`external_id`), twins, approval by staff, the
 * memory of two minutes for an administrator's key, errors, read-only times. It is not Discourse: no trust levels, no
 * groups, no search, no notifications, no limits of its own (tests put those in by `faults`), and its Markdown is plain
 * CommonMark with line ends kept.
 */
export async function startDiscourse(wanted: Partial<DiscourseSettings> = {}): Promise<Discourse> {
  const settings: DiscourseSettings = {
    now: Date.now,
    minPost: 20,
    minTitle: 15,
    maxPost: 32_000,
    refusesTwins: true,
    approves: false,
    readOnly: false,
    redirects: 'http://127.0.0.1:3000/oauth/discourse/callback',
    version: '2026.10.0',
    ...wanted,
  }
  const world = newWorld(settings)
  const standIn = await startStandIn({
    routes: [...keyRoutes(world), ...apiRoutes(world)],
    // A server's answers bear the time of the clock by which it stamps posts.
    before: () => ({ date: new Date(settings.now()).toUTCString() }),
    notFound: () => ({
      status: 404,
      body: { errors: ['The requested URL or resource could not be found.'], error_type: 'not_found' },
    }),
  })
  return {
    url: standIn.url,
    host: standIn.host,
    faults: standIn.faults,
    settings,
    addPerson({ username, password, staff = false }) {
      const person = { id: newNumber(), username, password, name: username, staff }
      world.people.push(person)
      return person
    },
    adminKey(person) {
      const key = newKey()
      world.adminKeys.push({ key, person })
      return key
    },
    revokeKeys(person) {
      world.userKeys = world.userKeys.filter((key) => key.person !== person)
      world.adminKeys = world.adminKeys.filter((key) => key.person !== person)
    },
    keys: (person) => world.userKeys.filter((key) => key.person === person).map(({ key }) => key),
    post: (person, title, text) => void addTopic(world, { person, title, raw: text }),
    posts: (person) =>
      world.posts
        .filter((post) => post.person === person && !post.deleted && !post.topic.deleted)
        .map((post) => {
          const { title, tags, category, pinned, externalId } = post.topic
          const answered = world.posts.find(
            (other) => other.topic === post.topic && other.number === post.replyTo,
          )
          const { text, html, alts } = cook(post.raw)
          const answers = answered ? cook(answered.raw).text : null
          return {
            id: post.id,
            title,
            text,
            html,
            raw: post.raw,
            alts,
            tags,
            category,
            pinned,
            externalId,
            answers,
          }
        }),
    review(approve) {
      for (const { person, title, raw } of world.waiting.splice(0))
        if (approve) addTopic(world, { person, title: title ?? '', raw })
    },
    stop: () => standIn.stop(),
  }
}
