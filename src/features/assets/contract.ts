import { z } from 'zod'

/** What an upload may be; said before anybody chooses a file. */
export const uploadLimits = {
  bytes: 25_000_000,
  /** Width × height × frames. */
  pixels: 80_000_000,
  /** The longest edge that is kept; larger images are made smaller. */
  edge: 4096,
  types: [
    { type: 'image/jpeg', name: 'JPEG' },
    { type: 'image/png', name: 'PNG' },
    { type: 'image/webp', name: 'WebP' },
    { type: 'image/gif', name: 'GIF' },
    { type: 'image/avif', name: 'AVIF' },
    { type: 'image/tiff', name: 'TIFF' },
  ],
}

/** The kinds of video that are read here. How large one may be is a setting. */
export const videoTypes = [
  { type: 'video/mp4', name: 'MP4' },
  { type: 'video/quicktime', name: 'MOV' },
  { type: 'video/webm', name: 'WebM' },
]

const Types = z.array(z.object({ type: z.string(), name: z.string() }))
export const UploadLimits = z.object({
  bytes: z.number(),
  pixels: z.number(),
  edge: z.number(),
  types: Types,
  video: z.object({ bytes: z.number(), types: Types }),
})
export type UploadLimits = z.infer<typeof UploadLimits>

/** Why we may use an image. Null while nobody has said. */
export const rightsChoices = [
  { id: 'own', label: 'Our own', note: 'Who made it, if that should be said' },
  { id: 'licensed', label: 'Licensed to us', note: 'Licence or supplier, and the credit it asks for' },
  { id: 'permission', label: 'With permission', note: 'Who gave it, and when' },
  { id: 'creative-commons', label: 'Creative Commons', note: 'Which licence, and the credit it asks for' },
  { id: 'public-domain', label: 'Public domain', note: 'Where it comes from' },
] as const
export const Rights = z.enum(rightsChoices.map((choice) => choice.id))
export type Rights = z.infer<typeof Rights>

/** Who can be made out in an image. Null while nobody has said. */
export const peopleChoices = [
  { id: 'none', label: 'Nobody', note: '' },
  { id: 'crowd', label: 'People nobody could make out', note: '' },
  {
    id: 'consent',
    label: 'People who have agreed',
    note: 'Where their consent is kept, and until when it holds',
  },
] as const
export const People = z.enum(peopleChoices.map((choice) => choice.id))
export type People = z.infer<typeof People>

/** The longest alternative text that is kept; networks may take less. */
export const altLimit = 2000

/** What was taken out of an upload, by what it says about people. */
export const removedKinds = {
  location: 'Location removed',
  camera: 'Camera details removed',
  date: 'Date taken removed',
  author: 'Author details removed',
  software: 'Software details removed',
  description: 'Embedded description removed',
  other: 'Other hidden details removed',
} as const
export const Removed = z.enum(Object.keys(removedKinds) as (keyof typeof removedKinds)[])
export type Removed = z.infer<typeof Removed>

/** What probing found of a video. Codecs by the names that networks' limits use: `avc`, `hevc`, `aac`. */
export const VideoFacts = z.object({
  container: z.enum(['mp4', 'mov', 'webm']),
  seconds: z.number(),
  videoCodec: z.string(),
  /** Null when it has no sound. */
  audioCodec: z.string().nullable(),
  /** Frames a second. */
  frames: z.number(),
})
export type VideoFacts = z.infer<typeof VideoFacts>

/** Why a video with sound has no captions. Null while nobody has said. */
export const speechChoices = [
  { id: 'none', label: 'Nobody speaks in it' },
  { id: 'in-picture', label: 'The words are shown in the picture' },
] as const
export const Speech = z.enum(speechChoices.map((choice) => choice.id))
export type Speech = z.infer<typeof Speech>

/** The largest caption file that is read; an hour of talk has some 100 kB. */
export const captionsLimit = 500_000

export const CaptionsInfo = z.object({
  /** BCP 47. */
  language: z.string(),
  /** How many captions there are. */
  cues: z.number(),
  updatedAt: z.string(),
})
export type CaptionsInfo = z.infer<typeof CaptionsInfo>

/** Captions to read and correct. */
export const CaptionsText = z.object({ language: z.string(), srt: z.string(), vtt: z.string() })
export const CaptionsChange = z.object({
  /** A whole SubRip or WebVTT file. */
  text: z.string().max(captionsLimit, 'This is too long for captions.'),
})

const Fraction = z.number().min(0).max(1)
export const Focus = z.object({ x: Fraction, y: Fraction })
export type Focus = z.infer<typeof Focus>

/** A part of an image, in fractions of its width and height. */
export const Crop = z
  .object({ x: Fraction, y: Fraction, w: Fraction, h: Fraction })
  .refine((crop) => crop.w >= 0.01 && crop.h >= 0.01, 'The crop is too small.')
  .refine((crop) => crop.x + crop.w <= 1.0001 && crop.y + crop.h <= 1.0001, 'The crop leaves the image.')
export type Crop = z.infer<typeof Crop>

export const Asset = z.object({
  id: z.string(),
  /** `cover`: the picture that stands for a video; it is in no list. */
  kind: z.enum(['upload', 'link-card', 'cover']),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  width: z.number(),
  height: z.number(),
  animated: z.boolean(),
  alt: z.string(),
  rights: Rights.nullable(),
  rightsNote: z.string(),
  people: People.nullable(),
  peopleNote: z.string(),
  removed: z.array(Removed),
  focus: Focus,
  uploadedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
  example: z.boolean(),
  /** Null of an image. */
  video: VideoFacts.nullable(),
  coverId: z.string().nullable(),
  speech: Speech.nullable(),
  captions: z.array(CaptionsInfo),
})
export type Asset = z.infer<typeof Asset>

export const AssetQuery = z.object({
  /** Words of the file’s name or the alternative text. */
  q: z.string().trim().max(100).optional(),
  rights: z.enum(['missing', ...rightsChoices.map((choice) => choice.id)]).optional(),
  alt: z.enum(['missing']).optional(),
  captions: z.enum(['missing']).optional(),
  kind: z.enum(['image', 'video']).optional(),
  /** The last id of the page before. */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(48),
})
export type AssetQuery = z.infer<typeof AssetQuery>
export const AssetPage = z.object({ assets: z.array(Asset), more: z.boolean() })
export type AssetPage = z.infer<typeof AssetPage>

/** What is left out stays as it is. */
export const AssetChange = z.object({
  name: z.string().trim().min(1, 'Give a name.').max(200).optional(),
  alt: z.string().trim().max(altLimit, `At most ${altLimit} characters.`).optional(),
  rights: Rights.nullable().optional(),
  rightsNote: z.string().trim().max(500, 'At most 500 characters.').optional(),
  people: People.nullable().optional(),
  peopleNote: z.string().trim().max(500, 'At most 500 characters.').optional(),
  focus: Focus.optional(),
  speech: Speech.nullable().optional(),
})
export type AssetChange = z.infer<typeof AssetChange>

export const LinkCardRequest = z.object({ url: z.string().trim().min(1).max(2000) })

export const LinkCard = z.object({
  url: z.string(),
  title: z.string(),
  description: z.string(),
  siteName: z.string(),
  image: Asset.nullable(),
})
export type LinkCard = z.infer<typeof LinkCard>

/** A page that gives no card is no fault of the person who links to it. */
export const LinkCardAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), card: LinkCard }),
  z.object({ ok: z.literal(false), reason: z.string() }),
])
export type LinkCardAnswer = z.infer<typeof LinkCardAnswer>

/** An image in a post: which one, what is said of it there, and the part of it that is shown. */
export const MediaItem = z.object({
  assetId: z.uuid(),
  alt: z.string().max(altLimit),
  crop: Crop.nullable().default(null),
})
export type MediaItem = z.infer<typeof MediaItem>
