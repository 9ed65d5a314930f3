import { z } from 'zod'
import { notify } from '#features/notices/index.ts'
import { judgeAt, type Finding, type Judge } from '#features/policy/index.ts'
import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import { defineJob } from '#platform/jobs/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { accountFacts } from './facts.ts'
import { dutiesAboutAccounts, keepDuties, type OpenDuties } from './finding-duties.ts'
import { findingsByAccount, keepFindings, sameFindings, type KeptFinding } from './findings.ts'
import { moveAccount } from './move.ts'
import { accountFields, daysBetween, type AccountFacts } from './subject.ts'

/** Each morning: what the policy finds of every open account, before anybody is at work. */
export const lookAtAccounts = defineJob({
  name: 'register.look-at-accounts',
  payload: z.object({}),
  cron: '40 4 * * *',
  expiresIn: 1_800,
})

/** What one look works with, read once for all accounts. */
interface Look {
  services: Services
  now: string
  judge: Judge
  kept: Map<string, KeptFinding[]>
  duties: OpenDuties
}

/**
 * Asks the policy about every open account, keeps what it finds, makes duties of its tasks, and lets those rest that
 * have not posted for as long as it says. Affiliates answer for themselves and are left alone.
 */
export async function runAccountLook(deps: Pick<RegisterDeps, 'services' | 'activity'>): Promise<void> {
  const { services } = deps
  const { db } = services
  const now = nowOf(services)
  const open = (await accountFacts(db, now, 'open')).filter((account) => !account.affiliate)
  const accounts = await withFigures(deps, db, open, now)
  const look: Look = {
    services,
    now,
    judge: await judgeAt(db, now),
    kept: await findingsByAccount(db),
    duties: await dutiesAboutAccounts(db),
  }
  await forgetTheRest(look, new Set(accounts.map(({ id }) => id)))
  for (const account of accounts) {
    try {
      await lookAt(look, account)
    } catch (error) {
      // One account that can't be judged keeps no other from being looked at.
      services.log.error({ err: error, account: account.id }, 'an account could not be looked at')
    }
  }
}

const settlingDays = 28

async function withFigures(
  { activity }: Pick<RegisterDeps, 'activity'>,
  db: Db,
  accounts: AccountFacts[],
  now: string,
): Promise<AccountFacts[]> {
  if (!activity) return accounts
  const figures = await activity(
    db,
    accounts.map(({ id }) => id),
    now,
  )
  const counted = accounts.map((account) => {
    const found = figures.get(account.id)
    // How often a new account posts can't be said yet, nor of one that posts from elsewhere.
    const { connectedSince } = account
    const fair = connectedSince !== null && daysBetween(connectedSince, now) >= settlingDays
    const lastPostAt = [account.lastPostAt, found?.lastPostAt ?? null]
      .filter((at) => at !== null)
      .toSorted()
      .at(-1)
    return {
      ...account,
      lastPostAt: lastPostAt ?? null,
      postsPerWeek: fair ? (found?.postsPerWeek ?? 0) : null,
    }
  })
  const rows = counted.map(({ id, lastPostAt, postsPerWeek }) => ({
    id,
    last: lastPostAt,
    week: postsPerWeek,
  }))
  await sql`
    update account set last_post_at = f.last, posts_per_week = f.week
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as f(id uuid, last timestamptz, week numeric)
    where account.id = f.id and (account.last_post_at is distinct from f.last or account.posts_per_week is distinct from f.week)`.execute(
    db,
  )
  return counted
}

async function lookAt(look: Look, account: AccountFacts): Promise<void> {
  const { services, now, judge } = look
  const findings = judge({
    kind: 'account',
    moment: 'daily',
    fields: accountFields(account, now),
    accounts: [{ id: account.id, unitId: account.unitId }],
  }).filter(({ waiver }) => !waiver)
  // At the daily look, what a control has recorded of an account is that it rests.
  const rests = findings.find(({ outcome }) => outcome === 'record')
  const found = findings.filter(({ outcome }) => outcome !== 'record' && outcome !== 'guide')
  const before = look.kept.get(account.id) ?? []
  const moves = rests
    ? account.state === 'active'
    : account.state === 'dormant' && account.lastPostAt !== null
  const duties = look.duties.of(account.id)
  if (!moves && sameFindings(before, found) && duties.length === 0 && !found.some(isTask)) return
  await services.db.transaction().execute(async (tx) => {
    await keepFindings(tx, now, account.id, before, found)
    await keepDuties(services, tx, now, account, duties, found.filter(isTask))
    if (!moves) return
    if (rests) {
      await moveAccount(tx, now, null, {
        accountId: account.id,
        to: 'dormant',
        reason: `${rests.say} (${rests.clause})`,
      })
      await notify(services, tx, now, {
        to: { persons: account.administrators },
        kind: 'accounts.life',
        title: `${account.name} counts as dormant`,
        text: `${rests.say} Clause ${rests.clause} says so.`,
        link: `/accounts/${account.id}`,
        about: { accountId: account.id },
      })
    } else {
      const reason = 'By what it has published, the policy in force no longer counts it as dormant.'
      await moveAccount(tx, now, null, { accountId: account.id, to: 'active', reason })
    }
  })
}

const isTask = ({ outcome, office }: Finding): boolean => outcome === 'task' && office !== undefined

/** Of accounts that are closed now, nothing is found any more. */
async function forgetTheRest(
  { services, now, kept, duties }: Look,
  open: ReadonlySet<string>,
): Promise<void> {
  const gone = new Set([...kept.keys(), ...duties.accounts].filter((id) => !open.has(id)))
  for (const id of gone)
    await services.db.transaction().execute(async (tx) => {
      await keepFindings(tx, now, id, kept.get(id) ?? [], [])
      await keepDuties(services, tx, now, { id, name: '' }, duties.of(id), [])
    })
}
