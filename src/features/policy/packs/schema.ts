import { z } from 'zod'
import type { Format } from '#networks/profile.ts'
import { moments, outcomes, subjectKinds } from '../engine/types.ts'
import { coverageKinds } from '../engine/coverage-kinds.ts'

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Write it in small letters with hyphens.')
const clauseId = z.string().regex(/^[A-Z]+-\d+(?:\.\d+)*[a-z]?$/, 'A clause id looks like BASE-3.1.')
const day = z.iso.date('Write the day as 2026-09-01.')
const text = z.string().trim().min(1)
const key = z.string().regex(/^[A-Za-z0-9{}.-]+$/, 'A message key has letters, figures, dots and hyphens.')

const dayOrYearly = z.union([
  day,
  z
    .string()
    .regex(
      /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
      'Write the day as 2026-12-24, or 12-24 for every year.',
    ),
])
const inOrder = ({ from, until = from }: { from: string; until?: string | undefined }): boolean =>
  from.length === until.length && (from.length === '12-24'.length || from <= until)
const runFault = {
  path: ['until'],
  message: 'The last day comes before the first, or one of them comes every year and the other does not.',
}

export const frontMatterSchema = z.strictObject({
  /** Part of the lasting address of its editions, where “clauses” leads to clauses. */
  id: slug.refine((id) => id !== 'clauses', 'A policy cannot have the id “clauses”; choose another.'),
  title: text,
  summary: text,
  owner: text,
  approver: text,
  approved: day,
  review: day,
  'applies-to': z.array(text).min(1),
  /** The offices that the policy gives a duty to. `contact`: how it says that they are reached. */
  offices: z
    .array(
      z.strictObject({
        id: slug,
        name: text,
        about: text,
        contact: z.array(z.enum(['email', 'telephone'])).default(['email']),
      }),
    )
    .default([]),
  /** Offices that must approve an edition before it can come into force. */
  'approved-by': z.array(slug).default([]),
  /** Days that are kept free: a run of dates, or of days that come every year. Both ends are in it. */
  blackouts: z
    .array(
      z
        .strictObject({
          name: text,
          from: dayOrYearly,
          until: dayOrYearly.optional(),
          clause: clauseId.optional(),
          /** What still may go then, in words. */
          goes: text.optional(),
        })
        .refine(inOrder, runFault),
    )
    .default([]),
  /** Days on which political balance is watched more closely. */
  'election-periods': z
    .array(z.strictObject({ name: text, from: day, until: day }).refine(inOrder, runFault))
    .default([]),
  /** clause id → ids of the inventory that it draws on. */
  sources: z.record(clauseId, z.array(text)).default({}),
})
export type FrontMatter = z.infer<typeof frontMatterSchema>

const requirement = z.union([
  z.strictObject({ approval: slug }),
  z.strictObject({ consult: slug }),
  z.strictObject({ acknowledgement: slug }),
  z.strictObject({ field: text }),
  z.strictObject({ training: slug }),
  z.strictObject({ declaration: slug }),
  z.strictObject({ reason: slug }),
])

const offer = z.union([slug, z.strictObject({ id: slug, replace: text.optional() })])
const telling = {
  say: key.optional(),
  offer: z.union([offer, z.array(offer)]).optional(),
  override: z.enum(['never', 'with-reason']).optional(),
}
const tellingOnly = z.union([key, z.strictObject(telling)])

const outcomeShapes = {
  advise: tellingOnly.optional(),
  guide: tellingOnly.optional(),
  record: tellingOnly.optional(),
  refuse: tellingOnly.optional(),
  require: z
    .union([z.array(requirement).min(1), z.strictObject({ ...telling, all: z.array(requirement).min(1) })])
    .optional(),
  hold: z
    .strictObject({
      ...telling,
      hours: z
        .number()
        .positive()
        .max(24 * 90),
      /** Who may end the wait; absent: whoever may pause all sending. */
      office: slug.optional(),
    })
    .optional(),
  task: z
    .strictObject({ ...telling, office: slug, 'within-days': z.number().int().positive().max(3650) })
    .optional(),
  route: z.strictObject({ ...telling, office: slug }).optional(),
}

const mark = z.union([
  z.string().regex(/^facts\.[A-Za-z]+$/, 'Write facts. and the name of a fact.'),
  z.strictObject({ fact: z.string().regex(/^[A-Za-z]+$/), where: text.optional() }),
])

export const controlSchema = z
  .strictObject({
    id: slug,
    clause: clauseId,
    subject: z.enum(subjectKinds),
    moment: z.union([z.enum(moments), z.array(z.enum(moments)).min(1)]),
    when: text.optional(),
    mark: mark.optional(),
    proof: text.optional(),
    /** The control of the baseline that this one stands in for, also where it asks less. */
    'in-place-of': slug.optional(),
    ...outcomeShapes,
  })
  .superRefine((control, context) => {
    const given = outcomes.filter((outcome) => control[outcome] !== undefined)
    if (given.length === 1) return
    const message = `A control has one outcome of ${outcomes.join(', ')}; this one has ${given.length === 0 ? 'none' : given.join(' and ')}.`
    context.addIssue({ code: 'custom', message })
  })
export type ControlEntry = z.infer<typeof controlSchema>
export const controlsSchema = z.array(controlSchema)

export const messagesSchema = z
  .record(
    z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/),
    z.record(key, z.union([text, z.strictObject({ one: text, other: text })])),
  )
  .refine((messages) => 'en-GB' in messages, 'English (en-GB) has to be there.')

export const coverageSchema = z.array(
  z.strictObject({
    clause: clauseId,
    status: z.enum(coverageKinds),
    /** One sentence: what happens, or why nothing does. */
    says: text,
    proof: text.optional(),
    /** The control that a clause waits for. */
    needs: slug.optional(),
  }),
)
export type CoverageEntry = z.infer<typeof coverageSchema>[number]

const formats = ['post', 'story', 'short'] as const satisfies readonly Format[]

const exampleMedia = z.strictObject({
  id: text.default('image-1'),
  name: text.default('great-hall.jpg'),
  alt: z.string().default('Visitors walking under the arches of the Great Hall.'),
  rights: z.string().default('own'),
  type: text.default('image/jpeg'),
  width: z.number().default(1600),
  height: z.number().default(900),
  bytes: z.number().default(400_000),
  animated: z.boolean().default(false),
  locationStripped: z.boolean().default(false),
  people: z.string().default('none'),
  /** Of a video only. */
  video: z
    .strictObject({
      seconds: z.number().default(30),
      videoCodec: text.default('avc'),
      audioCodec: text.nullable().default('aac'),
      frames: z.number().default(25),
      captions: z.number().int().default(1),
      speech: z.string().default(''),
    })
    .exactOptional(),
})
const examplePart = z.strictObject({
  text: z.string().default(''),
  media: z.array(exampleMedia).default([]),
  link: z.string().nullable().default(null),
})

/** What an example of a post gives; everything has a quiet default. */
export const givenPostSchema = z.strictObject({
  text: z.string().default('Our open day is on Saturday.'),
  media: z.array(exampleMedia).default([]),
  link: z.string().nullable().default(null),
  parts: z.array(examplePart).optional(),
  accounts: z.number().int().min(1).max(10).default(1),
  audiences: z.array(text).default(['public']),
  language: text.default('en-GB'),
  nation: z.enum(['england', 'wales', 'scotland', 'northern-ireland', 'other']).default('england'),
  /** Is it an election period? */
  election: z.boolean().default(false),
  /** Is it a day that is kept free? */
  blackout: z.boolean().default(false),
  limits: z
    .strictObject({
      text: z.number(),
      textWithMedia: z.number(),
      textLeast: z.number(),
      images: z.number(),
      imageBytes: z.number(),
      imageTypes: z.array(text),
      imageRatio: z.tuple([z.number(), z.number()]),
      alternativeText: z.number(),
      threadParts: z.number(),
      title: z.number(),
      titleLeast: z.number(),
      tags: z.number(),
      tag: z.number(),
      tagsTogether: z.number(),
      firstComment: z.number(),
    })
    .partial()
    .optional(),
  title: z.string().optional(),
  tags: z.array(text).optional(),
  audience: text.optional(),
  format: z.enum(formats).optional(),
  firstComment: z.string().optional(),
  unknownMentions: z.array(text).optional(),
  has: z
    .strictObject({
      images: z.boolean(),
      videos: z.boolean(),
      mixedMedia: z.boolean(),
      needsMedia: z.boolean(),
      threads: z.boolean(),
      title: z.enum(['none', 'optional', 'required']),
      tags: z.boolean(),
      firstComment: z.boolean(),
      audiences: z.array(text),
      formats: z.array(z.enum(formats)),
    })
    .partial()
    .optional(),
  recent: z
    .array(z.strictObject({ text, daysAgo: z.number(), account: z.number().int().default(1) }))
    .default([]),
})
export type GivenPost = z.infer<typeof givenPostSchema>

export const examplesSchema = z.array(
  z.strictObject({
    control: slug,
    name: text.optional(),
    moment: z.enum(moments).optional(),
    given: z.record(z.string(), z.unknown()).default({}),
    expect: z.union([
      z.enum(['nothing', ...outcomes]),
      z.strictObject({
        outcome: z.enum(outcomes),
        marks: z.array(z.string()).optional(),
        count: z.number().int().optional(),
      }),
    ]),
  }),
)
export type ExampleEntry = z.infer<typeof examplesSchema>[number]
