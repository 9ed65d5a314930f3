import type { SessionAnswer } from './contract.ts'
import type { PeopleDeps } from './deps.ts'
import { anyoneEnrolled } from './people-store.ts'
import { permissionsOf, type Actor } from './permissions.ts'
import { recoveryCodesLeft } from './recovery-codes.ts'
import { scimTokenNotices } from './scim/token-notices.ts'
import type { SessionState } from './sessions.ts'

/** Who is here, and what the frame of every page shows. */
export async function sessionAnswer(
  deps: PeopleDeps,
  session: SessionState | null,
  actor: Actor | null,
): Promise<SessionAnswer> {
  const { services } = deps
  const institution = await deps.institution(services.db)
  const setupNeeded = actor === null && (institution === null || !(await anyoneEnrolled(services.db)))
  const answer: SessionAnswer = {
    signedIn: actor !== null,
    setupNeeded,
    stage: actor ? 'full' : (session?.stage ?? 'none'),
    person: session && { id: session.personId, name: session.name, email: session.email },
    institution: institution && {
      name: institution.name,
      nation: institution.nation,
      timeZone: institution.timeZone,
      example: institution.example,
    },
    permissions: [],
    notices: [],
    waiting: 0,
    counts: {},
  }
  if (!actor) return answer
  answer.permissions = permissionsOf(actor)
  answer.notices.push(...(await scimTokenNotices(services, actor)))
  for (const notices of deps.notices ?? []) answer.notices.push(...(await notices(services, actor)))
  for (const waiting of deps.waiting ?? []) answer.waiting += await waiting(services, actor)
  for (const [name, count] of Object.entries(deps.counts ?? {})) {
    answer.counts[name] = await count(services, actor)
    answer.waiting += answer.counts[name]
  }
  if (session && (await recoveryCodesLeft(services.db, actor.personId)) === 0)
    answer.notices.push({
      id: 'recovery-codes',
      level: 'warning',
      text: 'You have no recovery codes left. Without them, losing your telephone locks you out.',
      action: { label: 'Make new ones', href: '/my-account' },
    })
  return answer
}
