import type { Control, Level, OfferRule, Outcome, Requirement } from '../engine/types.ts'
import { outcomes } from '../engine/types.ts'
import type { ControlEntry } from './schema.ts'

/** From the short form that people write in controls.yaml to the full form that the engine reads. */
export function controlFrom(entry: ControlEntry): Control {
  const outcome = outcomes.find((name) => entry[name] !== undefined) ?? 'guide'
  const told = toldBy(entry, outcome)
  const requirements = requirementsOf(entry)
  return {
    id: entry.id,
    clause: entry.clause,
    subject: entry.subject,
    moments: Array.isArray(entry.moment) ? entry.moment : [entry.moment],
    ...(entry.when === undefined ? {} : { when: entry.when }),
    ...(entry.mark === undefined ? {} : { mark: markOf(entry.mark) }),
    outcome,
    level: levelOf(outcome),
    say: told.say ?? entry.id,
    offers: offersOf(told.offer),
    overridable: overridable(outcome, told.override, requirements),
    requirements,
    ...(entry.hold ? { hours: entry.hold.hours } : {}),
    ...(entry.hold?.office === undefined ? {} : { office: entry.hold.office }),
    ...(entry.task ? { office: entry.task.office, withinDays: entry.task['within-days'] } : {}),
    ...(entry.route ? { office: entry.route.office } : {}),
    ...(entry['in-place-of'] === undefined ? {} : { inPlaceOf: entry['in-place-of'] }),
    ...(entry.proof === undefined ? {} : { proof: entry.proof }),
  }
}

type OfferEntry = string | { id: string; replace?: string | undefined }
interface Told {
  say?: string | undefined
  offer?: OfferEntry | OfferEntry[] | undefined
  override?: 'never' | 'with-reason' | undefined
}

function toldBy(entry: ControlEntry, outcome: Outcome): Told {
  const told = entry[outcome]
  if (typeof told === 'string') return { say: told }
  return told === undefined || Array.isArray(told) ? {} : told
}

function requirementsOf({ require }: ControlEntry): Requirement[] {
  if (require === undefined) return []
  return Array.isArray(require) ? require : require.all
}

function markOf(mark: NonNullable<ControlEntry['mark']>): NonNullable<Control['mark']> {
  if (typeof mark === 'string') return { fact: mark.replace(/^facts\./, '') }
  return mark.where === undefined ? { fact: mark.fact } : { fact: mark.fact, where: mark.where }
}

function offersOf(offer: Told['offer']): OfferRule[] {
  const all = offer === undefined ? [] : Array.isArray(offer) ? offer : [offer]
  return all.map((entry) => {
    const { id, replace } = typeof entry === 'string' ? { id: entry, replace: undefined } : entry
    return { id, label: `offer.${id}`, ...(replace === undefined ? {} : { replace }) }
  })
}

function levelOf(outcome: Outcome): Level {
  if (outcome === 'refuse') return 'must'
  return ['require', 'hold', 'route', 'task'].includes(outcome) ? 'needs' : 'advice'
}

/** A refusal stands unless the pack says otherwise; a requirement yields only when a reason is what it asks for. */
function overridable(outcome: Outcome, override: Told['override'], requirements: Requirement[]): boolean {
  if (override !== undefined) return override === 'with-reason'
  return outcome === 'require' && requirements.every((requirement) => 'reason' in requirement)
}
