import { ensureDuties, openDuties, settleDuty } from '#features/duties/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import type { Publication } from '../tables.ts'

type About = Pick<Publication, 'id' | 'account_id' | 'by_hand'>

const prefixOf = (publicationId: string): string => `by-hand:${publicationId}:`
/** The duty of those who may post for any account, where nobody is named on this one. */
const nobody = 'officer'

/** Where a person posts it and says so. */
export const pageOf = (publicationId: string): string => `/posts/by-hand/${publicationId}`

interface Handing {
  /** A line that can stand alone: “Post this on WhatsApp: Library channel, 14:00”. */
  title: string
  /** When it is missed. */
  until: string
}

/** Makes it the duty of each of these people, the first of whom to take it does it; of central communications where there is nobody. */
export async function putInHands(
  services: Services,
  tx: Tx,
  at: string,
  publication: About,
  personIds: readonly string[],
  { title, until }: Handing,
): Promise<void> {
  const prefix = prefixOf(publication.id)
  const whose =
    personIds.length > 0
      ? personIds.map((personId) => ({ key: `${prefix}${personId}`, personId }))
      : [{ key: `${prefix}${nobody}`, role: 'officer' as const }]
  await ensureDuties(
    services,
    tx,
    at,
    whose.map((one) => ({
      ...one,
      kind: 'post.by-hand',
      title,
      why: 'No program may post there, so a person does. The words and the images are ready.',
      accountId: publication.account_id,
      link: pageOf(publication.id),
      due: until,
      // They hear of it at once by a notice of its own.
      told: true,
    })),
  )
}

/** Ends the duties of everybody but `keeps`: somebody has taken it, or it is no longer to be done. */
export async function takeOutOfHands(
  tx: Tx,
  at: string,
  publication: About,
  how: string,
  { by = null, keeps = null }: { by?: string | null; keeps?: string | null } = {},
): Promise<void> {
  if (!publication.by_hand) return
  const prefix = prefixOf(publication.id)
  const open = await openDuties(tx, { kind: 'post.by-hand', accountId: publication.account_id })
  for (const { key } of open)
    if (key.startsWith(prefix) && key !== `${prefix}${keeps}`) await settleDuty(tx, at, key, { by, how })
}
