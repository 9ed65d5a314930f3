import { z } from 'zod'
import { compileRuleset, duplicateKey, evaluate, factsOfPost, subjectOfPost } from '../engine/index.ts'
import type { CheckContext, Control, Facts, Finding, Moment, PostForCheck, Subject } from '../engine/index.ts'
import { checkWording } from '../engine/wording-check.ts'
import { exampleInstitution, exampleNetwork } from './example-world.ts'
import { rulesetOf } from './pack.ts'
import type { Pack } from './pack.ts'
import { givenPostSchema } from './schema.ts'
import type { GivenPost } from './schema.ts'

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
    const situation = situationOf(control, example.given, moment)
    if ('fault' in situation) return { ...base, passed: false, fault: situation.fault }
    const findings = evaluate(ruleset, situation.subject, situation.facts, now).filter(
      (one) => one.control === id,
    )
    const fault = compare(example.expect, findings)
    return { ...base, passed: fault === null, fault }
  })
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

type Situation = { subject: Subject; facts: Facts } | { fault: string }

function situationOf(control: Control, given: Record<string, unknown>, moment: Moment): Situation {
  if (control.subject !== 'post') {
    const fields = z.record(z.string(), z.json()).safeParse(given)
    if (!fields.success) return { fault: z.prettifyError(fields.error) }
    const { name, nation, domains } = exampleInstitution('england')
    const subject: Subject = {
      kind: control.subject,
      moment,
      fields: fields.data,
      institution: { name, nation, domains },
    }
    return { subject, facts: {} }
  }
  const read = givenPostSchema.safeParse(given)
  if (!read.success) return { fault: z.prettifyError(read.error) }
  const post = postOf(read.data)
  const network = exampleNetwork(read.data.limits ?? {})
  const context: CheckContext = {
    institution: exampleInstitution(read.data.nation),
    profiles: { [network.id]: network },
    wording: checkWording,
  }
  return { subject: subjectOfPost(post, context, moment), facts: factsOfPost(post, context, now) }
}

function postOf({
  text,
  media,
  link,
  parts,
  accounts,
  audiences,
  language,
  recent,
}: GivenPost): PostForCheck {
  const given = parts ?? [{ text, media, link }]
  const sent = given.map((part) => ({ ...part, link: part.link === null ? null : { url: part.link } }))
  return {
    audiences,
    language,
    targets: Array.from({ length: accounts }, (_, at) => ({
      accountId: `account-${at + 1}`,
      network: 'example',
      handle: `office${at + 1}`,
      parts: sent,
    })),
    recent: recent.map((earlier, at) => ({
      postId: `earlier-${at + 1}`,
      accountId: `account-${earlier.account}`,
      key: duplicateKey([earlier.text]),
      at: new Date(Date.parse(now) - earlier.daysAgo * 86_400_000).toISOString(),
    })),
  }
}
