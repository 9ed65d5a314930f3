import { outcomes } from '../../../engine/types.ts'
import type { Outcome } from '../../../engine/types.ts'
import { fieldsOf } from '../yaml/yaml-text.ts'
import type { PairChange } from '../yaml/yaml-edit.ts'

export interface RequirementRow {
  kind: string
  of: string
}
export interface OfferRow {
  id: string
  replace: string
}
/** An entry of controls.yaml as the fields of a form. Empty words mean that the entry says nothing of it. */
export interface ControlForm {
  id: string
  clause: string
  subject: string
  moments: string[]
  when: string
  fact: string
  where: string
  outcome: Outcome | ''
  /** Key of its sentence; empty: the control’s own id. */
  say: string
  offers: OfferRow[]
  override: string
  requirements: RequirementRow[]
  hours: string
  office: string
  withinDays: string
  proof: string
  inPlaceOf: string
}

/** The names of an entry in the order in which the packs write them. */
export const entryOrder = [
  'id',
  'clause',
  'subject',
  'moment',
  'when',
  'mark',
  ...outcomes,
  'proof',
  'in-place-of',
] as const

/** Reads what is there, well formed or not: the check says what is wrong with it. */
export function formOf(value: unknown): ControlForm {
  const entry = fieldsOf(value)
  const outcome = outcomes.find((name) => entry[name] !== undefined) ?? ''
  const told = toldBy(outcome === '' ? undefined : entry[outcome])
  const mark = markOf(entry['mark'])
  return {
    id: words(entry['id']),
    clause: words(entry['clause']),
    subject: words(entry['subject']),
    moments: listOf(entry['moment']).map(words),
    when: words(entry['when']),
    ...mark,
    outcome,
    say: words(told['say']),
    offers: listOf(told['offer']).map(offerOf),
    override: words(told['override']),
    requirements: listOf(told['all']).flatMap((one) =>
      Object.entries(fieldsOf(one)).map(([kind, of]) => ({ kind, of: words(of) })),
    ),
    hours: words(told['hours']),
    office: words(told['office']),
    withinDays: words(told['within-days']),
    proof: words(entry['proof']),
    inPlaceOf: words(entry['in-place-of']),
  }
}

const words = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)
const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

function toldBy(told: unknown): Record<string, unknown> {
  if (typeof told === 'string') return { say: told }
  return Array.isArray(told) ? { all: told } : fieldsOf(told)
}

function markOf(mark: unknown): { fact: string; where: string } {
  if (typeof mark === 'string') return { fact: mark.replace(/^facts\./, ''), where: '' }
  return { fact: words(fieldsOf(mark)['fact']), where: words(fieldsOf(mark)['where']) }
}

function offerOf(offer: unknown): OfferRow {
  if (typeof offer === 'string') return { id: offer, replace: '' }
  return { id: words(fieldsOf(offer)['id']), replace: words(fieldsOf(offer)['replace']) }
}

/** The entry that says what the form says, in the shortest of the ways that there are. */
export function entryOf(form: ControlForm): Record<string, unknown> {
  const { moments, fact, where, outcome } = form
  return present({
    id: form.id,
    clause: form.clause,
    subject: form.subject,
    moment: moments.length === 1 ? moments[0] : moments,
    when: unlessEmpty(form.when),
    mark: fact === '' ? undefined : where === '' ? `facts.${fact}` : { fact, where },
    ...(outcome === '' ? {} : { [outcome]: tellingOf(form, outcome) }),
    proof: unlessEmpty(form.proof),
    'in-place-of': unlessEmpty(form.inPlaceOf),
  })
}

function tellingOf(form: ControlForm, outcome: Outcome): unknown {
  const offers = form.offers.map(({ id, replace }) => (replace === '' ? id : { id, replace }))
  const say = unlessEmpty(form.say)
  const telling = present({
    say,
    offer: offers.length > 1 ? offers : offers[0],
    override: unlessEmpty(form.override),
  })
  const bare = Object.keys(telling).every((name) => name === 'say')
  switch (outcome) {
    case 'require': {
      const all = form.requirements.map(({ kind, of }) => ({ [kind]: of }))
      return bare && say === undefined && all.length > 0 ? all : { ...telling, all }
    }
    case 'hold':
      return present({ ...telling, hours: figure(form.hours), office: unlessEmpty(form.office) })
    case 'task':
      return { ...telling, office: form.office, 'within-days': figure(form.withinDays) }
    case 'route':
      return { ...telling, office: form.office }
    case 'advise':
    case 'guide':
    case 'record':
    case 'refuse':
      // With nothing at all to say it would be a name without a value; its own id is what that means.
      return bare ? (say ?? form.id) : telling
  }
}

const unlessEmpty = (text: string): string | undefined => (text === '' ? undefined : text)
/** What is no figure yet stays as it was typed, and the check says so. */
const figure = (text: string): number | string =>
  /^\d{1,9}(?:\.\d{0,6}[1-9])?$/.test(text) ? Number(text) : text
const present = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))

/** The form with another outcome, and with what that one needs at least, so that it begins without a fault. */
export function withOutcome(form: ControlForm, outcome: Outcome): ControlForm {
  const { requirements, hours, withinDays } = form
  const reason = [{ kind: 'reason', of: 'author' }]
  return {
    ...form,
    outcome,
    requirements: outcome === 'require' && requirements.length === 0 ? reason : requirements,
    hours: outcome === 'hold' && hours === '' ? '24' : hours,
    withinDays: outcome === 'task' && withinDays === '' ? '14' : withinDays,
  }
}

/** What has to be written so that the entry `value` reads as `after`. */
export function changesTo(value: unknown, after: ControlForm): PairChange[] {
  const before = formOf(value)
  const [old, now] = [entryOf(before), entryOf(after)]
  const moved = before.outcome !== after.outcome && before.outcome !== '' && after.outcome !== ''
  const changes = Object.keys({ ...old, ...now }).flatMap((key): PairChange[] => {
    if (JSON.stringify(old[key]) === JSON.stringify(now[key])) return []
    if (moved && key === after.outcome) return []
    if (moved && key === before.outcome) return [{ key, rename: after.outcome, value: now[after.outcome] }]
    return [{ key, value: now[key] }]
  })
  // An entry with several outcomes is at fault; whoever chooses one means that one alone.
  const others = outcomes.filter((name) => name !== before.outcome && fieldsOf(value)[name] !== undefined)
  return [...(moved ? others.map((key) => ({ key, value: undefined })) : []), ...changes]
}
