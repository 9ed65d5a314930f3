import { asksPublishers, judgeAt, whatKeepsAll, type Finding, type Judge } from '#features/policy/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { AccountState } from './contract.ts'
import { accountFacts } from './life/facts.ts'
import { hardStops, type Stop } from './life/stops.ts'
import { accountFields, type AccountFacts } from './life/subject.ts'

/** What has to hold for an account to send. */
export interface Standing {
  state: AccountState
  remoteId: string | null
  connected: boolean
  /** How many people answer for it now. */
  administrators: number
  /** Why nothing goes out from it, the weightiest first; empty when it may publish. */
  stops: Stop[]
}

/**
 * How an account stands, and what the policy in force says of it when something is to be published; undefined when
 * there is none. Each sending asks, so it is one read while nothing special holds.
 */
export async function standingOf(db: Db, accountId: string, now: string): Promise<Standing | undefined> {
  const [account] = await accountFacts(db, now, { id: accountId })
  if (!account) return undefined
  return {
    state: account.state,
    remoteId: account.remoteId,
    connected: account.connected,
    administrators: account.administrators.length,
    stops: [...hardStops(account), ...(await policyStops(db, account, now))],
  }
}

async function policyStops(db: Db, account: AccountFacts, now: string): Promise<Stop[]> {
  const policy = await policyNow(db, now)
  let stops = whatStops(policy.judge, account, now)
  // What was remembered may be a second old: an exception given meanwhile counts.
  if (stops.length > 0) stops = whatStops(await judgeAt(db, now), account, now)
  const found = stops.map(({ say, clause, offers }) => ({
    about: 'policy' as const,
    say,
    clause,
    fix: offers[0]?.label ?? 'See to it on the account’s page; the clause says why.',
  }))
  if (!policy.asksPublishers || account.administrators.length === 0) return found
  const [kept] = await whatKeepsAll(db, account.administrators, now)
  if (!kept) return found
  const fix = 'One of those who answer for the account has to do what the clause asks. Their page says how.'
  return [
    ...found,
    { about: 'policy', say: `Of those who answer for the account: ${kept.say}`, clause: kept.clause, fix },
  ]
}

function whatStops(judge: Judge, account: AccountFacts, now: string): Finding[] {
  const findings = judge({
    kind: 'account',
    moment: 'publish',
    fields: accountFields(account, now),
    accounts: [{ id: account.id, unitId: account.unitId }],
  })
  return findings.filter(
    ({ outcome, waiver }) => !waiver && (outcome === 'refuse' || outcome === 'require' || outcome === 'hold'),
  )
}

interface PolicyNow {
  judge: Judge
  asksPublishers: boolean
}

const remembered = new WeakMap<Db, { asked: Promise<PolicyNow>; from: number; read: number }>()
const milliseconds = 1_000

/** The policy in force, remembered for a second: a hundred posts that go out at once ask for it once. */
function policyNow(db: Db, now: string): Promise<PolicyNow> {
  const at = Date.parse(now)
  const known = remembered.get(db)
  if (
    known &&
    at >= known.from &&
    at - known.from < milliseconds &&
    performance.now() - known.read < milliseconds
  )
    return known.asked
  const asked = readPolicy(db, now)
  remembered.set(db, { asked, from: at, read: performance.now() })
  // A database that was away for a moment is no answer.
  asked.catch(() => {
    if (remembered.get(db)?.asked === asked) remembered.delete(db)
  })
  return asked
}

async function readPolicy(db: Db, now: string): Promise<PolicyNow> {
  return { judge: await judgeAt(db, now), asksPublishers: await asksPublishers(db, now) }
}
