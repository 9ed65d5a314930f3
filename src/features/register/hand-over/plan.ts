import { authorise, type Actor } from '#features/people/index.ts'
import { judgeAt } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { holds } from '../rules.ts'
import { connectionOf, membersOf } from '../store.ts'
import type { HandOverPlan } from './contract.ts'
import { handOversOf, handOverView } from './store.ts'

/** Everything that somebody should see before an account changes hands. */
export async function handOverPlan(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
): Promise<HandOverPlan> {
  const { services } = deps
  const { db } = services
  const now = nowOf(services)
  const account = await handedOver(db, accountId)
  authorise(actor, 'accounts.hand-over', accountId)
  const members = (await membersOf(db, [accountId])).filter(
    (member) => member.relation === 'administrator' && member.personState === 'active' && holds(member, now),
  )
  const connection = await connectionOf(db, accountId)
  const giver = members.find(({ personId }) => personId === connection?.granted_by)
  const named = connection?.granted_by ? await nameOf(db, connection.granted_by) : null
  const all = await handOversOf(db, accountId)
  return {
    account: {
      id: account.id,
      displayName: account.display_name,
      handle: account.handle,
      network: account.network,
    },
    administrators: members.map(({ personId, name, designated, until }) => ({
      personId,
      name,
      designated,
      until,
    })),
    posts: (await deps.postsOn?.(db, accountId)) ?? [],
    connection: connection
      ? {
          grantedBy: connection.granted_by
            ? { id: connection.granted_by, name: giver?.name ?? named ?? '' }
            : null,
          grantedAt: connection.granted_at,
        }
      : null,
    secrets: await db
      .selectFrom('account_secret')
      .select(['id', 'label', 'kind'])
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .orderBy('label')
      .execute(),
    request: await requestWanted(db, now, account),
    open: all.filter(({ state }) => state === 'open').map(handOverView)[0] ?? null,
    past: all.filter(({ state }) => state !== 'open').map(handOverView),
  }
}

async function nameOf(db: Db, personId: string): Promise<string | null> {
  const row = await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst()
  return row?.name ?? null
}

type HandedOver = NonNullable<Awaited<ReturnType<typeof accountWithUnit>>>

function accountWithUnit(db: Db | Tx, accountId: string) {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .selectAll('account')
    .select(['unit.kind as unit_kind', 'unit.affiliate'])
    .where('account.id', '=', accountId)
    .executeTakeFirst()
}

/** Throws `NotFound`. */
export async function handedOver(db: Db | Tx, accountId: string): Promise<HandedOver> {
  const account = await accountWithUnit(db, accountId)
  if (!account) throw new NotFound('account')
  return account
}

/**
 * Does the policy want this hand-over, or this closing, put before an office first? It is judged as the request that
 * it would be, with one administrator named.
 */
export async function requestWanted(
  db: Db | Tx,
  now: string,
  account: HandedOver,
  kind: 'hand-over' | 'close' = 'hand-over',
): Promise<HandOverPlan['request']> {
  const judge = await judgeAt(db, now)
  const findings = judge({
    kind: 'request',
    moment: 'decide',
    fields: {
      kind,
      network: account.network,
      unitKind: account.unit_kind,
      affiliate: account.affiliate,
      audiences: account.audiences,
      audienceNetworks: null,
      purpose: account.purpose,
      purposes: null,
      addsValue: null,
      supportedEquivalent: null,
      hoursPerWeek: Number(account.hours_per_week),
      administrators: 1,
      objective: null,
      metric: null,
      familiar: null,
      accessibility: null,
      underEighteens: null,
      contactsAlumni: null,
      officialName: null,
      accountsOfUnit: null,
    },
    accounts: [{ id: account.id, unitId: account.unit_id }],
  })
  const asks = findings.find(({ requirements }) =>
    requirements.some((needed) => 'approval' in needed || 'consult' in needed),
  )
  if (!asks) return null
  return {
    clause: asks.clause,
    clauseTitle: asks.clauseTitle,
    say: asks.say,
    href: `/requests/new?kind=${kind}&account=${account.id}`,
  }
}
