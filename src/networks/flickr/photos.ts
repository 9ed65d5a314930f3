/** Photos as Flickr shows them to their account: private ones and published ones, and how far a video is. */
import { z } from 'zod'
import {
  NetworkTrouble,
  ReconnectNeeded,
  type OutgoingPart,
  type OwnPost,
  type OwnPosts,
  type RemoteRef,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { skewOf } from '../families/own-posts.ts'
import { troubled } from '../families/outcomes.ts'
import { callFlickr, type Work } from './api.ts'
import { meaningOf, taken, thrown } from './errors.ts'
import { flickrAudiences, type FlickrAudience } from './limits.ts'
import { partsOf, saysSame, textOf } from './words.ts'

/** Flickr writes numbers as numbers in one answer and as text in the next. */
const flag = z.coerce.number().transform((value) => value === 1)
const content = z.object({ _content: z.string().default('') })
const seconds = z.coerce.number().nonnegative()

/** https://www.flickr.com/services/api/flickr.photos.getInfo.html, read 2026-11. */
const infoShape = z.object({
  photo: z.object({
    id: z.string().min(1),
    title: content,
    description: content,
    visibility: z.object({ ispublic: flag, isfriend: flag, isfamily: flag }),
    tags: z.object({ tag: z.array(z.object({ raw: z.string() })).default([]) }),
    media: z.string().default('photo'),
    video: z.object({ ready: flag, failed: flag.default(false) }).nullish(),
  }),
})

export interface Photo {
  id: string
  title: string
  /** The description as plain text. */
  words: string
  tags: string[]
  visibility: { ispublic: boolean; isfriend: boolean; isfamily: boolean }
}

/** `working`: a video that is not to be watched yet. `unclear`: it could not be read. */
export type State =
  | { kind: 'working' | 'ready' | 'failed'; photo: Photo }
  | { kind: 'gone' }
  | { kind: 'unclear'; answer: ApiAnswer }

/** The account sees all its photos, so "Photo not found" means that it is not there. Throws `FetchError`. */
export async function look(work: Work, id: string): Promise<State> {
  const answer = await callFlickr(work, 'GET', 'flickr.photos.getInfo', { photo_id: id })
  const meaning = meaningOf(answer)
  if (meaning === 'gone') return { kind: 'gone' }
  const read = meaning === 'ok' ? infoShape.safeParse(answer.body) : null
  if (!read?.success) return { kind: 'unclear', answer }
  const { title, description, tags, visibility, media, video } = read.data.photo
  const photo: Photo = {
    id: read.data.photo.id,
    title: textOf(title._content),
    words: textOf(description._content),
    tags: tags.tag.map(({ raw }) => raw),
    visibility,
  }
  if (media !== 'video' || !video || video.ready) return { kind: 'ready', photo }
  return { kind: video.failed ? 'failed' : 'working', photo }
}

/** Looks until Flickr has done its work, or the looks are used up. */
export async function lookWhenDone(work: Work, id: string, looks: number): Promise<State> {
  for (let at = 1; ; at++) {
    const state = await look(work, id)
    if (state.kind !== 'working' || at >= looks) return state
    await new Promise((resolve) => setTimeout(resolve, work.settings.pollEvery))
  }
}

const isAudience = (id: string): id is FlickrAudience => Object.hasOwn(flickrAudiences, id)

/** The switches for whom a part is meant. */
export function switchesOf({ audience }: OutgoingPart) {
  return flickrAudiences[audience !== null && isAudience(audience) ? audience : 'public']
}

export const isPrivate = ({ ispublic, isfriend, isfamily }: Photo['visibility']): boolean =>
  !ispublic && !isfriend && !isfamily

/** Is it shown to those for whom the part is meant? */
export function isOutFor({ visibility }: Photo, part: OutgoingPart): boolean {
  const { is_public, is_friend, is_family } = switchesOf(part)
  // What everybody may see, friends and family may see too, whatever their switches say.
  if (is_public === '1') return visibility.ispublic
  return (
    !visibility.ispublic &&
    visibility.isfriend === (is_friend === '1') &&
    visibility.isfamily === (is_family === '1')
  )
}

export const isSame = (photo: Photo, part: OutgoingPart): boolean =>
  isOutFor(photo, part) && saysSame(photo, part)

export function refOf(work: Work, id: string): RemoteRef {
  return { remoteId: id, url: `https://www.flickr.com/photos/${work.connection.remoteId}/${id}/` }
}

/** A machine tag, which Flickr keeps as it is; it goes again before anybody but the account can see the photo. */
export const markOf = (part: OutgoingPart): string => `rostrum:key=${part.key}`

/** https://www.flickr.com/services/api/flickr.people.getPhotos.html, read 2026-11. */
const listShape = z.object({
  photos: z.object({
    pages: z.coerce.number(),
    photo: z.array(
      z.object({
        id: z.string().min(1),
        ispublic: flag,
        isfriend: flag,
        isfamily: flag,
        description: content.optional(),
        dateupload: seconds.optional(),
        machine_tags: z.string().default(''),
      }),
    ),
  }),
})

/** The private photo that an upload left behind whose answer was lost; null when there is none. */
export async function markedPhoto(work: Work, part: OutgoingPart, since: number): Promise<string | null> {
  const request = callFlickr(work, 'GET', 'flickr.people.getPhotos', {
    user_id: 'me',
    // Those that only the account sees.
    privacy_filter: '5',
    min_upload_date: String(Math.floor(since / 1000)),
    extras: 'machine_tags',
    per_page: '500',
  })
  const { photos } = await taken(work, request, listShape, 'the question for an earlier upload')
  return photos.photo.find((each) => each.machine_tags.split(' ').includes(markOf(part)))?.id ?? null
}

const pagesToRead = 3
const pageSize = 300
/** A photo may have waited so long between its upload and its publishing. */
const waited = 3_600_000

export async function ownPhotos(work: Work, since: string): Promise<OwnPosts> {
  const posts: OwnPost[] = []
  for (let page = 1; page <= pagesToRead; page++) {
    const answer = await callFlickr(work, 'GET', 'flickr.people.getPhotos', {
      user_id: 'me',
      min_upload_date: String(Math.floor((Date.parse(since) - waited) / 1000)),
      extras: 'description,date_upload',
      per_page: String(pageSize),
      page: String(page),
    }).catch(troubled('The account’s photos could not be read.'))
    const read = meaningOf(answer) === 'ok' ? listShape.safeParse(answer.body) : null
    if (!read?.success) throw unread(work, answer)
    const skew = skewOf(answer.headers, work.context.clock.now().epochMilliseconds) ?? 0
    const from = Date.parse(since) + skew - 2_000
    for (const { id, description, dateupload, ...visibility } of read.data.photos.photo) {
      const at = (dateupload ?? 0) * 1000
      if (isPrivate(visibility) || at < from) continue
      const { text } = partsOf(textOf(description?._content ?? ''))
      posts.push({ ...refOf(work, id), text, createdAt: new Date(at).toISOString(), media: 1 })
    }
    if (page >= read.data.photos.pages) return { posts, complete: true }
  }
  return { posts, complete: false }
}

function unread(work: Work, answer: ApiAnswer): Error {
  const error = thrown(work, answer, 'the question')
  if (error instanceof ReconnectNeeded || error instanceof NetworkTrouble) return error
  return new NetworkTrouble('The account’s photos could not be read.')
}
