/** What a stand-in for Flickr knows, and the errors that all its methods share. */
import { randomInt } from 'node:crypto'
import type { OAuth1, OAuth1Access } from '../stand-in/oauth1.ts'
import type { Person } from '../stand-in/oauth2.ts'
import { Refusal, type Ask } from '../stand-in/server.ts'

export interface Account {
  nsid: string
  alias: string
  person: Person
  /** How many more it may upload. */
  left: number
}

export interface Photo {
  id: string
  account: Account
  title: string
  /** HTML, as it was sent. */
  description: string
  tags: string[]
  visibility: { ispublic: number; isfriend: number; isfamily: number }
  /** Milliseconds since 1970. */
  uploadedAt: number
  type: string
  size: number
  /** When Flickr has worked on a video; null when it never will. */
  readyAt: number | null
  failed: boolean
}

export interface Settings {
  now(): number
  /** Milliseconds that Flickr works on a video; null: it never ends. */
  processing: number | null
  /** Requests that the key has for an hour. */
  requests: number
}

export interface World {
  settings: Settings
  oauth: OAuth1
  accounts: Account[]
  photos: Photo[]
}

/** Methods answer errors with status 200. */
export function fail(code: number, message: string): Refusal {
  return new Refusal(200, { stat: 'fail', code, message })
}

const levels = ['read', 'write', 'delete']

/** The account that asks, when its token has the permission; `how` is the shape of the refusal. */
export function accountOf(
  world: World,
  ask: Ask,
  wanted: string,
  how = fail,
): { account: Account; access: OAuth1Access } {
  const access = world.oauth.accessOf(ask)
  if (levels.indexOf(access.perms) < levels.indexOf(wanted)) throw how(99, 'Insufficient permissions')
  const account = world.accounts.find(({ person }) => person === access.person)
  if (!account) throw how(98, 'Invalid auth token')
  return { account, access }
}

/** Tags as Flickr reads them from one line: quotes hold words together. */
export function tagsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, bare]) => quoted ?? bare ?? '')
    .filter(Boolean)
}

export function addPhoto(
  world: World,
  wanted: Pick<Photo, 'account' | 'title' | 'description' | 'tags' | 'visibility' | 'type' | 'size'>,
): Photo {
  const now = world.settings.now()
  const { processing } = world.settings
  const video = wanted.type.startsWith('video/')
  const photo: Photo = {
    ...wanted,
    id: String(54_000_000_000 + world.photos.length * 1000 + randomInt(1000)),
    uploadedAt: now,
    readyAt: video && processing === null ? null : now + (video ? (processing ?? 0) : 0),
    failed: false,
  }
  world.photos.push(photo)
  return photo
}

export const isReady = (world: World, { readyAt }: Photo): boolean =>
  readyAt !== null && readyAt <= world.settings.now()

export const isPrivate = ({ visibility: { ispublic, isfriend, isfamily } }: Photo): boolean =>
  ispublic + isfriend + isfamily === 0
