import type { GraphPage, GraphWorld } from '../graph/world.ts'

export interface Comment {
  id: string
  from: GraphPage
  message: string
  createdAt: number
}

export interface Photo {
  id: string
  page: GraphPage
  type: string
  bytes: number
  alt: string
  /** The post or the story that shows it. */
  usedBy: string | null
}

export interface Video {
  id: string
  page: GraphPage
  kind: 'video' | 'reel' | 'video-story'
  size: number
  chunks: Uint8Array[]
  type: string
  description: string
  /** `failed` is for good. */
  state: 'uploading' | 'uploaded' | 'processing' | 'ready' | 'failed'
  /** How many more times it is still worked on when it is asked for. */
  looks: number
  /** Is it out, or will it be once it is ready? */
  published: boolean
  /** Of the post that shows it. */
  postId: string | null
  captions: { locale: string; words: string }[]
  comments: Comment[]
  createdAt: number
  pinned: boolean
}

export interface Post {
  id: string
  page: GraphPage
  message: string
  link: string | null
  photos: Photo[]
  published: boolean
  pinned: boolean
  comments: Comment[]
  createdAt: number
}

export interface Story {
  postId: string
  page: GraphPage
  mediaId: string
  kind: 'photo' | 'video'
  createdAt: number
}

export interface FacebookSettings {
  /** How often a fresh video answers that it is still worked on; Infinity: never ready. */
  processing: number
  /** How many bytes one piece of a video may have. */
  piece: number
}

/** All that the stand-in knows. Tests read and change it directly. */
export interface FacebookWorld {
  graph: GraphWorld
  settings: FacebookSettings
  photos: Photo[]
  videos: Video[]
  posts: Post[]
  stories: Story[]
}

export const sizeOf = (video: Video): number => video.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)

/** Facebook works on a video a little with every look. */
export function workOn(video: Video): void {
  if (video.state !== 'processing') return
  if (video.looks > 0) video.looks -= 1
  else video.state = 'ready'
}

export const isOut = (video: Video): boolean => video.published && video.state === 'ready'
