import type { FastifyReply } from 'fastify'
import { z } from 'zod'

export const Done = z.object({ done: z.literal(true) })

/** What a route answers that has nothing to tell but that it is done. */
export async function done(work: Promise<unknown>): Promise<z.infer<typeof Done>> {
  await work
  return { done: true }
}

/** A table that the browser keeps as a file. */
export function sendTable(reply: FastifyReply, name: string, csv: string): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .type('text/csv; charset=utf-8')
    .send(csv)
}
