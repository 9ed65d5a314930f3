import type { Actor } from '#features/people/index.ts'
import { json } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { needState } from './access.ts'
import { judge } from './check.ts'
import type { ProposalChange } from './contract.ts'
import { inOneDeed, type Deed } from './deed.ts'
import { changedBetween } from './differences.ts'
import { aboutOf, declaredNow, lockOwn, saveDraft } from './draft.ts'
import { followAnswers } from './effects.ts'
import { voidStages } from './stages.ts'
import { happened, keepVersion, needVersion } from './store.ts'
import { begin, needComplete, ownAccount } from './submit.ts'
import type { RequestRow } from './tables.ts'

/**
 * Changes a request. A draft is kept as typed. Once it is sent, the changed answers are a new version: what the offices
 * have said was about other answers, so all of them are asked again.
 */
export async function changeRequest(
  services: Services,
  actor: Actor,
  id: string,
  change: ProposalChange,
): Promise<void> {
  await inOneDeed(services, actor, async (deed) => {
    const row = await lockOwn(deed, id)
    needState(row, ['draft', 'in-review', 'changes-asked'])
    needVersion(row, change.version)
    if (row.state === 'draft') return saveDraft(deed, row, change)
    return newVersion(deed, row, change)
  })
}

async function newVersion(deed: Deed, row: RequestRow, change: ProposalChange): Promise<void> {
  const { tx, at, actor } = deed
  const { answers, reasons } = change
  const about = { kind: row.kind, answers, ownAccountId: ownAccount(row), requester: row.requester }
  const judged = await judge(tx, about, at)
  const declared = declaredNow(deed, row.declared, change.declared, judged)
  const changed = changedBetween(row, { answers, reasons })
  if (changed.length === 0 && declared.length === row.declared.length) throw nothingChanged()
  const next: RequestRow = {
    ...row,
    answers,
    reasons,
    declared,
    version: row.version + 1,
    state: 'in-review',
    state_since: at,
    ...aboutOf(row.kind, answers, judged.facts),
    ...(row.kind === 'open' ? { account_id: row.account_id } : {}),
  }
  const complete = await needComplete(deed, next)
  await tx
    .updateTable('request')
    .set({
      answers: json(answers),
      reasons: json(reasons),
      declared: json(declared),
      version: next.version,
      state: 'in-review',
      state_since: at,
      updated_at: at,
      network: next.network,
      unit_id: next.unit_id,
      account_id: next.account_id,
    })
    .where('id', '=', row.id)
    .where('version', '=', change.version)
    .execute()
  await keepVersion(tx, at, actor, next)
  await followAnswers(deed, next)
  const before = await voidStages(deed, row, 'The answers were changed, so the office is asked again.')
  await happened(tx, at, actor, next, {
    kind: 'changed',
    summary: 'The answers of a request were changed, and the offices are asked again.',
    facts: {
      version: next.version,
      fields: changed,
      asked: before.filter((stage) => stage.answered_at !== null).length,
    },
    content: { answers, reasons },
  })
  await begin(deed, next, complete)
}

const nothingChanged = () =>
  new Conflict('requests.nothing-changed', 'Nothing is different from what the offices have before them.', {
    fix: 'Change an answer, or leave the request as it is.',
  })
