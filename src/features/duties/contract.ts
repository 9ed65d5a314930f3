import { z } from 'zod'

interface KindOfDuty {
  label: string
  /** A person may say that it is done, with a note; the others end by what they ask for. */
  byHand: boolean
  /** Its own room counts and shows it among what waits, so that it is not counted twice. */
  shownElsewhere?: true
}

/** What kinds of duty there are. A room that has a new kind adds a line. */
export const dutyKinds = {
  'request.consult': { label: 'Advise on a request', byHand: false, shownElsewhere: true },
  'request.decide': { label: 'Decide a request', byHand: false, shownElsewhere: true },
  'request.answer': { label: 'Answer a question about a request', byHand: false, shownElsewhere: true },
  'account.review': { label: 'Review an account', byHand: false },
  'account.administrator': { label: 'Find somebody who answers for an account', byHand: false },
  'account.hand-over': { label: 'Hand an account over', byHand: false },
  'account.tokens': { label: 'Renew a connection', byHand: true },
  'account.secret': { label: 'Renew a sealed password', byHand: true },
  'account.part-ends': { label: 'Somebody’s part in an account ends', byHand: true },
  'account.close': { label: 'Close an account', byHand: false },
  'account.dormant': { label: 'Look at an account that rests', byHand: true },
  'account.finding': { label: 'See to what the policy finds of an account', byHand: false },
  'post.by-hand': { label: 'Post something by hand', byHand: false },
  'policy.finding': { label: 'See to what the policy finds of itself', byHand: false },
  'network.review': { label: 'Review a network', byHand: false },
  'network.leave': { label: 'Leave a network', byHand: true },
  'impersonation.settle': { label: 'Look into an account that pretends to be ours', byHand: false },
  'policy.task': { label: 'A task of the policy', byHand: true },
  other: { label: 'Something else to do', byHand: true },
} as const satisfies Record<string, KindOfDuty>

export type DutyKind = keyof typeof dutyKinds
export const aboutKind = (kind: DutyKind): KindOfDuty => dutyKinds[kind]
const kind = z.enum(Object.keys(dutyKinds) as [DutyKind, ...DutyKind[]])

const person = z.object({ id: z.uuid(), name: z.string() })

/** Something that an office, a role or a person has to do by a date, because of a clause. */
export const Duty = z.object({
  id: z.uuid(),
  key: z.string(),
  kind,
  title: z.string(),
  why: z.string(),
  clause: z.string().nullable(),
  control: z.string().nullable(),
  office: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Of all who hold it; any of them settles it. */
  role: z.object({ id: z.enum(['officer', 'governance', 'it']), name: z.string() }).nullable(),
  /** Whose own deed it is to look at: not theirs, although they hold the role. */
  notFor: z.uuid().nullable(),
  /** Whose own duty it is. */
  person: person.nullable(),
  /** Who of the office, or of the role, does it. */
  takenBy: person.nullable(),
  accountId: z.uuid().nullable(),
  link: z.string(),
  since: z.string(),
  due: z.string(),
  changedAt: z.string(),
  /** Grows with each change of title or date. */
  revision: z.number().int(),
})
export type Duty = z.infer<typeof Duty>

/** A duty as one person sees it. */
export const DutyForMe = Duty.extend({
  overdue: z.boolean(),
  /** Theirs in person, or taken by them; the others are their office's, or their role's. */
  mine: z.boolean(),
  mayTake: z.boolean(),
  /** To a colleague of the office. */
  mayGive: z.boolean(),
  mayGiveBack: z.boolean(),
  mayFinish: z.boolean(),
})
export type DutyForMe = z.infer<typeof DutyForMe>
export const Duties = z.object({ duties: z.array(DutyForMe) })

export const DutyParams = z.object({ id: z.uuid('This address is not complete.') })
/** Who of the office, or of the role, does it; null: nobody in particular. */
export const GiveDuty = z.object({ personId: z.uuid().nullable() })
export const FinishDuty = z.object({
  note: z
    .string()
    .trim()
    .min(3, 'Say in a sentence what was done.')
    .max(1_000, 'Use at most 1,000 characters.'),
})
export const Done = z.object({ done: z.literal(true) })
