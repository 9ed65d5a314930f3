import type { FastifyReply } from 'fastify'
import { answerMissing } from '#platform/public-pages/index.ts'
import { noPage } from './report-page.ts'

export const isPublic = {
  access: { public: 'Which accounts speak for the university, everybody may know.' },
}

export const notSetUp = 'No accounts are listed here yet: this Rostrum has not been set up.'

/** Answers that nothing is here yet, with a page. */
export const noRegister = (reply: FastifyReply): FastifyReply => answerMissing(reply, noPage(notSetUp, null))

/** Pages of other sites may read it too. */
export function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
}
