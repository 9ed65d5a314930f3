import { z } from 'zod'

/** How far a control can be trusted, where that falls short of what is asked of a check. Counted in labelled posts. */
export const Doubt = z.object({
  control: z.string(),
  /** Of the posts that it should find it found some only. */
  misses: z.object({ found: z.number().int(), of: z.number().int() }).nullable(),
  /** Of the posts that it spoke about some were in order. */
  errs: z.object({ wrong: z.number().int(), of: z.number().int() }).nullable(),
})
export type Doubt = z.infer<typeof Doubt>

/** Beside a clause: the sentence on what the control does, where the policy has one. */
export const ClauseDoubt = Doubt.extend({ sentence: z.string().nullable() })
