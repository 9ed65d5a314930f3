import { z } from 'zod'
import { AccountClosing, AccountState } from '../contract.ts'

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
  version: z.int().nonnegative(),
  closesOn: z.iso.date('Give a day.').optional(),
  successorId: z.uuid().nullable().optional(),
  signpost: Signpost.optional(),
})
export type LeavingChange = z.infer<typeof LeavingChange>

/** What is seen to before an account is closed, in its order. */
export const leavingSteps = ['records', 'signpost', 'network', 'register', 'posts'] as const
export const LeavingStep = z.enum(leavingSteps)
export type LeavingStep = z.infer<typeof LeavingStep>

/** Those that a person may say are done; posts that wait are counted, and the register knows itself. */
export const HandStep = LeavingStep.extract(['records', 'signpost', 'network'])
export type HandStep = z.infer<typeof HandStep>

/** False takes it back. */
export const HandStepDone = z.object({
  done: z.boolean(),
  note: z.string().trim().max(500, 'At most 500 characters.').default(''),
})
export type HandStepDone = z.infer<typeof HandStepDone>

/** `version` is that of the leaving; 0 for one that nobody has touched since the account began to be closed. */
export const LeavingEnd = z.object({ version: z.int().nonnegative(), reason: Reason })
export type LeavingEnd = z.infer<typeof LeavingEnd>

/** Closes an account now. `version` is that of the account as it was read. */
export const ClosingInput = AccountClosing.extend({
  /** Only where no step is left; else the log says which were. */
  whenDone: z.boolean().default(false),
})
export type ClosingInput = z.infer<typeof ClosingInput>

export const LeavingTell = z.object({ version: z.int().nonnegative() })
export type LeavingTell = z.infer<typeof LeavingTell>

const Other = z.object({ id: z.string(), name: z.string(), handle: z.string(), networkName: z.string() })
const StepView = z.object({
  id: LeavingStep,
  done: z.boolean(),
  /** Rostrum knows by itself that it is done, so nobody says it by hand, or takes it back. */
  proved: z.boolean(),
  /** How it is known that it is done, as a sentence; empty while it is not. */
  how: z.string(),
  note: z.string(),
  /** Who did it or said so; null when Rostrum counted it. */
  by: z.string().nullable(),
  at: z.string().nullable(),
})
export type LeavingStepView = z.infer<typeof StepView>

/** How far it has come, counted alike wherever it is said. */
export const LeavingProgress = z.object({
  done: z.int(),
  of: z.int(),
  /** The first step that is not done. */
  next: LeavingStep.nullable(),
})
export type LeavingProgress = z.infer<typeof LeavingProgress>

/** The closing of one account, as far as it has come. */
export const LeavingView = z.object({
  reason: z.string(),
  /** Null while nobody has set a day, as after a request. */
  closesOn: z.string().nullable(),
  signpost: z.string(),
  postId: z.string().nullable(),
  begunBy: z.string().nullable(),
  begunAt: z.string(),
  version: z.int(),
  progress: LeavingProgress,
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
    version: z.int(),
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
      /** Null where it has not begun. */
      progress: LeavingProgress.nullable(),
      /** Are its steps for whoever asks? */
      maySteps: z.boolean(),
    }),
  ),
})
export type NetworkLeaving = z.infer<typeof NetworkLeaving>

export const SignpostMade = z.object({ postId: z.string() })
