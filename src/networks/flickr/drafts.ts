/** The private photo, made before anybody can see it. */
import { z } from 'zod'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import type { FormPart } from '../families/call.ts'
import { contentOf } from '../families/large.ts'
import { troubled } from '../families/outcomes.ts'
import { callFlickr, upload, type Work } from './api.ts'
import { taken, thrown, uploadedId, uploadThrown } from './errors.ts'
import { flickrProfile } from './limits.ts'
import { look, lookWhenDone, markedPhoto, markOf } from './photos.ts'
import { htmlOf, tagsOf, titleOf, wordsOf } from './words.ts'

const { limits } = flickrProfile

/** Kept over a repeat: when the upload began, and which photo it made. */
const keptShape = z.object({ begun: z.number(), photo: z.string().nullable() })
const keptFor = { hours: 6 * 24 }
/** The clocks of both sides are seldom further apart. */
const slack = 3_600_000
const done = z.object({ stat: z.literal('ok') })

export function forget(work: Work, key: string): Promise<void> {
  return work.context.store.delete('upload', key)
}

async function keep(work: Work, key: string, kept: z.infer<typeof keptShape>): Promise<void> {
  const { clock, store } = work.context
  await store.set('upload', key, kept, clock.now().add(keptFor).toString({ fractionalSecondDigits: 3 }))
}

/** What Flickr would refuse or cut short, found before anything is sent. */
export function problemOf(part: OutgoingPart): PostRefused | null {
  const { used, max, over } = flickrProfile.count(part.text)
  if (over > 0)
    return new PostRefused(
      'too-long',
      `A description on Flickr has at most ${max} characters; this one has ${used}.`,
    )
  if ((part.title ?? '').length > limits.title)
    return new PostRefused('title-too-long', `A title on Flickr has at most ${limits.title} characters.`)
  if (part.media.length !== 1)
    return new PostRefused('one-photo', 'A post on Flickr is exactly 1 photo or video.')
  if (part.tags.length > limits.tags)
    return new PostRefused('too-many-tags', `Flickr takes ${limits.tags} tags, not ${part.tags.length}.`)
  const odd = part.tags.find((tag) => tag.includes('"') || tag.trim() === '' || tag.length > limits.tag)
  if (odd !== undefined)
    return new PostRefused(
      'tag-refused',
      `A tag on Flickr has at most ${limits.tag} characters, and no quotation mark: “${odd}”.`,
    )
  return null
}

/** The file is only looked at here: it goes with its words, when the draft is made. */
export async function prepareFile(media: OutgoingMedia): Promise<null> {
  const { imageTypes, imageBytes, video } = limits
  const size = await media.size()
  const image = media.kind === 'image'
  const [types, most] = image ? [imageTypes, imageBytes] : [video?.types ?? [], video?.bytes ?? 0]
  if (!types.includes(media.type) || size === 0 || size > most)
    throw new MediaRefused(
      image
        ? `Flickr takes JPEG and PNG images of at most ${imageBytes / 1_000_000} MB.`
        : `Flickr takes MP4 and QuickTime videos of at most ${most / 1_000_000_000} GB.`,
    )
  const longest = video?.seconds[1] ?? 0
  if ((media.seconds ?? 0) > longest)
    throw new MediaRefused(`Flickr takes videos of at most ${longest / 60} minutes.`)
  return null
}

async function send(work: Work, part: OutgoingPart, media: OutgoingMedia): Promise<string> {
  const name = `${media.sha256.slice(0, 16)}.${media.type.split('/')[1] ?? 'bin'}`
  const photo: FormPart = { name, ...(await contentOf(media)) }
  const fields = {
    title: titleOf(part),
    description: htmlOf(wordsOf(part)),
    tags: markOf(part),
    is_public: '0',
    is_friend: '0',
    is_family: '0',
  }
  const answer = await upload(work, fields, photo).catch(troubled('The file was not uploaded to Flickr.'))
  const id = uploadedId(answer)
  if (id === null) throw uploadThrown(work, answer)
  return id
}

/** The photo of the part: the one that there is already, or a new one. */
async function uploadOnce(work: Work, part: OutgoingPart, media: OutgoingMedia): Promise<string> {
  const kept = keptShape.safeParse(await work.context.store.get('upload', part.key)).data
  if (kept && kept.photo !== null) {
    const state = await look(work, kept.photo).catch(troubled('Flickr could not be asked for the upload.'))
    if (state.kind !== 'gone') return kept.photo
  }
  const begun = kept?.begun ?? work.context.clock.now().epochMilliseconds
  const earlier = kept?.photo === null ? await markedPhoto(work, part, begun - slack) : null
  if (!kept) await keep(work, part.key, { begun, photo: null })
  const photo = earlier ?? (await send(work, part, media))
  await keep(work, part.key, { begun, photo })
  return photo
}

export const setTags = (work: Work, id: string, part: OutgoingPart) =>
  callFlickr(work, 'POST', 'flickr.photos.setTags', { photo_id: id, tags: tagsOf(part.tags) })

/** Makes the private photo, gives it its tags, and waits a while for a video. Answers its id. */
export async function makeDraft(work: Work, part: OutgoingPart): Promise<string> {
  const problem = problemOf(part)
  if (problem) throw problem
  const [media] = part.media
  if (!media) throw new PostRefused('one-photo', 'A post on Flickr is exactly 1 photo or video.')
  const photo = await uploadOnce(work, part, media)
  await taken(work, setTags(work, photo, part), done, 'the tags')
  if (media.kind === 'image') return photo
  const state = await lookWhenDone(work, photo, work.settings.looks).catch(
    troubled('Flickr could not be asked for the video.'),
  )
  switch (state.kind) {
    case 'ready':
    // It is asked again when it is due.
    case 'working':
      return photo
    case 'failed':
      throw new MediaRefused('Flickr could not work with the video.')
    case 'gone':
      await forget(work, part.key)
      throw new NetworkTrouble('The private video is no longer at Flickr. It is uploaded anew.')
    case 'unclear':
      throw thrown(work, state.answer, 'the video')
  }
}
