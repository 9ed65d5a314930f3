import type { CelInput } from '@bufbuild/cel'
import { asCel, celInstant } from './cel.ts'
import type { CompiledControl, CompiledRuleset } from './compile.ts'
import { digest } from './hash.ts'
import { keyFor, sentence } from './message.ts'
import type { FactItem, Facts, FactValue, Finding, Offer, Subject, TargetRef } from './types.ts'

/**
 * What the controls say of a subject. Pure, and the same in the browser as one types and on the server, which is the
 * authority. `now` is an ISO instant.
 */
export function evaluate(ruleset: CompiledRuleset, subject: Subject, facts: Facts, now: string): Finding[] {
  const input = inputFor(subject, facts, now)
  return ruleset
    .controlsFor(subject.kind, subject.moment)
    .flatMap((control) => findingsOf(control, ruleset, subject, facts, input))
    .sort(byWeight)
}

const weight = { must: 0, needs: 1, advice: 2 }

function byWeight(a: Finding, b: Finding): number {
  const place = (finding: Finding): number =>
    (finding.spans[0]?.part ?? 0) * 1e6 + (finding.spans[0]?.start ?? 0)
  return weight[a.level] - weight[b.level] || place(a) - place(b)
}

function findingsOf(
  compiled: CompiledControl,
  ruleset: CompiledRuleset,
  subject: Subject,
  facts: Facts,
  input: Record<string, CelInput>,
): Finding[] {
  const { control, when, where } = compiled
  // The cheap question first: most controls have nothing to point at in most posts.
  const marked = control.mark ? (facts[control.mark.fact] ?? []) : null
  if (marked?.length === 0) return []
  const context = { compiled, ruleset, subject }
  const applies = when?.(input)
  if (applies && !applies.ok) return [failed(context, applies.fault)]
  if (applies && !applies.value) return []
  if (marked === null) return [finding(context, null)]
  const findings: Finding[] = []
  for (const item of marked) {
    const wanted = where?.({ ...input, it: asCel(asInput(item)) })
    if (wanted && !wanted.ok) return [failed(context, wanted.fault)]
    if (!wanted || wanted.value) findings.push(finding(context, item))
  }
  return findings
}

interface Context {
  compiled: CompiledControl
  ruleset: CompiledRuleset
  subject: Subject
}

function finding({ compiled, ruleset, subject }: Context, item: FactItem | null): Finding {
  const { control, clauseTitle } = compiled
  const params = {
    ...item?.attributes,
    ...(item ? { text: item.text } : {}),
    clause: control.clause,
    ...(control.hours === undefined ? {} : { hours: control.hours }),
  }
  const key = keyFor(control.say, params)
  const targets = item?.targets ?? []
  const say = sentence(ruleset.messages, key, params, subject.language) ?? key
  return {
    id: `${control.id}.${digest(`${control.id}\n${control.mark?.fact ?? ''}\n${item?.value ?? ''}`)}`,
    control: control.id,
    clause: control.clause,
    clauseTitle,
    outcome: control.outcome,
    level: control.level,
    say,
    offers: control.offers.flatMap((rule) => offerOf(rule, item, ruleset, params, subject.language)),
    spans: item?.spans ?? [],
    targets,
    ...onlyTarget(targets),
    evidence: item?.text ?? '',
    overridable: control.overridable,
    requirements: control.requirements,
    ...(control.hours === undefined ? {} : { hours: control.hours }),
    ...(control.office === undefined ? {} : { office: control.office }),
    ...(control.withinDays === undefined ? {} : { withinDays: control.withinDays }),
  }
}

function onlyTarget(targets: TargetRef[]): { target?: TargetRef } {
  const [only] = targets
  return only && targets.length === 1 ? { target: only } : {}
}

function offerOf(
  rule: { id: string; label: string; replace?: string },
  item: FactItem | null,
  { messages }: CompiledRuleset,
  params: Record<string, FactValue>,
  language: string | undefined,
): Offer[] {
  const label = sentence(messages, rule.label, params, language) ?? rule.label
  if (rule.replace === undefined) return [{ id: rule.id, label, replacements: [] }]
  const text = item?.attributes[rule.replace]
  // A way out that has nothing to put in place is none.
  if (!item || typeof text !== 'string' || text === '') return []
  const replacements = item.spans.flatMap(({ part, start, end, targets, field }) => {
    const place = { part, start, end, text, targets }
    if (field === 'text') return [place]
    return field === 'title' || field === 'firstComment' ? [{ ...place, field }] : []
  })
  return replacements.length > 0 ? [{ id: rule.id, label, replacements }] : []
}

/** A control that cannot be judged must not pass for one that is content: a person decides, and says why. */
function failed(context: Context, fault: string): Finding {
  const { control } = context.compiled
  const said = sentence(context.ruleset.messages, 'control.failed', { control: control.id, fault })
  return {
    ...finding(context, null),
    level: 'needs',
    say: said ?? `The check “${control.id}” could not be made, so a person has to decide. ${fault}`,
    offers: [],
    overridable: true,
    evidence: fault,
    id: `${control.id}.${digest(`${control.id}\nfailed\n${fault}`)}`,
  }
}

function inputFor(subject: Subject, facts: Facts, now: string): Record<string, CelInput> {
  const items = Object.fromEntries(Object.entries(facts).map(([name, found]) => [name, found.map(asInput)]))
  return {
    facts: asCel(items),
    [subject.kind]: asCel(subject.fields),
    institution: asCel(subject.institution),
    now: celInstant(now),
  }
}

/** An item as conditions see it. */
const asInput = (item: FactItem) => ({ text: item.text, ...item.attributes })
