import { ensureDuty } from '#features/duties/index.ts'
import { notify } from '#features/notices/index.ts'
import { judgeAt } from '#features/policy/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Problem } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import type { NewReport } from './contract.ts'
import type { KeptRegister } from './keeper.ts'
import { reporterOf } from './reporter.ts'
import { daysToSettle, mostInAnHour, mostOfAll, toldOneByOne } from './rules.ts'
import { verify } from './verify.ts'
import { whereToTurn, type WhereToTurn } from './where-to-turn.ts'
import './tables.ts'

/** Takes in what somebody outside reports, and tells the office that the policy names. Answers the report's id. */
export async function reportImpersonation(
  services: Services,
  register: KeptRegister,
  input: NewReport,
  from: { address: string },
): Promise<string> {
  const at = nowOf(services)
  const { network, handle, result, accounts } = verify(register, input.address)
  const [like] = result === 'looks-like' ? accounts : []
  return services.db.transaction().execute(async (tx) => {
    const reporter = await reporterOf(tx, services, from.address)
    const { all } = await refuseTooMany(services, tx, reporter)
    const id = newId()
    await tx
      .insertInto('impersonation_report')
      .values({
        id,
        address: input.address,
        network,
        handle,
        claim: input.claim,
        email: input.email || null,
        looks_like: like?.id ?? null,
        reporter,
        received_at: at,
        state: 'open',
        outcome: null,
        note: '',
        settled_by: null,
        settled_at: null,
      })
      .execute()
    const told = await tellOffices(services, tx, at, { id, before: all })
    await append(tx, at, {
      kind: 'register.impersonation-reported',
      actor: { system: 'public' },
      subject: `impersonation:${id}`,
      summary: 'Somebody reported an account that pretends to be the university’s.',
      facts: {
        network,
        result,
        offices: told.map(({ office }) => office),
        clauses: told.map(({ clause }) => clause),
      },
    })
    return id
  })
}

/** How many came within the hour, in all. */
async function refuseTooMany(services: Services, tx: Tx, reporter: string): Promise<{ all: number }> {
  const since = isoOf(services.clock.now().subtract({ hours: 1 }))
  const { all, own } = await tx
    .selectFrom('impersonation_report')
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.countAll<number>().filterWhere('reporter', '=', reporter).as('own'),
    ])
    .where('received_at', '>', since)
    .executeTakeFirstOrThrow()
  if (own < mostInAnHour && all < mostOfAll) return { all: Number(all) }
  throw new Problem(
    429,
    'register.too-many-reports',
    own >= mostInAnHour
      ? `${mostInAnHour} reports came from your network within the hour, so no more are taken from it just now.`
      : 'So many reports came within the hour that no more are taken just now.',
  )
}

/** The key of the duty to look into a report. */
export const reportDuty = (id: string): string => `impersonation:${id}`

interface Told {
  office: string
  clause: string
}

const title = 'Look into an account that is said to pretend to be ours'

/** What the policy says of an impersonation: whom it goes to. */
async function routedTo(db: Db | Tx, at: string) {
  const judge = await judgeAt(db, at)
  const findings = judge({
    kind: 'case',
    moment: 'open',
    fields: { kind: 'impersonation', reason: null, reasoned: true, official: false, contentious: false },
  })
  const kept = new Set((await db.selectFrom('office').select('id').execute()).map((office) => office.id))
  return findings.filter(({ office }) => office !== undefined && kept.has(office))
}

/** Whom somebody calls or writes to whose report is not taken now. */
export async function insteadOfReport(services: Services): Promise<WhereToTurn | null> {
  const routed = await routedTo(services.db, nowOf(services))
  return whereToTurn(
    services.db,
    routed.flatMap(({ office }) => office ?? []),
  )
}

/** The offices that the policy names; where it names none that is kept here, central communications. */
async function tellOffices(
  services: Services,
  tx: Tx,
  at: string,
  { id, before }: { id: string; before: number },
): Promise<Told[]> {
  const routed = await routedTo(tx, at)
  const link = `/impersonations#${id}`
  const [first] = routed
  if (first?.office)
    await ensureDuty(services, tx, at, {
      key: reportDuty(id),
      kind: 'impersonation.settle',
      title,
      why: first.say,
      clause: first.clause,
      control: first.control,
      office: first.office,
      link,
      told: true,
      due: isoOf(services.clock.now().add({ hours: 24 * (first.withinDays ?? daysToSettle) })),
    })
  const offices = routed.flatMap(({ office, clause }) => (office === undefined ? [] : [{ office, clause }]))
  if (before > toldOneByOne) return offices
  const last = before === toldOneByOne
  await notify(services, tx, at, {
    to: offices.length > 0 ? { offices: offices.map(({ office }) => office) } : { holdersOf: ['officer'] },
    kind: 'impersonations.reported',
    title: last
      ? `More than ${toldOneByOne} impersonations were reported within an hour`
      : 'An account is reported that pretends to be ours',
    text: last
      ? 'Those that follow within the hour are not told one by one. All of them are in the list.'
      : 'Somebody outside reported it. Read what they say, look at the account, and say what was found.',
    link,
  })
  return offices
}
