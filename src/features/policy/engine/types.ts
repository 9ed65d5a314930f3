/**
 * The words of the policy engine. Everything here is plain data that server and browser share; nothing does I/O.
 *
 * What may be judged is a closed list: official requests, accounts, posts, replies, searches, cases, the duties of
 * people in offices, and policies themselves. Personal and academic speech is not on it, so no pack can reach it.
 */
export const subjectKinds = [
  'request',
  'account',
  'post',
  'reply',
  'search',
  'case',
  'person',
  'policy',
] as const
export type SubjectKind = (typeof subjectKinds)[number]

export const moments = [
  'write',
  'submit',
  'approve',
  'schedule',
  'publish',
  'reply',
  'decide',
  'open',
  'close',
  'sign-in',
  'upload',
  'daily',
] as const
export type Moment = (typeof moments)[number]

export const outcomes = ['advise', 'require', 'hold', 'refuse', 'task', 'route', 'record', 'guide'] as const
export type Outcome = (typeof outcomes)[number]

/** How a finding reads in the face: "Must change", "Needs …", "Suggestion". */
export type Level = 'must' | 'needs' | 'advice'

/** Something that has to be there before the moment may pass. */
export type Requirement =
  | { approval: string }
  | { consult: string }
  | { acknowledgement: string }
  | { field: string }
  | { training: string }
  | { declaration: string }
  | { reason: string }

/** A way out that a control offers. With `replace`, the named attribute of the marked item is put in its place. */
export interface OfferRule {
  id: string
  /** Key of the label in the messages. */
  label: string
  replace?: string
}

/** Which fact's items a control points at. `where` is a CEL condition over `it`, one item. */
export interface Mark {
  fact: string
  where?: string
}

/** One executable rule of a pack, as it is stored in an edition and sent to the browser. */
export interface Control {
  id: string
  clause: string
  subject: SubjectKind
  moments: Moment[]
  /** A CEL condition over `facts`, the subject by its kind, `institution` and `now`. Absent means always. */
  when?: string
  /** With a mark the control speaks once for each different thing marked, and is silent when nothing is. */
  mark?: Mark
  outcome: Outcome
  level: Level
  /** Key of the sentence in the messages; `{name}` in it is taken from the marked item. */
  say: string
  offers: OfferRule[]
  overridable: boolean
  requirements: Requirement[]
  /** For `hold`. */
  hours?: number
  /** For `task` and `route`: the office it goes to. For `hold`: the one that may end the wait. */
  office?: string
  /** For `task`. */
  withinDays?: number
  /** The control of the baseline that it stands in for, also where it asks less. */
  inPlaceOf?: string
  /** The test of the running system that proves an enforced control; a path in the repository. */
  proof?: string
}

/** A sentence, or its forms by number; `{name}` stands for a parameter. */
export type Message = string | { one: string; other: string }
/** language → key → sentence. English (en-GB) is always there. */
export type Messages = Record<string, Record<string, Message>>

export interface ClauseRef {
  id: string
  title: string
}

/** What the engine needs of an edition: small enough to send to the browser. */
export interface Ruleset {
  controls: Control[]
  clauses: ClauseRef[]
  messages: Messages
}

/** What of a part a mark lies in. From the title on, they stand beside the words that go to one network. */
export const fields = [
  'text',
  'media',
  'link',
  'title',
  'tags',
  'audience',
  'format',
  'firstComment',
] as const
export type Field = (typeof fields)[number]

/** Where a mark lies. Offsets in UTF-16 code units of the field's text; of tags, of one after the other, line by line. */
export interface Span {
  part: number
  start: number
  end: number
  field: Field
  /** Index of the part's media, when `field` is media. */
  media?: number
  /** The accounts whose variant carries it. */
  targets: string[]
}

export interface TargetRef {
  accountId: string
  network: string
}

export interface Offer {
  id: string
  label: string
  /** Present when the way out is a change that can be made with one press: one entry for each place. */
  replacements: {
    part: number
    start: number
    end: number
    text: string
    targets: string[]
    /** Where it stands, when that is not the words of the part. */
    field?: 'title' | 'firstComment'
  }[]
}

/** What a control says of a subject, with clause and evidence. */
export interface Finding {
  /** Control id and a hash of the evidence: an override keeps holding while the evidence stays the same. */
  id: string
  control: string
  clause: string
  clauseTitle: string
  outcome: Outcome
  level: Level
  /** A full sentence for a person. */
  say: string
  offers: Offer[]
  spans: Span[]
  /** All targets that it is about, in their order. */
  targets: TargetRef[]
  /** Present when it is about one target only of a post that has more. */
  target?: TargetRef
  /** What was found, fit for showing and recording: card, bank and insurance numbers are masked. */
  evidence: string
  overridable: boolean
  requirements: Requirement[]
  hours?: number
  office?: string
  withinDays?: number
  /** An exception covers it: it is shown as before, and no longer stops, holds or asks. */
  waiver?: { id: string; by: string; until: string; reason: string }
}

/** A value that a CEL condition can read. */
export type FactValue = string | number | boolean | null | FactValue[] | { [name: string]: FactValue }

/** One thing a detector found. The attributes are what conditions (`it.kind`) and messages (`{kind}`) may use. */
export interface FactItem {
  /** The canonical value: two items with the same value are the same evidence. Never shown. */
  value: string
  /** The words for showing and recording, masked where they are secret. */
  text: string
  spans: Span[]
  targets: TargetRef[]
  attributes: Record<string, FactValue>
}

export type Facts = Record<string, FactItem[]>

/** What is judged: its kind, the moment, and its own fields as conditions see them. */
export interface Subject {
  kind: SubjectKind
  moment: Moment
  fields: Record<string, FactValue>
  institution: Record<string, FactValue>
  language?: string
}
