import { ensureDuty, openDuties, settleDuty } from '#features/duties/index.ts'
import { notify } from '#features/notices/index.ts'
import { namedOf } from './names.ts'
import type { Deed } from './deed.ts'
import type { OfficeRef } from './contract.ts'
import { isRole, officeOf } from './offices.ts'
import { questionsFor } from './store.ts'
import type { RequestRow, StageRow } from './tables.ts'

export const linkOf = (requestId: string): string => `/requests/${requestId}`

const about = (request: RequestRow) => ({
  requestId: request.id,
  ...(request.account_id ? { accountId: request.account_id } : {}),
})

/** Tells whoever asked where it stands. */
export async function tellRequester(
  { services, tx, at, actor }: Deed,
  request: RequestRow,
  title: string,
  text: string,
): Promise<void> {
  if (request.example) return
  await notify(services, tx, at, {
    to: { persons: [request.requester], except: [actor.personId] },
    kind: 'requests.progress',
    title,
    text,
    link: linkOf(request.id),
    about: about(request),
  })
}

/** Tells an office that its turn has come, and makes it its duty. Nobody there: central communications hear of it. */
export async function tellStage(deed: Deed, request: RequestRow, stage: StageRow): Promise<void> {
  const { services, tx, at } = deed
  const office = await officeOf(tx, stage.office_id, at)
  const what = (await namedOf(tx, request)).title
  const verb = stage.kind === 'advice' ? 'advise on' : 'decide'
  await dutiesFor(deed, request, stage, office, what)
  const inPlace = office.people.length === 0 && !isRole(office)
  await notify(services, tx, at, {
    to: {
      ...(isRole(office) || inPlace
        ? { holdersOf: [stage.kind === 'appeal' ? 'governance' : 'officer'] }
        : { offices: [stage.office_id ?? ''] }),
      except: [deed.actor.personId],
    },
    kind: 'requests.waiting',
    title: `A request waits: ${what}`,
    text: inPlace
      ? `${stage.why} Nobody holds the office “${office.name}”, so you ${verb} this in its place.`
      : stage.why,
    link: linkOf(request.id),
    about: about(request),
  })
}

/** A role has no office of its own in the list of duties: it is a duty of each who holds it, until one has done it. */
async function dutiesFor(
  { services, tx, at }: Deed,
  request: RequestRow,
  stage: StageRow,
  office: OfficeRef,
  what: string,
): Promise<void> {
  if (stage.due === null) return
  const duty = {
    kind: stage.kind === 'advice' ? ('request.consult' as const) : ('request.decide' as const),
    title: stage.kind === 'advice' ? `Advise: ${what}` : `Decide: ${what}`,
    why: stage.why,
    clause: stage.clause,
    link: linkOf(request.id),
    due: stage.due,
    told: true,
    ...(request.account_id ? { accountId: request.account_id } : {}),
  }
  if (!isRole(office))
    await ensureDuty(services, tx, at, { ...duty, key: stageKey(stage.id), office: stage.office_id ?? '' })
  else
    for (const { id } of office.people)
      if (id !== request.requester)
        await ensureDuty(services, tx, at, { ...duty, key: `${stageKey(stage.id)}:${id}`, personId: id })
}

const stageKey = (stageId: string): string => `request:${stageId}`
const questionKey = (questionId: string): string => `request-question:${questionId}`

/** Ends the duties of a stage, whoever had them. */
export async function settleStage(deed: Deed, stage: StageRow, how: string): Promise<void> {
  const { tx, at, actor } = deed
  const kind = stage.kind === 'advice' ? ('request.consult' as const) : ('request.decide' as const)
  const own = stageKey(stage.id)
  await settleDuty(tx, at, own, { by: actor.personId, how })
  // Those who held the role when they were asked may hold it no longer.
  if (isRole({ id: stage.office_id }))
    for (const { key } of await openDuties(tx, { kind }))
      if (key.startsWith(`${own}:`)) await settleDuty(tx, at, key, { by: actor.personId, how })
  for (const question of await questionsFor(tx, stage.request_id))
    if (question.stage_id === stage.id && question.answered_at === null)
      await settleDuty(tx, at, questionKey(question.id), { by: actor.personId, how })
}

/** The clock of a stage went on: its date is a later one. */
export async function moveDuties(deed: Deed, request: RequestRow, stage: StageRow): Promise<void> {
  const office = await officeOf(deed.tx, stage.office_id, deed.at)
  await dutiesFor(deed, request, stage, office, (await namedOf(deed.tx, request)).title)
}

/** An office has a question: the requester is told, and it is theirs to answer. */
export async function tellQuestion(
  { services, tx, at }: Deed,
  request: RequestRow,
  question: { id: string; text: string; office: string; due: string },
): Promise<void> {
  const what = (await namedOf(tx, request)).title
  await ensureDuty(services, tx, at, {
    key: questionKey(question.id),
    told: true,
    kind: 'request.answer',
    title: `Answer a question: ${what}`,
    why: `${question.office} asks, and waits with its answer until you have told.`,
    personId: request.requester,
    link: linkOf(request.id),
    due: question.due,
  })
  await notify(services, tx, at, {
    to: { persons: [request.requester] },
    kind: 'requests.question',
    title: `${question.office} asks about your request`,
    text: question.text,
    link: linkOf(request.id),
    about: about(request),
  })
}

export async function tellAnswer(
  { services, tx, at, actor }: Deed,
  request: RequestRow,
  question: { id: string; askedBy: string; text: string },
): Promise<void> {
  await settleDuty(tx, at, questionKey(question.id), { by: actor.personId, how: 'It was answered.' })
  await notify(services, tx, at, {
    to: { persons: [question.askedBy], except: [actor.personId] },
    kind: 'requests.question',
    title: `Your question was answered: ${(await namedOf(tx, request)).title}`,
    text: question.text,
    link: linkOf(request.id),
    about: about(request),
  })
}
