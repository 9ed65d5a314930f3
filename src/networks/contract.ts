/**
 * What every network offers to the rest of Rostrum, and the closed set of things that can come of a sending.
 * Nothing outside a network's own folder compares a network's name: ask `profile.capabilities` instead.
 */
import type { Clock } from '#platform/clock/index.ts'
import type { GuardedFetch } from '#platform/fetch/index.ts'
import type { Logger } from '#platform/log/index.ts'
import type { Format, Limits, NetworkProfile } from './profile.ts'

export type { Limits, NetworkProfile } from './profile.ts'

/** Any JSON value: what a network wants kept for it between steps. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The words of a video, as a file of their own. */
export interface OutgoingCaptions {
  sha256: string
  /** `text/vtt` or `application/x-subrip`. */
  type: string
  /** BCP 47. */
  language: string
  bytes: () => Promise<Uint8Array>
}

/** An image or a video as it will be sent: re-encoded or checked, cropped and free of metadata. */
export interface OutgoingMedia {
  kind: 'image' | 'video'
  /** SHA-256 of `bytes`, hexadecimal. */
  sha256: string
  /** Media type, such as `image/jpeg`. */
  type: string
  width: number
  height: number
  /** How many bytes it has. */
  size: () => Promise<number>
  /** The length of a video; null of an image. */
  seconds: number | null
  alt: string
  captions: OutgoingCaptions[]
  /** The picture that stands for a video until it is played, where somebody chose one and the network takes it. */
  cover?: OutgoingMedia
  /** All of an image. A video never stands in memory whole: asking for all of one is a fault of ours, and throws. */
  bytes: () => Promise<Uint8Array>
  /** From the byte `from` to the one before `to`; `largeBytes` of families/large.ts sends a video in small ones. */
  slice: (from: number, to: number) => Promise<Uint8Array>
  /** Where a network that fetches media itself may fetch it: an address that nobody can guess and that ends in a day. */
  address: () => string
}

/** A card that previews a link; its picture is already ours. */
export interface OutgoingLinkCard {
  url: string
  title: string
  description: string
  image: OutgoingMedia | null
}

/** A post that exists on the network. `extra` is what the network needs to refer to it again (a CID, say). */
export interface RemoteRef {
  remoteId: string
  url: string
  extra?: Json
}

/** One post of a thread (a single post is a thread of one). All of it is fixed before the first byte leaves. */
export interface OutgoingPart {
  /** The idempotency mark, chosen by us with the intent: lower-case base32-sortable, 13 characters, unique for each part. */
  key: string
  /** When the post says it was made, ISO 8601 UTC; fixed with the intent so that a repeat is the same bytes. */
  createdAt: string
  /**
   * When the first byte of it may last have left; null before, and as long as every sending is proved to have
   * made nothing of this very part. A request that was given up on may still be carried out.
   */
  sentAt: string | null
  text: string
  /** BCP 47 language of the text. */
  language: string
  media: OutgoingMedia[]
  /**
   * What `prepareMedia` answered, in the order of `media` (then of the link card's picture, when there is one). Each
   * sending uploads anew, but for a part that is staged: its uploads stay those that `stage` was given.
   */
  prepared: Json[]
  link: OutgoingLinkCard | null
  /** What `stage` answered; null before, and where the network has no such step. */
  staged: Json
  /** Where the network has them; see `Capabilities`. */
  title: string | null
  tags: string[]
  firstComment: string | null
  /** The id of one of `capabilities.audiences`; null is the first. */
  audience: string | null
  format: Format
  /** The first and the previous post of the thread, when this is not the first. */
  root: RemoteRef | null
  parent: RemoteRef | null
}

/** What came of a sending. Closed: a network may answer nothing else. */
export type PublishOutcome =
  | ({ kind: 'published' } & RemoteRef)
  /** The network said no for a reason that sending again won't change. `say` is for a person. */
  | { kind: 'rejected'; code: string; say: string }
  /**
   * The network proved that nothing was created (a 429, a refused connection). `after`: not before, ISO 8601 UTC.
   * `limited`: whose limit was met, so that nothing else of theirs is sent before either. `stageAgain`: what `stage`
   * made is gone or spoilt, and can never be published any more.
   */
  | { kind: 'retry'; after: string; say: string; limited?: Limited; stageAgain?: true }
  /** The network has it and still works on it (a video). `find` with this ref says when it is there, or why not. */
  | ({ kind: 'processing'; say: string } & RemoteRef)
  /** The connection has ended: somebody has to connect the account again. */
  | { kind: 'reconnect'; say: string }
  /** It was sent, and nobody knows: only `find` may settle it. */
  | { kind: 'unknown'; say: string; evidence: Json }

/** What can come of a sending or a change beside that it was done. */
export type NotDone = Exclude<PublishOutcome, { kind: 'published' | 'processing' }>

/** Whom a limit holds: see `RateRule.per`. */
export type Limited = 'account' | 'app' | 'server'

/** What reading a part back says. */
export type Found =
  | ({ kind: 'present'; text: string; /** Is it what we sent? */ same: boolean } & RemoteRef)
  /** Proved: the network would show it if it were there. */
  | { kind: 'absent' }
  /** It was taken, and then refused for good: nothing is there, and sending it again won't help. */
  | { kind: 'rejected'; code: string; say: string }
  | { kind: 'undetermined'; say: string }
  | { kind: 'reconnect'; say: string }

/** A post that stands on an account, whoever put it there. */
export interface OwnPost extends RemoteRef {
  text: string
  /** ISO 8601 UTC. */
  createdAt: string
  /** How many images and videos it has. */
  media: number
}

/** The newest posts of an account. `complete`: nothing since the time that was asked for is missing. */
export interface OwnPosts {
  posts: OwnPost[]
  complete: boolean
}

/** What came of an edit or a deletion; `unknown` is settled by `find`. */
export type ChangeOutcome = { kind: 'done'; ref: RemoteRef | null } | NotDone

/** One connected account, opened for work. Made for one use, then dropped. */
export interface NetworkSession {
  /** Uploads one piece of media; creates nothing that anybody can see. Throws `MediaRefused` or `NetworkTrouble`. */
  prepareMedia(media: OutgoingMedia): Promise<Json>
  /**
   * Only where the network has drafts or containers: makes one that nobody can see, of which `publish` then makes the
   * post. Its answer is kept before the first byte of `publish` leaves, and stays over every further try, so that a
   * repeated `publish` publishes the same draft. Throws `MediaRefused`, `PostRefused`, `ReconnectNeeded` or `NetworkTrouble`.
   */
  stage?(part: OutgoingPart): Promise<Json>
  publish(part: OutgoingPart): Promise<PublishOutcome>
  /** Reads a part back by its mark, to verify or to reconcile. `ref` when one is known. */
  find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found>
  /** Only when `capabilities.edit`. */
  edit?(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome>
  /** Only when `capabilities.remove`. Removing twice is harmless. */
  remove?(ref: RemoteRef): Promise<ChangeOutcome>
  /** Only when `capabilities.pin`. Pinning what is pinned is harmless. */
  pin?(ref: RemoteRef, pinned: boolean): Promise<ChangeOutcome>
  /**
   * The account's own posts since `since` (ISO 8601 UTC), newest first, a few hundred at most; only when
   * `capabilities.reads.own`. Throws `NetworkTrouble` or `ReconnectNeeded`.
   */
  own?(since: string): Promise<OwnPosts>
  /**
   * Does the network know whom a mention names? Null when it can't be said. Throws `ReconnectNeeded`, and `NetworkTrouble`
   * when the network asks us to wait: with until when and whose limit it is.
   */
  knows?(mention: string): Promise<boolean | null>
}

/** What a person has to type to connect. The UI draws the form from it. */
export interface ConnectField {
  name: string
  label: string
  hint: string
  secret: boolean
  required: boolean
}

/** What an administrator registers once with a network so that accounts there can be connected: a developer app. */
export interface AppRegistration {
  /** What the network hands out: an id and a secret, most often. */
  fields: ConnectField[]
  /** What the app asks for, and no more: the scopes. */
  scopes: string[]
  /** Where the network has apps made, for the guide of `docs/networks/`. */
  console: string
}

/** What a network says of a registered app, asked without anybody signing in. */
export type AppCheck =
  | { kind: 'works' }
  /** It does not take the id or the secret. */
  | { kind: 'refused'; say: string }
  /** It said nothing that settles it. */
  | { kind: 'unsure'; say: string }

/** How a person publishes by hand where no API may. */
export interface ManualGuide {
  /** In order, each a sentence; `{handle}` is the account. */
  steps: string[]
  /** Where the person goes to do it. */
  open: string
  /** Null when an address can be that of a post there; otherwise what is wrong with it. Null for an empty one where posts have none. */
  linkProblem(address: string): string | null
}

/** The proof that we control a handle, and the grant to act for it. The grant is sealed before it is stored. */
export interface Connected {
  /** The network's lasting identifier of the account (a DID, a numeric id with its server). */
  remoteId: string
  handle: string
  displayName: string
  profileUrl: string
  /** The server that answers for the account, an origin. */
  server: string
  grant: Json
  scopes: string[]
  /** When the grant ends, if the network said so; ISO 8601 UTC. */
  expiresAt: string | null
}

/** Where to send the browser, and what to keep until it comes back. `pending` holds secrets: seal it. */
export interface Started {
  url: string
  pending: Json
  /** The `state` that the network will send back, when it is not the one that was given. Keep `pending` under it. */
  state?: string
}

/** A way to connect: by a form (a password for apps, or nothing at all), or by the network's own sign-in page. */
export interface ConnectMethod {
  id: string
  label: string
  /** When to choose it, in a sentence. */
  hint: string
  fields: ConnectField[]
  /** `form`: `connect` ends it. `redirect`: `start` answers the address to go to, `finish` ends it. */
  kind: 'form' | 'redirect'
  /** `accountId` is the account that asks, so that a network which hands out handles knows its own again. */
  connect?(values: Record<string, string>, handle: string, accountId?: string): Promise<Connected>
  start?(values: Record<string, string>, handle: string, state: string): Promise<Started>
  /** `params` are those of the address that the network sent the browser back to. Throws `ConnectRefused`. */
  finish?(pending: Json, params: URLSearchParams): Promise<Connected>
}

/** A connection as stored, unsealed for use. */
export interface OpenConnection {
  accountId: string
  remoteId: string
  handle: string
  server: string
  grant: Json
  /**
   * Reads the stored grant again. Called under the lock before a renewal, because another process may have
   * renewed it since this connection was opened. Without it the grant above is taken for the newest.
   */
  freshGrant?(): Promise<Json>
}

/** JSON that anybody may fetch at `path` below the public address. */
export interface PublicDocument {
  path: string
  read(): Promise<Json>
}

export interface Network {
  profile: NetworkProfile
  connectMethods: ConnectMethod[]
  /** Only where somebody has to register an app first. */
  app?: AppRegistration
  /** Only where the network can be asked about the app without a person. Throws `NetworkTrouble`. */
  checkApp?(): Promise<AppCheck>
  /** It fetches images or videos itself, so it has to reach the public address of this installation. */
  fetchesMedia?: true
  /** Only when `capabilities.publish` is `manual`; nothing is then ever opened. */
  manual?: ManualGuide
  /**
   * Opens an account for work. A grant renewed on the way is saved through `saveGrant` before the old is dropped;
   * renewals for one account are serialised with `context.lock`.
   * Throws `ReconnectNeeded` when the grant has ended, `NetworkTrouble` when the network can't be reached.
   */
  open(
    connection: OpenConnection,
    saveGrant: (grant: Json, expiresAt: string | null) => Promise<void>,
  ): Promise<NetworkSession>
  /** Ends the grant at the network, as far as the network lets us. Throws `NetworkTrouble` when it could not be told. */
  disconnect?(connection: OpenConnection): Promise<void>
  /** What servers of the network fetch from this installation, without signing in; the app mounts it. */
  documents?(): PublicDocument[]
  /** Limits that the server itself states (an instance's character limit), or null to use the profile's. */
  serverLimits?(server: string): Promise<Partial<Limits> | null>
}

/** Sealed key-value space for one network: OAuth states, DPoP keys, app registrations. */
export interface SealedStore {
  get(space: string, key: string): Promise<Json | undefined>
  set(space: string, key: string, value: Json, expiresAt?: string): Promise<void>
  delete(space: string, key: string): Promise<void>
}

/** What the composition root hands each network. */
export interface NetworkContext {
  clock: Clock
  log: Logger
  fetch: GuardedFetch
  store: SealedStore
  /** Runs `work` while nobody else, in any process, holds `name`. */
  lock<T>(name: string, work: () => Promise<T>): Promise<T>
  /** The address of this installation, an origin, for callbacks and client metadata. */
  publicUrl: string
  /** The institution's name for the consent screen of a network. */
  appName: string
  /** What was filled in of `Network.app.fields`; undefined while nobody has registered an app. */
  app(): Promise<Readonly<Record<string, string>> | undefined>
}

/** The network answered, or did not, in a way that has nothing to do with the post. */
export class NetworkTrouble extends Error {
  readonly code = 'network.trouble'
  readonly retryAfter: string | null
  /** Whose limit was met, when it was one. */
  readonly limited: Limited | null
  constructor(message: string, retryAfter: string | null = null, limited: Limited | null = null) {
    super(message)
    this.retryAfter = retryAfter
    this.limited = limited
  }
}

/** The grant is no longer valid. */
export class ReconnectNeeded extends Error {
  readonly code = 'network.reconnect'
}

/** The network will not take this file. The message is for a person. */
export class MediaRefused extends Error {
  readonly code = 'network.media-refused'
}

/** The network will not take this post, found out before anything could be seen. The message is for a person. */
export class PostRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Connecting failed; the message is for a person and says what to do. */
export class ConnectRefused extends Error {
  readonly code = 'network.connect-refused'
}

/** The path that a network's sign-in page sends the browser back to; the app mounts it. */
export function callbackPath(networkId: string): string {
  return `/oauth/${networkId}/callback`
}
