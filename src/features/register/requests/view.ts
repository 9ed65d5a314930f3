import { serviceNames } from '#features/institution/index.ts'
import { authorise, namesOf, type Actor } from '#features/people/index.ts'
import { policyInForce } from '#features/policy/index.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { isOver, mayWithdraw, needRead } from './access.ts'
import { checkView, judge, titlesOf } from './check.ts'
import type { OfficeRef, RequestView, Stage } from './contract.ts'
import { changesBetween, readingOf, type Words } from './differences.ts'
import { lineOf } from './lines.ts'
import { mayOf } from './may.ts'
import { namedOf } from './names.ts'
import { officeOf, sayVacant } from './offices.ts'
import { standingOf } from './standing.ts'
import { standingStages } from './standing-stages.ts'
import { eventsOf, questionsFor, requestById, stagesOf, versionsOf } from './store.ts'
import { storyOf } from './story.ts'
import { ownAccount } from './submit.ts'
import type { QuestionRow, RequestRow, RequestVersionRow, StageRow } from './tables.ts'

interface Parts {
  row: RequestRow
  stages: StageRow[]
  offices: Map<string | null, OfficeRef>
  questions: QuestionRow[]
  versions: RequestVersionRow[]
  names: Map<string, string>
  words: Words
  titles: ReadonlyMap<string, string>
  now: string
}

/** One request, as this person may see it. Throws `NotFound` where they may not. */
export async function viewRequest(services: Services, actor: Actor, id: string): Promise<RequestView> {
  authorise(actor, 'requests.make')
  const { db } = services
  const now = nowOf(services)
  const row = await requestById(db, id)
  if (!row) throw new NotFound('request')
  await needRead(db, actor, row, now)
  const events = await eventsOf(db, id)
  const parts = await partsOf(
    db,
    row,
    events.map((event) => event.person_id),
    now,
  )
  const { stages, questions, words } = parts
  const person = (personId: string) => personIn(parts, personId)
  const standing = standingFor(parts, actor)
  const line = lineOf(row, await namedOf(db, row), person(row.requester), standing)
  return {
    ...line,
    version: row.version,
    answers: row.answers,
    reasons: row.reasons,
    declared: row.declared.map((one) => ({ ...one, by: person(one.by) })),
    reading: readingOf(row.kind, row.answers, words),
    standing,
    stages: stages.map((stage) => stageView(parts, stage)),
    thread: questions.map((question) => threadView(parts, question)),
    changes: changesOf(parts),
    story: storyOf(events, person),
    outcome: outcomeOf(parts),
    check: isOver(row.state) ? null : await checkNow(db, row, now),
    people: peopleOf(row).map(person),
    may: mayOf(actor, row, stages, parts.offices, questions, {
      now,
      withdraws: await mayWithdraw(db, actor, row),
    }),
  }
}

const peopleOf = ({ answers }: Pick<RequestRow, 'answers'>): string[] => [
  ...new Set([...(answers.administrators ?? []), ...(answers.contributors ?? [])]),
]

async function partsOf(
  db: Db,
  row: RequestRow,
  persons: readonly (string | null)[],
  now: string,
): Promise<Parts> {
  const stages = await stagesOf(db, row.id)
  const questions = await questionsFor(db, row.id)
  const versions = await versionsOf(db, row.id)
  const offices = new Map<string | null, OfficeRef>()
  for (const { office_id: id } of stages) if (!offices.has(id)) offices.set(id, await officeOf(db, id, now))
  const ids = [
    row.requester,
    ...persons,
    ...row.declared.map((one) => one.by),
    ...stages.map((stage) => stage.answered_by),
    ...questions.flatMap((question) => [question.asked_by, question.answered_by]),
    ...versions.flatMap((version) => [version.person_id, ...peopleOf(version)]),
    ...peopleOf(row),
  ].filter((id) => id !== null)
  const names = await namesOf(db, ids)
  const titles = titlesOf(await policyInForce(db, now))
  return {
    row,
    stages,
    offices,
    questions,
    versions,
    names,
    titles,
    now,
    words: await wordsFor(db, [row, ...versions], names),
  }
}

/** How units, accounts, people and services in the answers are called. */
async function wordsFor(
  db: Db,
  versions: readonly Pick<RequestRow, 'answers'>[],
  names: ReadonlyMap<string, string>,
): Promise<Words> {
  const given = (pick: (answers: RequestRow['answers']) => (string | null | undefined)[]): string[] =>
    versions.flatMap(({ answers }) => pick(answers)).filter((id) => typeof id === 'string')
  const unitIds = given(({ unitId }) => [unitId])
  const accountIds = given(({ accountId, successorId }) => [accountId, successorId])
  const units =
    unitIds.length > 0
      ? await db.selectFrom('unit').select(['id', 'name']).where('id', 'in', unitIds).execute()
      : []
  const accounts =
    accountIds.length > 0
      ? await db
          .selectFrom('account')
          .select(['id', 'display_name as name'])
          .where('id', 'in', accountIds)
          .execute()
      : []
  const known = new Map([
    ...[...units, ...accounts].map(({ id, name }): [string, string] => [id, name]),
    ...(await serviceNames(db)),
  ])
  return (_shape, id) => known.get(id) ?? names.get(id) ?? 'Not known here'
}

const personIn = ({ names }: Parts, id: string) => ({ id, name: names.get(id) ?? 'Somebody who has left' })

function standingFor({ row, stages, offices, questions, names, now }: Parts, actor: Actor) {
  return standingOf({
    state: row.state,
    kind: row.kind,
    since: row.state_since,
    requester: { id: row.requester, name: names.get(row.requester) ?? 'Somebody who has left' },
    stages: standingStages(actor, row, stages, offices),
    openQuestions: questions.filter((question) => question.answered_at === null).length,
    appealUntil: row.appeal_until,
    reader: actor.personId,
    now,
  })
}

const officeIn = (offices: Parts['offices'], stage: Pick<StageRow, 'office_id'>): OfficeRef =>
  offices.get(stage.office_id) ?? { id: stage.office_id, name: stage.office_id ?? '', people: [] }

const clauseIn = ({ titles }: Parts, id: string) => ({ id, title: titles.get(id) ?? id })

function stageView(parts: Parts, stage: StageRow): Stage {
  const office = officeIn(parts.offices, stage)
  return {
    id: stage.id,
    kind: stage.kind,
    step: stage.step,
    office,
    clause: { id: stage.clause, title: stage.clause_title },
    why: stage.why,
    state: stage.state,
    openedAt: stage.opened_at,
    due: stage.due,
    overdue:
      stage.state === 'open' && stage.stopped_at === null && stage.due !== null && stage.due <= parts.now,
    stopped: stage.stopped_at !== null,
    vacant: stage.state === 'open' || stage.state === 'ahead' ? sayVacant(office) : null,
    answer:
      stage.answered_by === null || stage.answered_at === null
        ? null
        : {
            at: stage.answered_at,
            by: personIn(parts, stage.answered_by),
            inPlace: stage.in_place,
            advice: stage.advice,
            decision: stage.decision,
            text: stage.text,
            clauses: stage.clauses.map((id) => clauseIn(parts, id)),
            conditions: stage.conditions,
            version: stage.version ?? 1,
          },
  }
}

function threadView(parts: Parts, question: QuestionRow): RequestView['thread'][number] {
  const stage = parts.stages.find((one) => one.id === question.stage_id)
  return {
    id: question.id,
    stageId: question.stage_id,
    office: stage ? officeIn(parts.offices, stage).name : '',
    askedBy: personIn(parts, question.asked_by),
    askedAt: question.asked_at,
    text: question.text,
    answer:
      question.answered_by === null || question.answered_at === null
        ? null
        : {
            by: personIn(parts, question.answered_by),
            at: question.answered_at,
            text: question.answer,
          },
  }
}

function changesOf(parts: Parts): RequestView['changes'] {
  const { versions, row, words } = parts
  return versions
    .flatMap((version, index) => {
      const before = versions[index - 1]
      if (!before) return []
      return [
        {
          version: version.version,
          at: version.at,
          by: personIn(parts, version.person_id),
          fields: changesBetween(row.kind, before, version, words),
        },
      ]
    })
    .toReversed()
}

function outcomeOf(parts: Parts): RequestView['outcome'] {
  const { row } = parts
  const decided = parts.stages
    .filter((stage) => stage.decision !== null && stage.answered_at !== null && stage.state !== 'void')
    .toSorted((a, b) => (a.answered_at ?? '').localeCompare(b.answered_at ?? ''))
  const last = decided.at(-1)
  const shows =
    row.state === 'approved' ||
    row.state === 'refused' ||
    row.state === 'changes-asked' ||
    row.state === 'appealed'
  if (!shows || !last?.decision || last.answered_by === null || last.answered_at === null) return null
  return {
    decision: last.decision,
    reasons: last.text,
    conditions: last.conditions,
    clauses: last.clauses.map((id) => clauseIn(parts, id)),
    by: personIn(parts, last.answered_by),
    at: last.answered_at,
  }
}

async function checkNow(db: Db, row: RequestRow, now: string): Promise<RequestView['check']> {
  const about = {
    kind: row.kind,
    answers: row.answers,
    ownAccountId: ownAccount(row),
    requester: row.requester,
  }
  const given = { answers: row.answers, reasons: row.reasons, declared: row.declared.map((one) => one.id) }
  return checkView(db, about, await judge(db, about, now), given, now)
}
