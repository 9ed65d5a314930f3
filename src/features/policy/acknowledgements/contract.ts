import { z } from 'zod'
import { PolicyChanges } from '../changes/contract.ts'

const Said = z.object({
  control: z.string(),
  clause: z.string(),
  clauseTitle: z.string(),
  level: z.enum(['must', 'needs', 'advice']),
  say: z.string(),
})

const EditionRef = z.object({
  id: z.uuid(),
  edition: z.number().int(),
  title: z.string(),
  inForceFrom: z.string(),
})

/** How one person stands to the edition in force. */
export const MyAcknowledgement = z.object({
  edition: EditionRef,
  /** Why it waits for this person: the control that asks; null when nothing asks or it was confirmed. */
  due: Said.nullable(),
  /** Until it is confirmed, this person can neither ask for approval of posts nor approve them. */
  gate: Said.nullable(),
  acknowledgedAt: z.string().nullable(),
  /** The edition of the same policy that was confirmed last before this one. */
  last: z.object({ edition: z.number().int(), at: z.string() }).nullable(),
  /** What is different from that one; null when there is none to compare with. */
  changes: PolicyChanges.nullable(),
  /** What else the policy says to this person when they sign in. */
  says: z.array(Said),
})
export type MyAcknowledgement = z.infer<typeof MyAcknowledgement>

/** The edition that was read, so that nobody confirms one that came into force meanwhile. */
export const Acknowledge = z.object({ editionId: z.uuid() })
export const Acknowledged = z.object({ acknowledgedAt: z.string() })

export const acknowledgementStates = ['confirmed', 'waiting', 'not-joined'] as const

export const PersonToAcknowledge = z.object({
  id: z.uuid(),
  name: z.string(),
  units: z.array(z.string()),
  accounts: z.array(z.object({ network: z.string(), handle: z.string() })),
  state: z.enum(acknowledgementStates),
  acknowledgedAt: z.string().nullable(),
  /** When the first letter went out; null when none did. */
  askedAt: z.string().nullable(),
  remindedAt: z.string().nullable(),
  reminders: z.number().int(),
  example: z.boolean(),
})
export type PersonToAcknowledge = z.infer<typeof PersonToAcknowledge>

export const UnitShare = z.object({
  /** Null: people who work on no account. */
  unit: z.string().nullable(),
  must: z.number().int(),
  confirmed: z.number().int(),
})
export type UnitShare = z.infer<typeof UnitShare>

/** Who has to confirm the edition in force, and who has. */
export const AcknowledgementReport = z.object({
  edition: EditionRef,
  /** False: the policy asks nobody to confirm it. */
  asked: z.boolean(),
  /** False: there is no mail server, so nobody can be reminded. */
  mail: z.boolean(),
  must: z.number().int(),
  confirmed: z.number().int(),
  people: z.array(PersonToAcknowledge),
  units: z.array(UnitShare),
})
export type AcknowledgementReport = z.infer<typeof AcknowledgementReport>

/** Null: everybody who still has to. */
export const RemindPeople = z.object({ personIds: z.array(z.uuid()).max(10_000).nullable() })
export const Reminded = z.object({
  /** How many letters go out. */
  letters: z.number().int(),
  /** How many were left out because they had a letter today already. */
  today: z.number().int(),
})
export type Reminded = z.infer<typeof Reminded>
