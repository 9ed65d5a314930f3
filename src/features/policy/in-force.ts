import { setImmediate as turn } from 'node:timers/promises'
import { getInstitution, type Blackout, type Institution } from '#features/institution/index.ts'
import { profiles } from '#networks/profiles.ts'
import { withLock } from '#platform/db/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { Services } from '#platform/services.ts'
import { checkPost } from './check.ts'
import { ensureEditionInForce, policyInForce } from './editions.ts'
import type { BlackoutDays, Finding, InstitutionForCheck, Moment, PostForCheck } from './engine/index.ts'
import { loadPack, packsFolder } from './packs.ts'
import type { FrontMatter } from './packs/schema.ts'

type Needs = Pick<Services, 'db' | 'clock'>

/**
 * At every start: the baseline that comes with the product is in force, as a new edition where it changed. Of several
 * processes that start at once, one does it. Throws `CorruptPack`.
 */
export async function bringBaselineIntoForce(services: Needs): Promise<void> {
  const pack = await loadPack(`${packsFolder}/baseline`)
  await withLock(services.db, 'policy.editions', (tx) => ensureEditionInForce(tx, pack, nowOf(services)))
}

/** The server's word on a post, by the policy in force now. */
export async function checkPostInForce(
  services: Needs,
  post: PostForCheck,
  moment: Moment = 'submit',
): Promise<Finding[]> {
  const [findings = []] = await checkPostsInForce(services, [post], moment)
  return findings
}

/** The same of several, by one policy for all; the findings of each stand at its place. */
export async function checkPostsInForce(
  services: Needs,
  posts: readonly PostForCheck[],
  moment: Moment = 'submit',
): Promise<Finding[][]> {
  const now = nowOf(services)
  const { rules } = await policyInForce(services.db, now)
  const institution = await institutionForCheck(services.db, now)
  const findings: Finding[][] = []
  for (const post of posts) {
    // Hundreds of checks in one go would keep everybody else waiting.
    if (findings.length > 0) await turn()
    findings.push(checkPost({ rules }, post, { institution, profiles }, now, moment))
  }
  return findings
}

/** The runs of days that the policies in force name at their head. Editions of older versions have none. */
async function periodsNamed(
  db: Db | Tx,
  at: string,
): Promise<Pick<InstitutionForCheck, 'blackouts' | 'electionPeriods'>> {
  const { baseline, own } = await policyInForce(db, at)
  const heads = [baseline, own].flatMap((edition): Partial<FrontMatter>[] =>
    edition ? [edition.content.frontMatter] : [],
  )
  return {
    electionPeriods: heads.flatMap((head) => head['election-periods'] ?? []),
    blackouts: heads.flatMap((head) =>
      (head.blackouts ?? []).map(({ name, from, until = from, clause = '', goes = '' }) => ({
        name,
        from,
        until,
        clause,
        goes,
      })),
    ),
  }
}

function ownBlackout({ name, from, until, everyYear, goes }: Blackout): BlackoutDays {
  const each = (day: string) => (everyYear ? day.slice('yyyy-'.length) : day)
  return { name, from: each(from), until: each(until), clause: '', goes }
}

const nations: Record<Institution['nation'], InstitutionForCheck['nation']> = {
  England: 'england',
  Wales: 'wales',
  Scotland: 'scotland',
  'Northern Ireland': 'northern-ireland',
  Other: 'other',
}

/** What the institution lists as its own, with what its policy at an instant says of days; nothing before set-up. */
export async function institutionForCheck(db: Db | Tx, at: string): Promise<InstitutionForCheck> {
  const institution = await getInstitution(db)
  const named = await periodsNamed(db, at)
  const listed = (kind: Institution['contacts'][number]['kind']): string[] =>
    (institution?.contacts ?? []).filter((contact) => contact.kind === kind).map(({ value }) => value)
  return {
    name: institution?.name ?? '',
    nation: nations[institution?.nation ?? 'Other'],
    domains: listed('domain').map((domain) => domain.toLowerCase()),
    telephones: listed('telephone'),
    emails: listed('email'),
    postcodes: listed('postcode'),
    ...(institution?.watched ?? { topics: [], studentNumbers: [], welsh: false }),
    electionPeriods: [...named.electionPeriods, ...(institution?.watched.electionPeriods ?? [])],
    blackouts: [...named.blackouts, ...(institution?.blackouts ?? []).map(ownBlackout)],
  }
}
