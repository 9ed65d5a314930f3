/** Files of a post in the blog's media library. */
import { z } from 'zod'
import {
  MediaRefused,
  NetworkTrouble,
  type Json,
  type OutgoingMedia,
  type OutgoingPart,
} from '../../contract.ts'
import type { Limits } from '../../profile.ts'
import type { ApiAnswer } from '../call.ts'
import { contentOf, type Content } from '../large.ts'
import { orThrow, saidBy, troubled, type Reading } from '../outcomes.ts'
import { imageBlock, paragraphBlocks, videoBlock } from './blocks.ts'
import { codeOf, type SiteCall } from './site.ts'

const uploadedShape = z.object({ id: z.number().int().positive(), source_url: z.string().min(1) })

export const preparedShape = z.object({
  id: z.number().int().positive(),
  url: z.string(),
  captions: z
    .array(z.object({ id: z.number().int().positive(), url: z.string(), language: z.string() }))
    .default([]),
})
export type Prepared = z.infer<typeof preparedShape>

/** How media goes to one site. */
export interface Uploading {
  reading: Reading
  limits: Limits
  timeout: number
  call(call: SiteCall): Promise<ApiAnswer>
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'text/vtt': 'vtt',
}

interface FileToSend {
  sha256: string
  alt: string
  content: Content
}

/** WordPress answers 500 also where it will never take a file; seen with 6.1 for a kind that a network forbids. */
const refusals = new Set(['rest_upload_unknown_error', 'rest_upload_sideload_error'])

async function upload(uploading: Uploading, file: FileToSend): Promise<z.infer<typeof uploadedShape>> {
  const { reading, timeout } = uploading
  const name = `${file.sha256.slice(0, 24)}.${endings[file.content.type] ?? 'bin'}`
  // Private, because unattached media are listed to everybody; it is shown with its post from `attach` on.
  const answer = await uploading
    .call({
      method: 'POST',
      path: '/wp/v2/media',
      timeout,
      multipart: {
        alt_text: file.alt,
        status: 'private',
        file: { name, ...file.content },
      },
    })
    .catch(troubled('The file was not uploaded.'))
  if (refusals.has(codeOf(answer) ?? ''))
    throw new MediaRefused(`${reading.name} did not take the file: ${saidBy(reading, answer)}`)
  const made = uploadedShape.safeParse(orThrow(reading, answer).body)
  if (!made.success)
    throw new NetworkTrouble(`${reading.name} answered something about the file that can’t be understood.`)
  return made.data
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000)

export async function prepare(uploading: Uploading, media: OutgoingMedia): Promise<Json> {
  const { limits, reading } = uploading
  const { types, bytes: most } =
    media.kind === 'video'
      ? { types: limits.video?.types ?? [], bytes: limits.video?.bytes ?? 0 }
      : { types: limits.imageTypes, bytes: limits.imageBytes }
  if (!types.includes(media.type) || (await media.size()) > most)
    throw new MediaRefused(
      media.kind === 'video'
        ? `${reading.name} takes MP4 videos of at most ${megabytes(most)} MB.`
        : `${reading.name} takes JPEG, PNG and WebP images of at most ${megabytes(most)} MB.`,
    )
  const { sha256, alt } = media
  const made = await upload(uploading, { sha256, alt, content: await contentOf(media) })
  const captions: Prepared['captions'] = []
  for (const file of limits.video?.captions.length ? media.captions : []) {
    if (!limits.video?.captions.includes(file.type))
      throw new MediaRefused(`${reading.name} takes captions as WebVTT (.vtt) only.`)
    const content = { type: file.type, bytes: await file.bytes() }
    const { id, source_url } = await upload(uploading, { sha256: file.sha256, alt: '', content })
    captions.push({ id, url: source_url, language: file.language })
  }
  return { id: made.id, url: made.source_url, captions }
}

/** Makes a file part of a post, so that it is as hidden as its draft and then as public as its post. */
export async function attach({ reading, call }: Uploading, file: Prepared, post: number): Promise<void> {
  for (const { id } of [file, ...file.captions]) {
    const path = `/wp/v2/media/${id}`
    const answer = await call({ method: 'POST', path, json: { post, status: 'publish' } }).catch(
      troubled('The file was not put with its post.'),
    )
    orThrow(reading, answer)
  }
}

export interface Body {
  content: string
  featured_media: number
}

/** The first image stands above the post, as its featured image; the others, and videos, below the words. */
export function bodyOf(part: OutgoingPart): Body {
  const files = part.media.map((media, at) => ({ media, file: preparedShape.parse(part.prepared[at]) }))
  const featured = files.find(({ media }) => media.kind === 'image')
  const below = files
    .filter((each) => each !== featured)
    .map(({ media, file }) =>
      media.kind === 'image' ? imageBlock(file, media.alt) : videoBlock(file, file.captions),
    )
  return {
    content: [...paragraphBlocks(part.text), ...below].join('\n\n'),
    featured_media: featured?.file.id ?? 0,
  }
}
