import { z } from 'zod'
import { AccountState } from '../contract.ts'

const Reason = z.string().trim().min(3, 'Say why, in a few words.').max(500, 'At most 500 characters.')
const Signpost = z.string().trim().max(1_000, 'At most 1,000 characters.')

export const LeavingInput = z.object({
  reason: Reason,
  closesOn: z.iso.date('Give a day.'),
  /** The account that people are sent to. */
  successorId: z.uuid().nullable().default(null),
})
export type LeavingInput = z.infer<typeof LeavingInput>

/** What can be changed while it lasts. `version` is that of the leaving as it was read. */
export const LeavingChange = z.object({
  version: z.int().positive(),
  closesOn: z.iso.date('Give a day.').optional(),
  successorId: z.uuid().nullable().optional(),
  signpost: Signpost.optional(),
})
export type LeavingChange = z.infer<typeof LeavingChange>

/** The steps that a person says are done; posts that wait are counted, and the register knows itself. */
export const handSteps = ['records', 'signpost', 'network'] as const
export const HandStep = z.enum(handSteps)
export type HandStep = z.infer<typeof HandStep>

export const HandStepDone = z.object({
  done: z.boolean(),
  note: z.string().trim().max(500, 'At most 500 characters.').default(''),
})
export type HandStepDone = z.infer<typeof HandStepDone>

export const LeavingEnd = z.object({ version: z.int().positive(), reason: Reason })
export type LeavingEnd = z.infer<typeof LeavingEnd>
export const LeavingTell = z.object({ version: z.int().positive() })
export type LeavingTell = z.infer<typeof LeavingTell>

const Other = z.object({ id: z.string(), name: z.string(), handle: z.string(), networkName: z.string() })
const StepView = z.object({
  id: z.enum(['records', 'signpost', 'network', 'register', 'posts']),
  done: z.boolean(),
  note: z.string(),
  by: z.string().nullable(),
  at: z.string().nullable(),
})
export type LeavingStepView = z.infer<typeof StepView>

/** The way of one account off its network, as far as it has come. */
export const LeavingView = z.object({
  id: z.string(),
  reason: z.string(),
  closesOn: z.string(),
  signpost: z.string(),
  postId: z.string().nullable(),
  begunBy: z.string().nullable(),
  begunAt: z.string(),
  version: z.int(),
  steps: z.array(StepView),
})
export type LeavingView = z.infer<typeof LeavingView>

export const LeavingPlan = z.object({
  account: z.object({
    id: z.string(),
    displayName: z.string(),
    handle: z.string(),
    network: z.string(),
    networkName: z.string(),
    state: AccountState,
  }),
  successor: Other.nullable(),
  leaving: LeavingView.nullable(),
  /** What Rostrum holds of it, counted. */
  kept: z.object({ records: z.int(), posts: z.int().nullable() }),
  waiting: z.array(
    z.object({ id: z.string(), title: z.string(), publishAt: z.string().nullable(), scheduled: z.boolean() }),
  ),
  secrets: z.int(),
  /** Where there may be people to send to: our other open accounts, those of its unit first. */
  others: z.array(Other),
  /** The policy wants a request first. */
  request: z.object({ say: z.string(), clause: z.string(), href: z.string() }).nullable(),
  today: z.string(),
  may: z.object({ begin: z.boolean(), step: z.boolean(), write: z.boolean(), close: z.boolean() }),
})
export type LeavingPlan = z.infer<typeof LeavingPlan>

export const NetworkLeaving = z.object({
  network: z.string(),
  name: z.string(),
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      handle: z.string(),
      unit: z.string(),
      state: AccountState,
      successor: z.string().nullable(),
      closesOn: z.string().nullable(),
      /** Steps done of five; null where it has not begun. */
      done: z.int().nullable(),
    }),
  ),
})
export type NetworkLeaving = z.infer<typeof NetworkLeaving>

export const SignpostMade = z.object({ postId: z.string() })
