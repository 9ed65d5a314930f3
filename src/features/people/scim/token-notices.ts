import { nowOf, type Services } from '#platform/services.ts'
import type { Notice } from '../contract.ts'
import { mayAnywhere, type Actor } from '../permissions.ts'
import { after } from '../rules.ts'
import '../directory/tables.ts'

const warnDays = 30

/** A token that ends unseen is a directory that goes quiet: who leaves would stay. */
export async function scimTokenNotices(services: Services, actor: Actor): Promise<Notice[]> {
  if (!mayAnywhere(actor, 'directory.manage')) return []
  const now = nowOf(services)
  const last = await services.db
    .selectFrom('scim_token')
    .select(['id', 'name', 'expires_at'])
    .where('revoked_at', 'is', null)
    .orderBy('expires_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last || last.expires_at > after(now, { hours: warnDays * 24 })) return []
  const over = last.expires_at <= now
  return [
    {
      id: `scim-token-${last.id}`,
      level: 'warning',
      text: over
        ? `The token “${last.name}” is over, so your directory tells Rostrum nothing any more: who leaves stays here.`
        : `The token “${last.name}” of your directory ends within ${warnDays} days. After that, who leaves would stay here.`,
      action: { label: 'Make a new one', href: '/directory' },
    },
  ]
}
