/** Limits and capabilities as they go between server and browser. */
import { z } from 'zod'
import type { Capabilities, Limits, RateRule } from './profile.ts'

const range = z.tuple([z.number(), z.number()]).readonly()
const names = z.array(z.string()).readonly()

const videoLimitsShape = z.object({
  bytes: z.number(),
  seconds: range,
  types: names,
  videoCodecs: names,
  audioCodecs: names,
  edge: z.number(),
  frames: z.number(),
  ratio: range.nullable(),
  captions: names,
})

export const limitsShape = z.object({
  text: z.number(),
  unit: z.string(),
  textWithMedia: z.number().nullable(),
  textLeast: z.number(),
  images: z.number(),
  imageBytes: z.number(),
  imageEdge: z.number(),
  imageTypes: z.array(z.string()),
  imageRatio: range.nullable(),
  alternativeText: z.number(),
  threadParts: z.number(),
  videos: z.number(),
  video: videoLimitsShape.nullable(),
  title: z.number(),
  titleLeast: z.number(),
  tags: z.number(),
  tag: z.number(),
  tagsTogether: z.number().nullable(),
  firstComment: z.number(),
}) satisfies z.ZodType<Limits>

export const capabilitiesShape = z.object({
  publish: z.enum(['api', 'manual']),
  images: z.boolean(),
  videos: z.boolean(),
  mixedMedia: z.boolean(),
  needsMedia: z.boolean(),
  alternativeText: z.boolean(),
  captions: z.boolean(),
  threads: z.boolean(),
  linkCards: z.boolean(),
  title: z.enum(['none', 'optional', 'required']),
  tags: z.boolean(),
  firstComment: z.boolean(),
  audiences: z.array(z.object({ id: z.string(), label: z.string() })).readonly(),
  formats: z.array(z.enum(['post', 'story', 'short'])).readonly(),
  edit: z.boolean(),
  remove: z.boolean(),
  pin: z.boolean(),
  reads: z.object({
    own: z.boolean(),
    comments: z.boolean(),
    messages: z.boolean(),
    metrics: z.boolean(),
    search: z.boolean(),
  }),
  idempotency: z.enum(['by-key', 'by-draft', 'by-reading-back', 'none']),
}) satisfies z.ZodType<Capabilities>

export const rateRuleShape = z.object({
  id: z.string(),
  per: z.enum(['account', 'app', 'server']),
  of: z.enum(['posts', 'media', 'names']),
  most: z.number(),
  seconds: z.number(),
}) satisfies z.ZodType<RateRule>
