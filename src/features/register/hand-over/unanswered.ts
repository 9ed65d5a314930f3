import { notify } from '#features/notices/index.ts'
import { officeHolders } from '#features/people/index.ts'
import { judgeAt, type Finding, type Judge } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { accountFacts } from '../life/facts.ts'
import { openStates } from '../life/rules.ts'
import { pause } from '../life/pause.ts'
import { accountFields, type AccountFacts } from '../life/subject.ts'
import type { AccountState } from '../contract.ts'
import { administratorClause, daysAfter, renewDays } from './rules.ts'
import { dutyKeys, ensureDuty, wantOfCentre } from './tell.ts'

/** From when it may be opened until it is closed. */
const lookedAfter: readonly AccountState[] = ['approved', ...openStates]

const nobodyAnswers =
  'Nobody answers for this account any more. Nothing goes out until an administrator is named and somebody lets it go on.'

/**
 * Pauses an account that nobody answers for, and asks the office that the policy names to find somebody; where it names
 * none, central communications. False when somebody answers for it after all, or it is none of ours to look after.
 */
export async function pauseUnanswered(
  services: Services,
  tx: Tx,
  at: string,
  accountId: string,
): Promise<boolean> {
  const [account] = await accountFacts(tx, at, { id: accountId })
  if (!account || account.affiliate || account.administrators.length > 0) return false
  if (!lookedAfter.includes(account.state)) return false
  await pause(tx, at, null, accountId, nobodyAnswers)
  await ask(services, tx, at, account, whoFindsSomebody(await judgeAt(tx, at), account, at))
  return true
}

async function ask(
  services: Services,
  tx: Tx,
  at: string,
  account: AccountFacts,
  asked: Asked,
): Promise<void> {
  const { id: accountId } = account
  const { office, clause, control, say, days } = asked
  const duty = {
    key: dutyKeys.sought(accountId),
    kind: 'account.administrator' as const,
    title: `Find an administrator for ${account.name}`,
    why: say,
    clause,
    control,
    accountId,
    link: `/accounts/${accountId}`,
    due: daysAfter(at, days),
    // The notice below says it, at once.
    told: true,
  }
  if (office) await ensureDuty(services, tx, at, { ...duty, office })
  else await wantOfCentre(services, tx, at, duty)
  const held = office !== null && (await officeHolders(tx, office, at)).length > 0
  await notify(services, tx, at, {
    to: { ...(office ? { offices: [office] } : {}), ...(held ? {} : { holdersOf: ['officer'] }) },
    kind: 'accounts.lacking',
    title: `${account.name} has nobody who answers for it`,
    text: `Its last administrator is gone, so @${account.handle} is paused: what is due from it is held. Clause ${clause} wants somebody found. Name an administrator on the account’s page, then let it go on.`,
    link: `/accounts/${accountId}`,
    about: { accountId },
    urgent: true,
  })
}

interface Asked {
  office: string | null
  clause: string
  control?: string
  say: string
  days: number
}

/** Whom the policy asks because nobody answers, and would not ask if somebody did. */
function whoFindsSomebody(judge: Judge, account: AccountFacts, at: string): Asked {
  const tasks = (administrators: string[]): Finding[] =>
    judge({
      kind: 'account',
      moment: 'daily',
      fields: accountFields({ ...account, administrators }, at),
      accounts: [{ id: account.id, unitId: account.unitId }],
    }).filter(({ outcome, office, waiver }) => outcome === 'task' && office !== undefined && !waiver)
  const anyway = new Set(tasks(['somebody']).map(({ control }) => control))
  const asked = tasks([]).find(({ control }) => !anyway.has(control))
  if (!asked) return { office: null, clause: administratorClause, say: nobodyAnswers, days: renewDays }
  const { office = null, clause, control, say, withinDays = renewDays } = asked
  return { office, clause, control, say, days: withinDays }
}

/** Accounts that nobody answers for although somebody should, by name. */
export function unansweredAccounts(
  db: Db,
  at: string,
): Promise<{ accountId: string; account: string; pausedAt: string | null }[]> {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .select(['account.id as accountId', 'account.display_name as account', 'account.paused_at as pausedAt'])
    .where('account.state', 'in', lookedAfter)
    .where('unit.affiliate', '=', false)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('account_member')
            .innerJoin('person', 'person.id', 'account_member.person_id')
            .select('account_member.id')
            .whereRef('account_member.account_id', '=', 'account.id')
            .where('account_member.relation', '=', 'administrator')
            .where('person.state', '=', 'active')
            .where((eb) =>
              eb.or([eb('account_member.until', 'is', null), eb('account_member.until', '>', at)]),
            ),
        ),
      ),
    )
    .orderBy('account.display_name')
    .execute()
}
