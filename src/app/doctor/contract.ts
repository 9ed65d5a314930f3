import { z } from 'zod'

/** One thing that was looked at. */
export const Finding = z.object({
  /** `database`, `worker`, …: stays the same, for programs that watch. */
  id: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'warning', 'fault']),
  says: z.string(),
  /** What to do, where something is to be done. */
  fix: z.string().optional(),
})
export type Finding = z.infer<typeof Finding>

/** What a request looked like when it reached Rostrum. Only what the caller sent, and how we are set to read it. */
export const Echo = z.object({
  protocol: z.string(),
  host: z.string(),
  /** Are cookies marked to travel over https only? */
  secureCookies: z.boolean(),
  clientAddress: z.enum(['this-machine', 'private', 'public']),
  /** Did something between here and there add `X-Forwarded-…` headers, and do we believe them? */
  forwardedFor: z.boolean(),
  forwardedProto: z.boolean(),
  trustsProxy: z.boolean(),
})
export type Echo = z.infer<typeof Echo>

export const SystemView = z.object({
  version: z.string(),
  role: z.enum(['all', 'web', 'worker']),
  publicUrl: z.string(),
  database: z.object({
    kind: z.enum(['built-in', 'postgresql']),
    version: z.string(),
    bytes: z.number(),
    migration: z.string(),
  }),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).nullable(),
  storage: z.enum(['disk', 's3']),
  mail: z.boolean(),
  workers: z.array(z.object({ workerId: z.string(), seenAt: z.string() })),
  /** Jobs that failed for good in the last day. */
  failedJobs: z.number().int(),
  log: z.object({
    size: z.number().int(),
    waiting: z.number().int(),
    checkpoint: z.object({ size: z.number().int(), at: z.string() }).nullable(),
  }),
  keys: z.object({ sealing: z.number().int(), changedAt: z.string().nullable() }),
  findings: z.array(Finding),
})
export type SystemView = z.infer<typeof SystemView>
