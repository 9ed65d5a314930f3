import type { Actor } from '#features/people/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { needState } from './access.ts'
import { checkView, judge, type Judged } from './check.ts'
import { inOneDeed, type Deed } from './deed.ts'
import { lockOwn } from './draft.ts'
import { moveProposal, propose } from './effects.ts'
import { namedOf } from './names.ts'
import { isComplete, isReason, type Plan } from './plan.ts'
import { keepStages, openNext } from './stages.ts'
import { happened, keepVersion, needVersion } from './store.ts'
import type { RequestRow } from './tables.ts'
import { tellRequester } from './tell.ts'
import { policyTasks } from './tasks.ts'

/** Sends a request: to the offices that the policy names, or onto the list for a body that answers for itself. */
export async function submitRequest(
  services: Services,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  await inOneDeed(services, actor, async (deed) => {
    const { tx, at } = deed
    const row = await lockOwn(deed, id)
    needState(row, ['draft'])
    needVersion(row, version)
    const judged = await needComplete(deed, row)
    const sent: RequestRow = { ...row, state: 'in-review', submitted_at: at, state_since: at }
    if (row.kind === 'open') sent.account_id = await propose(deed, sent)
    await tx
      .updateTable('request')
      .set({ state: 'in-review', submitted_at: at, state_since: at, account_id: sent.account_id })
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .execute()
    await keepVersion(tx, at, actor, sent)
    await happened(tx, at, actor, sent, {
      kind: 'submitted',
      summary: 'A request was sent.',
      facts: {
        kind: row.kind,
        version: row.version,
        clauses: [...new Set(judged.plan.findings.map(({ clause }) => clause))],
        declared: sent.declared.map((one) => one.id),
      },
      content: { answers: row.answers, reasons: row.reasons },
    })
    await policyTasks(deed, sent, judged.plan.tasks)
    await begin(deed, sent, judged)
  })
}

/** Asks the offices. Where nobody is asked, the account goes on the list at once. */
export async function begin(deed: Deed, row: RequestRow, judged: Judged): Promise<void> {
  const { stages, holdHours } = judged.plan
  await keepStages(deed, row, judged, stages, holdHours)
  // An appeal or a change finds it in review already.
  const account = row.account_id
    ? await deed.tx.selectFrom('account').select('state').where('id', '=', row.account_id).executeTakeFirst()
    : undefined
  if (account?.state === 'proposed') await moveProposal(deed, row, 'in-review', '')
  const asked = await openNext(deed, row)
  if (!asked) await putOnList(deed, row, judged.plan.outside)
}

/** A body that answers for itself is in the register, marked as such, and decided by nobody here. */
export async function putOnList(deed: Deed, row: RequestRow, outside: Plan['outside']): Promise<void> {
  const { tx, at } = deed
  const say = outside?.say ?? 'It was put on the list.'
  await moveProposal(deed, row, 'approved', say)
  await tx.updateTable('request').set({ state: 'listed', state_since: at }).where('id', '=', row.id).execute()
  await happened(tx, at, null, row, {
    kind: 'listed',
    summary: 'An account of a body that answers for itself was put on the list.',
    facts: { clause: outside?.clause ?? null },
  })
  await tellRequester(deed, row, `On the list: ${(await namedOf(tx, row)).title}`, say)
}

/** Throws `Invalid` with each field that the policy wants, and the clause that wants it. */
export async function needComplete(deed: Deed, row: RequestRow): Promise<Judged> {
  const { tx, at } = deed
  const about = {
    kind: row.kind,
    answers: row.answers,
    ownAccountId: ownAccount(row),
    requester: row.requester,
  }
  const judged = await judge(tx, about, at)
  const given = { answers: row.answers, reasons: row.reasons, declared: row.declared.map((one) => one.id) }
  if (isComplete(judged.plan, given)) return judged
  const fields = faultsOf(judged.plan, given)
  const [first] = fields
  throw new Invalid('requests.incomplete', 'Something is missing before this can be sent.', {
    ...(first?.clause ? { clause: first.clause } : {}),
    ...(first ? { fix: first.message } : {}),
    fields: fields.map(({ path, message }) => ({ path, message })),
    data: { check: await checkView(tx, about, judged, given, at) },
  })
}

export const ownAccount = (row: RequestRow): string | null => (row.kind === 'open' ? row.account_id : null)

interface Fault {
  path: string
  message: string
  clause: string | null
}

function faultsOf(
  plan: Plan,
  given: { reasons: Readonly<Record<string, string>>; declared: readonly string[] },
): Fault[] {
  return [
    ...plan.missing.map(({ field, say, clause }) => ({
      path: field === '' ? 'answers' : `answers.${field}`,
      message: say,
      clause,
    })),
    ...plan.declarations
      .filter(({ id }) => !given.declared.includes(id))
      .map(({ id, say, clause }) => ({ path: `declared.${id}`, message: say, clause })),
    ...plan.reasons
      .filter(({ id }) => !isReason(given.reasons[id]))
      .map(({ id, say, clause }) => ({ path: `reasons.${id}`, message: say, clause })),
  ]
}
