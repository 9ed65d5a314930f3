import { z } from 'zod'

/**
 * Everything that people are told of. Closed, so that each kind has a name that a person can choose by, and a default
 * that suits most. A room that tells of something new adds a line. `mail`: at once in a letter of its own, in the
 * digest, or never.
 */
interface KindOfNotice {
  label: string
  mail: MailChoice
}

export const mailChoices = ['once', 'digest', 'never'] as const
export type MailChoice = (typeof mailChoices)[number]

export const noticeKinds = {
  'posts.approval': { label: 'A post waits for your approval', mail: 'once' },
  'posts.decision': { label: 'What became of a post of yours', mail: 'once' },
  'posts.trouble': { label: 'A post that did not go out', mail: 'once' },
  'posts.changed': { label: 'A published post was changed or deleted on its network', mail: 'once' },
  'posts.outside': { label: 'A post appeared outside Rostrum on an account of yours', mail: 'digest' },
  'posts.by-hand': { label: 'A post is for you to post by hand', mail: 'once' },
  'plans.made': { label: 'A series or a queue made a draft for you', mail: 'digest' },
  'plans.moved': { label: 'A post of yours got another slot of its queue', mail: 'once' },
  'posts.office': { label: 'Your office is asked about a post', mail: 'once' },
  'requests.waiting': { label: 'A request waits for you', mail: 'once' },
  'requests.progress': { label: 'Where your request stands', mail: 'once' },
  'requests.question': { label: 'A question about a request', mail: 'once' },
  'accounts.people': { label: 'Your part in an account begins or ends', mail: 'digest' },
  'accounts.life': { label: 'An account of yours opens, rests, pauses or closes', mail: 'digest' },
  'accounts.lacking': { label: 'An account lacks somebody or something', mail: 'once' },
  'accounts.connection': { label: 'A connection to a network ends or has ended', mail: 'once' },
  'accounts.hand-over': { label: 'An account is handed over', mail: 'once' },
  'accounts.secrets': { label: 'A sealed password is asked for or was opened', mail: 'once' },
  'reviews.account': { label: 'The review of an account', mail: 'digest' },
  'reviews.network': { label: 'A network changes its terms, its charges or itself', mail: 'digest' },
  'impersonations.reported': { label: 'An account that pretends to be ours is reported', mail: 'once' },
  'people.changed': { label: 'Somebody arrives or leaves', mail: 'digest' },
  'policy.changed': { label: 'A new edition of the policy', mail: 'digest' },
  'imports.done': { label: 'An import has ended', mail: 'digest' },
  'duties.new': { label: 'A duty falls to you', mail: 'digest' },
  'duties.given': { label: 'A duty is given to you', mail: 'once' },
  'duties.reminder': { label: 'A duty of yours comes near', mail: 'digest' },
  'duties.overdue': { label: 'A duty is overdue', mail: 'once' },
  'notices.channel': { label: 'A channel stopped taking notices', mail: 'once' },
} as const satisfies Record<string, KindOfNotice>

export type NoticeKind = keyof typeof noticeKinds
export const noticeKindNames = Object.keys(noticeKinds) as [NoticeKind, ...NoticeKind[]]

const kind = z.enum(noticeKindNames)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time like 07:30.')

export const Notice = z.object({
  id: z.uuid(),
  kind,
  title: z.string(),
  text: z.string(),
  /** A path of ours. */
  link: z.string(),
  urgent: z.boolean(),
  at: z.string(),
  readAt: z.string().nullable(),
})
export type Notice = z.infer<typeof Notice>

export const NoticesQuery = z.object({
  kind: kind.optional(),
  unread: z.stringbool().default(false),
  /** Where the page before ended. */
  before: z.string().max(80).optional(),
})
export type NoticesQuery = z.infer<typeof NoticesQuery>
export const NoticesPage = z.object({
  notices: z.array(Notice),
  /** For `before`, when there is more. */
  next: z.string().nullable(),
  unread: z.number().int(),
  /** The kinds that this person has had, for choosing among them. */
  kinds: z.array(kind),
})
export type NoticesPage = z.infer<typeof NoticesPage>

export const UnreadCount = z.object({ unread: z.number().int() })
/** Null: all of them, up to the instant at which the list was read. */
export const MarkRead = z.object({
  ids: z.array(z.uuid()).max(500).nullable(),
  upTo: z.iso.datetime().optional(),
})
export type MarkRead = z.infer<typeof MarkRead>

export const QuietHours = z.strictObject({ on: z.boolean(), from: time, until: time, weekends: z.boolean() })
export type QuietHours = z.infer<typeof QuietHours>

export const usualQuiet: QuietHours = { on: true, from: '19:00', until: '07:30', weekends: true }

/** How one person is told. What is absent is as usual. Times are on the institution’s clocks. */
export const NoticeSettings = z.strictObject({
  mail: z.partialRecord(kind, z.enum(mailChoices)).default({}),
  quiet: QuietHours.default(usualQuiet),
  digest: z
    .strictObject({
      every: z.enum(['day', 'week']),
      time,
      /** 1 is Monday; only for one a week. */
      weekday: z.number().int().min(1).max(7),
    })
    .default({ every: 'day', time: '08:00', weekday: 1 }),
  /** No letter about what a channel of the person’s office shows already. */
  channelsInstead: z.boolean().default(false),
})
export type NoticeSettings = z.infer<typeof NoticeSettings>
export const usualSettings: NoticeSettings = NoticeSettings.parse({})

export const MyNoticeSettings = z.object({
  settings: NoticeSettings,
  /** The institution’s. */
  timeZone: z.string(),
  /** Null: no mail server is set, so nothing is sent by letter. */
  sentTo: z.string().nullable(),
  /** The channels of offices that the person holds, and of the institution. */
  channels: z.array(z.string()),
})
export type MyNoticeSettings = z.infer<typeof MyNoticeSettings>

export const Done = z.object({ done: z.literal(true) })
