import { compileRuleset, evaluate } from '../engine/index.ts'
import type { Finding, Moment, SubjectKind } from '../engine/index.ts'
import { exampleInstitution } from './example-world.ts'
import { rulesetOf } from './pack.ts'
import type { Pack } from './pack.ts'
import { situationOf, type Situation, type SituationWorld } from './situation.ts'

export interface ExampleResult {
  control: string
  name: string
  line: number
  passed: boolean
  /** What was seen instead, as a sentence. */
  fault: string | null
}

/** Examples hold for any day: they are judged as of this instant. */
const now = '2026-09-15T09:00:00Z'
const world: SituationWorld = {
  now,
  institutionFor: ({ nation, election, blackout }) => exampleInstitution(nation, election, blackout),
}

/** Runs all examples of a pack. An example is about its own control: what others say does not matter. */
export function runExamples(pack: Pack): ExampleResult[] {
  const ruleset = compileRuleset(rulesetOf(pack))
  return pack.examples.map((example) => {
    const { control: id, line } = example
    const control = pack.controls.find((one) => one.id === id)
    const shown =
      typeof example.given['text'] === 'string' ? example.given['text'] : JSON.stringify(example.given)
    const base = { control: id, name: example.name ?? shown, line }
    const moment = example.moment ?? control?.moments[0]
    if (!control || !moment) return { ...base, passed: false, fault: 'The control is not there.' }
    const situation = rememberedSituation(control.subject, example.given, moment)
    if ('fault' in situation) return { ...base, passed: false, fault: situation.fault }
    const findings = evaluate(ruleset, situation.subject, situation.facts, now).filter(
      (one) => one.control === id,
    )
    const fault = compare(example.expect, findings)
    return { ...base, passed: fault === null, fault }
  })
}

/** Enough for a few packs. A policy is checked at each pause of its writer, and then nearly all of it is as before. */
const remembered = 2_000
const situations = new Map<string, Situation>()

/** What the detectors see in an example depends on the example alone, and is nearly all the work. */
function rememberedSituation(
  subject: SubjectKind,
  given: Record<string, unknown>,
  moment: Moment,
): Situation {
  const key = JSON.stringify([subject, moment, given])
  const known = situations.get(key)
  if (known) return known
  const situation = situationOf(subject, given, moment, world)
  const [oldest] = situations.size >= remembered ? situations.keys() : []
  if (oldest !== undefined) situations.delete(oldest)
  situations.set(key, situation)
  return situation
}

function compare(expected: Pack['examples'][number]['expect'], findings: Finding[]): string | null {
  const seen = findings.length === 0 ? 'nothing' : (findings[0]?.outcome ?? 'nothing')
  const outcome = typeof expected === 'string' ? expected : expected.outcome
  if (seen !== outcome) return `Expected ${outcome}, got ${seen}${said(findings)}.`
  if (typeof expected === 'string') return null
  const marks = findings.map(({ evidence }) => evidence)
  if (expected.marks && expected.marks.join('|') !== marks.join('|')) {
    return `Expected the marks ${expected.marks.join(', ')}, got ${marks.join(', ')}.`
  }
  if (expected.count !== undefined && expected.count !== findings.length) {
    return `Expected ${expected.count} findings, got ${findings.length}.`
  }
  return null
}

const said = (findings: Finding[]): string => (findings[0] ? ` (“${findings[0].say}”)` : '')
