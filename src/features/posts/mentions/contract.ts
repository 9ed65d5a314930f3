import { z } from 'zod'

/** What a network says of some of those mentioned; whoever is missing it has no way to speak of. */
export const mentionAnswers = z.object({
  mentions: z.array(
    z.object({
      name: z.string(),
      known: z.enum(['yes', 'no', 'unanswered']),
      /** Where a wait is why it is unanswered: from when the network is asked again. */
      until: z.iso.datetime().optional(),
    }),
  ),
})
