import { randomInt } from 'node:crypto'
import { restRoutes } from './flickr/rest.ts'
import { uploadRoutes } from './flickr/upload.ts'
import { addPhoto, isPrivate, type Account, type Photo, type Settings, type World } from './flickr/world.ts'
import { limiter } from './stand-in/limits.ts'
import { openOAuth1 } from './stand-in/oauth1.ts'
import { Refusal, startStandIn, type StandIn } from './stand-in/server.ts'

export type { Account, Photo } from './flickr/world.ts'

export const flickrApp = { clientId: '653e7a6ecc1d528c516cc8f92cf98611', clientSecret: 'a-secret-for-tests' }

export interface Flickr extends StandIn {
  /** May be changed while it runs. */
  settings: Settings
  addAccount(wanted: { username: string; password: string; alias: string }): Account
  /** A token without the pages: less than "delete", when told. */
  grant(account: Account, perms?: string): { token: string; secret: string }
  /** As when the account's owner takes the app's access away. */
  revoke(account: Account): void
  /** What the account shows to anybody, oldest first; also what only it sees when told. */
  photos(account: Account, all?: boolean): Photo[]
  /** Takes a photo away, as its account does by hand. */
  drop(photo: Photo): void
  /** Posts past any app. */
  post(account: Account, description: string): Photo
}

/**
 * A stand-in that behaves as the published description of Flickr's API says (https://www.flickr.com/services/api/, read
 * 2026-11): OAuth 1.0a with sign-in pages, signatures looked at on each call with their times and nonces, permissions of
 * read, write and delete, uploads answered in XML, methods answered in JSON with `stat`, work on videos, who may see a
 * photo. It is not Flickr: nobody looks inside a file, there are no albums, groups or comments, and how Flickr tells that
 * a key has used up its 3,600 requests is not published, so it answers 429 as its servers do to haste.
 */
export async function startFlickr(options: Partial<Settings> = {}): Promise<Flickr> {
  const settings: Settings = { now: () => Date.now(), processing: 20, requests: 3600, ...options }
  const accountOf = (id: string) => world.accounts.find(({ person }) => person.id === id)
  const oauth = openOAuth1({
    now: () => settings.now(),
    title: 'Flickr',
    requestPath: '/services/oauth/request_token',
    authorizePath: '/services/oauth/authorize',
    accessPath: '/services/oauth/access_token',
    key: flickrApp.clientId,
    secret: flickrApp.clientSecret,
    perms: ['read', 'write', 'delete'],
    leeway: 300_000,
    more: ({ id, username, name }) => ({
      fullname: name,
      username,
      user_nsid: accountOf(id)?.nsid ?? '',
    }),
  })
  const world: World = { settings, oauth, accounts: [], photos: [] }
  const spend = limiter({ limit: settings.requests, length: 3_600_000, now: () => settings.now() })
  const server = await startStandIn({
    routes: [...oauth.routes, ...uploadRoutes(world), ...restRoutes(world)],
    before() {
      if (spend('key').over) throw new Refusal(429, 'Too many requests', { 'content-type': 'text/plain' })
      return {}
    },
  })
  return {
    ...server,
    settings,
    addAccount({ username, password, alias }) {
      const person = oauth.addPerson({ username, password })
      const account = { nsid: `${randomInt(10_000_000, 99_999_999)}@N07`, alias, person, left: 1000 }
      world.accounts.push(account)
      return account
    },
    grant(account, perms) {
      const { value, secret } = oauth.grant(account.person, perms)
      return { token: value, secret }
    },
    revoke: ({ person }) => oauth.revoke(person),
    photos: (account, all = false) =>
      world.photos.filter((photo) => photo.account === account && (all || !isPrivate(photo))),
    drop: (photo) => void world.photos.splice(world.photos.indexOf(photo), 1),
    post: (account, description) =>
      addPhoto(world, {
        account,
        title: 'Posted by hand',
        description,
        tags: [],
        visibility: { ispublic: 1, isfriend: 0, isfamily: 0 },
        type: 'image/jpeg',
        size: 1000,
      }),
  }
}
