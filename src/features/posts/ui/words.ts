import type { Field } from '#features/policy/engine/types.ts'
import { networkNames } from '#networks/names.ts'
import type { Format } from '#networks/profile.ts'
import type { Level } from '#ui/parts/chip.tsx'
import type { PostStatus, PublicationState } from '../contract.ts'

interface Word {
  label: string
  level: Level
}

export const statusWords: Record<PostStatus, Word> = {
  draft: { label: 'Draft', level: 'neutral' },
  'in-review': { label: 'Waits for approval', level: 'require' },
  approved: { label: 'Approved', level: 'ok' },
  paused: { label: 'Held by a pause', level: 'hold' },
  publishing: { label: 'Being sent', level: 'require' },
  'by-hand': { label: 'To be posted by hand', level: 'require' },
  published: { label: 'Published', level: 'ok' },
  attention: { label: 'Needs a decision', level: 'refuse' },
  cancelled: { label: 'Will not go', level: 'neutral' },
}

export const publicationWords: Record<PublicationState, Word> = {
  due: { label: 'Waits for its time', level: 'neutral' },
  handed: { label: 'To be posted by hand', level: 'require' },
  claimed: { label: 'Being sent', level: 'require' },
  intended: { label: 'Being sent', level: 'require' },
  sent: { label: 'Being sent', level: 'require' },
  published: { label: 'Published', level: 'ok' },
  verified: { label: 'Proved', level: 'ok' },
  rejected: { label: 'Refused', level: 'refuse' },
  unknown: { label: 'Unknown', level: 'hold' },
  reconciling: { label: 'Finding out', level: 'hold' },
  blocked: { label: 'Stopped', level: 'refuse' },
  missed: { label: 'Missed', level: 'advise' },
  paused: { label: 'Held', level: 'hold' },
  cancelled: { label: 'Not sent', level: 'neutral' },
}

export const formatWords: Record<Format, string> = { post: 'Post', story: 'Story', short: 'Short video' }

/** What stands beside the words of a post, as a finding names it. */
export const fieldWords: Partial<Record<Field, string>> = {
  title: 'title',
  tags: 'tags',
  audience: 'audience',
  format: 'format',
  firstComment: 'first comment',
}

/** The network as its owner writes it. */
export function networkName(id: string): string {
  return networkNames[id] ?? id
}

const lists = new Intl.ListFormat('en-GB', { type: 'conjunction' })
export const listed = (words: string[]): string => lists.format(words)

/** "1 post", "3 posts". */
export function counted(count: number, one: string, other: string): string {
  return `${count} ${count === 1 ? one : other}`
}

/** "Bluesky and Mastodon", each network once. */
export function networksOf(accounts: readonly { network: string }[]): string {
  return listed([...new Set(accounts.map((account) => networkName(account.network)))])
}
