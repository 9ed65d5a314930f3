import type { GraphWorld, InstagramAccount } from '../graph/world.ts'

export interface Comment {
  id: string
  username: string
  text: string
  createdAt: number
}

export type Kind = 'IMAGE' | 'VIDEO' | 'REELS' | 'STORIES' | 'CAROUSEL'

export interface Container {
  id: string
  owner: InstagramAccount
  kind: Kind
  caption: string
  alt: string
  /** The type of the file that was fetched; '' of a carousel. */
  type: string
  isItem: boolean
  items: Container[]
  shareToFeed: boolean
  createdAt: number
  /** How many more times it is worked on when it is asked for. */
  looks: number
  failure: string | null
  published: boolean
}

export interface Media {
  id: string
  owner: InstagramAccount
  caption: string
  kind: Kind
  items: { type: string; alt: string }[]
  shareToFeed: boolean
  createdAt: number
  comments: Comment[]
}

export interface InstagramSettings {
  /** How often a container of a video answers that it is worked on; Infinity: never done. */
  processing: number
  /** Posts in 24 hours. */
  quota: number
}

/** All that the stand-in knows. Tests read and change it directly. */
export interface InstagramWorld {
  graph: GraphWorld
  settings: InstagramSettings
  containers: Container[]
  media: Media[]
}

export const day = 86_400_000

export function statusOf({ graph }: InstagramWorld, container: Container): string {
  if (container.published) return 'PUBLISHED'
  if (container.failure) return 'ERROR'
  if (graph.settings.now() - container.createdAt > day) return 'EXPIRED'
  return container.looks > 0 ? 'IN_PROGRESS' : 'FINISHED'
}
