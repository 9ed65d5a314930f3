import type { Network, NetworkSession } from '#networks/contract.ts'
import type { Limits } from '#networks/profile.ts'
import type { NoticeKind } from '#features/notices/index.ts'
import type { Actor } from '#features/people/index.ts'
import type { Finding, PostForCheck } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import type { MediaUse } from './contract.ts'

/** What posts need to know of an account. */
export interface AccountFacts {
  id: string
  network: string
  handle: string
  displayName: string
  unit: string
  unitId: string
  remoteId: string | null
  state: string
  connected: boolean
  /** How many people answer for it now. */
  administrators: number
}

/** What has to hold for an account to send. */
export interface AccountStanding extends Pick<
  AccountFacts,
  'state' | 'remoteId' | 'connected' | 'administrators'
> {
  /** Why nothing goes out from it, whose word that is and what to do; empty when it may publish. */
  stops: { say: string; clause: string; fix: string }[]
}

/** What posts need to know of an image or a video. */
export interface AssetFacts {
  id: string
  name: string
  mediaType: string
  bytes: number
  width: number
  height: number
  animated: boolean
  rights: string | null
  /** Who can be made out in it, as declared: none, crowd, consent. */
  people: string | null
  /** What the upload carried and no longer does: `location`, `camera`, … */
  removed: string[]
  /** Null of an image. */
  video: { seconds: number; videoCodec: string; audioCodec: string | null; frames: number } | null
  /** Why a video with sound has no captions, as declared: none, in-picture. */
  speech: string | null
  /** The languages of a video's captions. */
  captions: { language: string }[]
}

interface Still {
  sha256: string
  mediaType: string
  width: number
  height: number
}

/** An image or a video in the form for one network. */
export interface Rendition extends Still {
  /** Of a video only. */
  video?: {
    bytes: number
    seconds: number
    captions: { sha256: string; type: string; language: string }[]
    cover: (Still & { assetId: string }) | null
  }
}

/** What an overridden finding leaves to be settled; those of control `level: must` or `needs` stop a submission. */
export type { Finding }

/** What people are told about a post. */
export interface NewsOfPost {
  kind: Extract<NoticeKind, `posts.${string}`>
  postId: string
  subject: string
  text: string
}

/**
 * What posts ask of other rooms, put together by the composition root. Naming it here keeps the list of what posts
 * depend on in one place, and lets their tests use real rooms or small ones.
 */
export interface PostsDeps {
  services: Services
  networks: ReadonlyMap<string, Network>
  institution(db: Db | Tx): Promise<{ timeZone: string }>
  accounts(db: Db | Tx, ids: readonly string[]): Promise<AccountFacts[]>
  /** How an account stands now; undefined when there is none. */
  standing(accountId: string): Promise<AccountStanding | undefined>
  /** Something went out from this account. */
  spoke(accountId: string, at: string): Promise<void>
  openSession(accountId: string): Promise<NetworkSession>
  serverLimits(accountId: string): Promise<Limits>
  assets(db: Db | Tx, ids: readonly string[]): Promise<AssetFacts[]>
  rendition(use: Pick<MediaUse, 'assetId' | 'crop'>, limits: Limits): Promise<Rendition>
  renditionBytes(assetId: string, sha256: string): Promise<Uint8Array>
  /** A part of a video: from the first of these bytes to the one before the second. */
  videoSlice(assetId: string, sha256: string, range: readonly [number, number]): Promise<Uint8Array>
  captionBytes(assetId: string, sha256: string, type: string): Promise<Uint8Array>
  /** Where a network that fetches media itself may fetch it. */
  mediaAddress(media: { assetId: string; sha256: string; type: string }): string
  check(post: PostForCheck): Promise<Finding[]>
  /** Several at once; the findings of each stand at its place. */
  checkAll(posts: readonly PostForCheck[]): Promise<Finding[][]>
  /** What keeps this person from publishing at this instant, such as an edition of the policy not acknowledged. */
  mayPublish(actor: Actor, at: string): Promise<Finding[]>
  /** Throws where a post in this queue is to go to accounts that the queue does not post to. */
  needFitInQueue(db: Db | Tx, queueId: string, accountIds: readonly string[]): Promise<void>
  /** Says to the worker in this process, if there is one, that something may be due. */
  wake(): void
  /** Tells these people of something about a post; they hear of it after the transaction commits. */
  tell(tx: Tx, personIds: readonly string[], news: NewsOfPost): Promise<void>
}
