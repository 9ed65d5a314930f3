import { z } from 'zod'

/** Pieces that all routes of posts share. */
export const one = z.object({ id: z.uuid() })
export const done = z.object({ ok: z.literal(true) })
/** What a route answers that has nothing to tell but that it went well. */
export async function ok(work: Promise<unknown>): Promise<z.infer<typeof done>> {
  await work
  return { ok: true }
}
export const reason = z
  .string()
  .trim()
  .min(10, 'Give the reason in a few words, at least ten characters.')
  .max(2_000)
export const note = z.string().trim().max(4_000)
export const list = z.string().transform((text) => text.split(',').filter(Boolean))
export const read = { access: { permission: 'posts.read' } }
export const write = { access: { permission: 'posts.write' } }
export const approve = { access: { permission: 'posts.approve' } }
export const comment = { access: { permission: 'posts.comment' } }
export const control = { access: { permission: 'posts.control' } }
