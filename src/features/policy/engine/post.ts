import type { BlackoutDays } from './periods.ts'
import type { Format, Limits, NetworkProfile } from '#networks/profile.ts'

/** A post as the check sees it: what would be sent, for each account it goes to. */
export interface PostForCheck {
  targets: TargetForCheck[]
  audiences: string[]
  /** BCP 47 tag of the language it is written in. */
  language: string
  /** The day (ISO, on the institution's clocks) that it is planned for; absent or null: it has no time. */
  plannedFor?: string | null
  /** What went out, or is scheduled, lately; used to find duplicates. */
  recent: RecentPost[]
}

export interface TargetForCheck {
  accountId: string
  /** Profile id of the network. */
  network: string
  handle: string
  /** Limits of this account's own server, where they differ from the network's usual ones. */
  limits?: Limits
  /** The parts of a thread; a plain post has one. */
  parts: PartForCheck[]
  /** What stands beside the words, where somebody asks for it. */
  title?: string
  tags?: string[]
  /** The id of one of the network's audiences. */
  audience?: string
  format?: Format
  firstComment?: string
  /** Whom the network does not know of those mentioned, as it said when it was asked. */
  unknownMentions?: string[]
}

export interface PartForCheck {
  text: string
  media: MediaForCheck[]
  link: { url: string } | null
}

export interface MediaForCheck {
  /** Asset id or content hash: findings about the same image stay the same. */
  id: string
  name: string
  alt: string
  /** Empty while nobody has said; otherwise what was said: own, permission, licence, public-domain. */
  rights: string
  /** Media type, "image/jpeg". */
  type: string
  /** Of the part that is shown. */
  width: number
  height: number
  bytes: number
  animated: boolean
  /** Did the upload carry a place, which was taken out? */
  locationStripped: boolean
  /** What was said of people in it; empty while nobody has said: none, consent, crowd (nobody can be made out). */
  people: string
  /** Of a video only. */
  video?: VideoForCheck
}

export interface VideoForCheck {
  seconds: number
  /** Codecs by the names that networks’ limits use: avc, hevc, aac. */
  videoCodec: string
  /** Null when it has no sound. */
  audioCodec: string | null
  /** Frames a second. */
  frames: number
  /** In how many languages it has captions. */
  captions: number
  /** Why it needs none, as was said; empty while nobody has said: none, in-picture. */
  speech: string
}

export const isVideo = ({ type }: Pick<MediaForCheck, 'type'>): boolean => type.startsWith('video/')

export interface RecentPost {
  postId: string
  accountId: string
  /** From `duplicateKey` over its texts. */
  key: string
  /** ISO instant. */
  at: string
}

/** What the institution lists as its own: never taken for somebody's personal detail. */
export interface InstitutionForCheck {
  name: string
  nation: 'england' | 'wales' | 'scotland' | 'northern-ireland' | 'other'
  domains: string[]
  telephones: string[]
  emails: string[]
  postcodes: string[]
  /** Matters on which the institution speaks only with one voice, in its own words: "tuition fees". */
  topics: string[]
  /** Days (ISO, both included) in which political balance is watched more closely. */
  electionPeriods: { name: string; from: string; until: string }[]
  /** Days that are kept free: nothing goes that can wait. */
  blackouts: BlackoutDays[]
  /** How its student numbers look: a figure for each `9`, a letter for each `A`; "99999999", "A9999999". */
  studentNumbers: string[]
  /** Does it owe Welsh the same treatment as English? */
  welsh: boolean
}

/** A stretch that the wording check points at. */
export interface WordingHit {
  kind: 'profanity' | 'insensitive'
  start: number
  end: number
  rule: string
  /** Words that may serve better. */
  instead: string[]
}
export type WordingCheck = (text: string) => WordingHit[]

/**
 * All that a check needs besides the post. Keep one object while its content stays the same: results are cached
 * against it.
 */
export interface CheckContext {
  institution: InstitutionForCheck
  profiles: Readonly<Record<string, NetworkProfile>>
  /** Null until `loadLanguage()` has answered in the browser; the server always has it. */
  wording: WordingCheck | null
}
