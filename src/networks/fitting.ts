/** Whether images and videos fit a network, and what to do when they don't. Isomorphic, no I/O, used before approval. */
import type { Limits, VideoLimits } from './profile.ts'

/** A video as probing found it. Codecs by the names that `VideoLimits` uses. */
export interface VideoToFit {
  /** Media type of the file. */
  type: string
  bytes: number
  /** As it is seen, after it was turned. */
  width: number
  height: number
  seconds: number
  videoCodec: string
  audioCodec: string | null
  /** Frames a second. */
  frames: number
}

export interface ImageToFit {
  type: string
  /** Of the part that is shown. */
  width: number
  height: number
  animated: boolean
}

export type MisfitKind =
  | 'no-videos'
  | 'videos'
  | 'type'
  | 'video-codec'
  | 'audio-codec'
  | 'too-long'
  | 'too-short'
  | 'bytes'
  | 'edge'
  | 'frames'
  | 'video-ratio'
  | 'image-ratio'
  | 'animation'

export interface Misfit {
  kind: MisfitKind
  /** What is wrong and what to do, for a person. */
  advice: string
}

const codecs: Record<string, string> = {
  avc: 'H.264',
  hevc: 'H.265 (HEVC)',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  prores: 'ProRes',
  aac: 'AAC',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Vorbis',
  flac: 'FLAC',
  ac3: 'Dolby Digital',
  eac3: 'Dolby Digital Plus',
}
const files: Record<string, string> = {
  'video/mp4': 'MP4',
  'video/quicktime': 'MOV',
  'video/webm': 'WebM',
}
const lists = new Intl.ListFormat('en-GB', { type: 'disjunction' })

export function codecName(codec: string): string {
  return codec.startsWith('pcm') ? 'uncompressed sound' : (codecs[codec] ?? codec)
}
const fileName = (type: string): string => files[type] ?? type
const said = (names: readonly string[], name: (one: string) => string): string =>
  lists.format(names.map(name))

/** 980 → “16:20”. */
export function lengthOf(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** 900 → “15 minutes”, 140 → “140 seconds”. */
function spoken(seconds: number): string {
  const units: [number, string][] = [
    [3600, 'hour'],
    [60, 'minute'],
  ]
  const [size, unit] = units.find(([each]) => seconds >= each && seconds % each === 0) ?? [1, 'second']
  return `${seconds / size} ${unit}${seconds === size ? '' : 's'}`
}

function weight(bytes: number): string {
  return bytes >= 1_000_000_000
    ? `${(bytes / 1_000_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} GB`
    : `${(Math.ceil(bytes / 100_000) / 10).toLocaleString('en-GB')} MB`
}

/** 0.8 → “4:5”, 1.91 → “1.91:1”. */
export function shapeOf(ratio: number): string {
  for (let height = 1; height <= 16; height++) {
    const width = Math.round(ratio * height)
    if (width > 0 && width <= 21 && Math.abs(width / height / ratio - 1) < 0.0004) return `${width}:${height}`
  }
  return ratio >= 1 ? `${Math.round(ratio * 100) / 100}:1` : `1:${Math.round(100 / ratio) / 100}`
}

/** What a rounding of the program that exported it may add. */
const slack = { seconds: 0.1, frames: 0.5, ratio: 0.01 }

const outside = (ratio: number, [narrowest, widest]: readonly [number, number]): boolean =>
  ratio < narrowest * (1 - slack.ratio) || ratio > widest * (1 + slack.ratio)

function shapesTaken([narrowest, widest]: readonly [number, number]): string {
  return narrowest === widest ? shapeOf(widest) : `from ${shapeOf(narrowest)} to ${shapeOf(widest)}`
}

/** What to export it as for this network. */
function wanted({ videoCodecs, types }: VideoLimits): string {
  return `Export it as ${codecName(videoCodecs[0] ?? 'avc')} in ${fileName(types[0] ?? 'video/mp4')}.`
}

function encoding(video: VideoToFit, network: string, own: VideoLimits): Misfit[] {
  const misfits: Misfit[] = []
  const { videoCodec, audioCodec, type } = video
  if (!own.videoCodecs.includes(videoCodec))
    misfits.push({
      kind: 'video-codec',
      advice: `The video is encoded as ${codecName(videoCodec)}, and ${network} takes ${said(own.videoCodecs, codecName)}. ${wanted(own)}`,
    })
  else if (!own.types.includes(type))
    misfits.push({
      kind: 'type',
      advice: `The video is a ${fileName(type)} file, and ${network} takes ${said(own.types, fileName)}. ${wanted(own)}`,
    })
  if (audioCodec !== null && !own.audioCodecs.includes(audioCodec))
    misfits.push({
      kind: 'audio-codec',
      advice: `The sound of the video is encoded as ${codecName(audioCodec)}, and ${network} takes ${said(own.audioCodecs, codecName)}. Export it with ${codecName(own.audioCodecs[0] ?? 'aac')} sound.`,
    })
  return misfits
}

function length({ seconds, bytes }: VideoToFit, network: string, own: VideoLimits): Misfit[] {
  const misfits: Misfit[] = []
  const [shortest, longest] = own.seconds
  if (seconds > longest + slack.seconds)
    misfits.push({
      kind: 'too-long',
      advice: `${network} takes videos of at most ${spoken(longest)}; this one has ${lengthOf(seconds)}. Cut it, or leave ${network} out.`,
    })
  if (seconds < shortest - slack.seconds)
    misfits.push({
      kind: 'too-short',
      advice: `${network} takes videos of at least ${spoken(shortest)}; this one has ${lengthOf(seconds)}. Make it longer, or leave ${network} out.`,
    })
  if (bytes > own.bytes)
    misfits.push({
      kind: 'bytes',
      advice: `${network} takes videos of at most ${weight(own.bytes)}; this one has ${weight(bytes)}. Export it with a lower bit rate, or leave ${network} out.`,
    })
  return misfits
}

function picture({ width, height, frames }: VideoToFit, network: string, own: VideoLimits): Misfit[] {
  const misfits: Misfit[] = []
  if (Math.max(width, height) > own.edge)
    misfits.push({
      kind: 'edge',
      advice: `${network} takes videos of at most ${own.edge} pixels on the longer side; this one has ${width} × ${height}. Export it smaller.`,
    })
  if (frames > own.frames + slack.frames)
    misfits.push({
      kind: 'frames',
      advice: `${network} takes at most ${own.frames} frames a second; this video has ${Math.round(frames)}. Export it with ${own.frames === 60 ? '30' : own.frames}.`,
    })
  if (own.ratio && outside(width / height, own.ratio))
    misfits.push({
      kind: 'video-ratio',
      advice: `${network} shows videos of shapes ${shapesTaken(own.ratio)}; this one is ${shapeOf(width / height)}. Crop it in a video program, or leave ${network} out.`,
    })
  return misfits
}

/** What keeps a video from being taken; empty when it fits, and where the network states nothing. */
export function videoMisfits(
  video: VideoToFit,
  network: string,
  { video: own }: Pick<Limits, 'video'>,
): Misfit[] {
  if (!own) return []
  return [...encoding(video, network, own), ...length(video, network, own), ...picture(video, network, own)]
}

/** What keeps an image from being shown as it is. Size and kind are mended on the way, so they are no misfits. */
export function imageMisfits(
  image: ImageToFit,
  network: string,
  limits: Pick<Limits, 'imageRatio' | 'imageTypes'>,
): Misfit[] {
  const misfits: Misfit[] = []
  const ratio = image.width / image.height
  if (limits.imageRatio && outside(ratio, limits.imageRatio))
    misfits.push({
      kind: 'image-ratio',
      advice: `${network} shows images of shapes ${shapesTaken(limits.imageRatio)}; this one is ${shapeOf(ratio)}. Crop it for ${network}.`,
    })
  // Only a GIF is known to move wherever GIFs are taken.
  const moves = image.type === 'image/gif' && limits.imageTypes.includes('image/gif')
  if (image.animated && limits.imageTypes.includes(image.type) && !moves)
    misfits.push({
      kind: 'animation',
      advice: `This image moves, and ${network} would show only its first picture. Upload it as a video, or choose one that stands still.`,
    })
  return misfits
}

/** The shape that is nearest to an image's own among those that a network shows; null when it may stay as it is. */
export function nearestShape(ratio: number, allowed: readonly [number, number] | null): number | null {
  if (!allowed || !outside(ratio, allowed)) return null
  return Math.min(allowed[1], Math.max(allowed[0], ratio))
}
