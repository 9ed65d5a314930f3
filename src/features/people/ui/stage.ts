import { z } from 'zod'
import type { StageAnswer } from '../contract.ts'

/** As in the contract, which is too long to be loaded by everybody who only signs in. */
export const stageAnswer: z.ZodType<StageAnswer> = z.object({
  stage: z.enum(['none', 'second-factor', 'enrol', 'full']),
})
export const passkeyOptions = z.object({ options: z.record(z.string(), z.unknown()) })
