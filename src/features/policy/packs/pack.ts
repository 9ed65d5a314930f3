import { conditionFaults } from '../engine/index.ts'
import type { Control, Messages, Ruleset } from '../engine/index.ts'
import { didYouMean } from '../engine/nearest.ts'
import { controlFrom } from './controls.ts'
import { CorruptPack } from './faults.ts'
import type { PackFault } from './faults.ts'
import { clauseLoops, messageLoops } from './reference-loops.ts'
import { readPolicyText } from './policy-text.ts'
import type { Clause, Section } from './policy-text.ts'
import { controlsSchema, coverageSchema, examplesSchema, messagesSchema } from './schema.ts'
import type { CoverageEntry, ExampleEntry, FrontMatter } from './schema.ts'
import { readYaml, withoutEntries } from './yaml-file.ts'
import type { YamlFile } from './yaml-file.ts'

export const packFiles = [
  'policy.md',
  'controls.yaml',
  'messages.yaml',
  'coverage.yaml',
  'examples.yaml',
] as const
export type PackFile = (typeof packFiles)[number]
/** Missing optional files are empty. */
export type PackSource = Record<PackFile, string>

/** A policy with its controls and examples. */
export interface Pack {
  frontMatter: FrontMatter
  sections: Section[]
  clauses: Clause[]
  controls: Control[]
  messages: Messages
  coverage: CoverageEntry[]
  examples: (ExampleEntry & { line: number })[]
  source: PackSource
}

/** Reads a pack from its files' texts, or throws `CorruptPack` with all its faults. */
export function parsePack(name: string, source: PackSource): Pack {
  const policy = readPolicyText(source['policy.md'])
  const controls = readYaml('controls.yaml', orList(source['controls.yaml']), controlsSchema)
  const messages = readYaml('messages.yaml', orNone(source['messages.yaml']), messagesSchema)
  const coverage = readYaml('coverage.yaml', orList(source['coverage.yaml']), coverageSchema)
  const examples = readYaml('examples.yaml', orList(source['examples.yaml']), examplesSchema)
  const pack: Pack | null = policy.frontMatter && {
    frontMatter: policy.frontMatter,
    sections: policy.sections,
    clauses: policy.clauses,
    controls: (controls.value ?? []).map(controlFrom),
    messages: messages.value ?? {},
    coverage: coverage.value ?? [],
    examples: (examples.value ?? []).map((example, at) => ({ ...example, line: examples.lineOf([at]) })),
    source,
  }
  const faults = [policy, controls, messages, coverage, examples].flatMap((read) => read.faults)
  faults.push(...clauseLoops(policy.clauses), ...messageLoops(messages))
  if (pack && controls.value) {
    faults.push(...controlFaults(pack, controls, messages.value !== null))
    if (messages.value && examples.value) faults.push(...exampleFaults(pack))
  }
  if (pack && coverage.value) faults.push(...coverageFaults(pack, coverage))
  if (pack === null || faults.length > 0) throw new CorruptPack(name, faults)
  return pack
}

const orList = (text: string): string => (withoutEntries(text) ? '[]' : text)
const orNone = (text: string): string => (withoutEntries(text) ? 'en-GB: {}' : text)

/** What the engine needs of a pack. */
export function rulesetOf({
  controls,
  clauses,
  messages,
}: Pick<Pack, 'controls' | 'clauses' | 'messages'>): Ruleset {
  return { controls, messages, clauses: clauses.map(({ id, title }) => ({ id, title })) }
}

function controlFaults(pack: Pack, read: YamlFile<unknown>, withMessages: boolean): PackFault[] {
  const clauses = new Set(pack.clauses.map(({ id }) => id))
  const english = Object.keys(pack.messages['en-GB'] ?? {})
  const seen = new Map<string, number>()
  const faults = pack.controls.flatMap((control, at) => {
    const line = (field: string): number => read.lineOf([at, field])
    const found: PackFault[] = []
    const say = (field: string, fault: string) =>
      found.push({ file: 'controls.yaml', line: line(field), fault })
    if (seen.has(control.id))
      say('id', `The control “${control.id}” stands already on line ${seen.get(control.id)}.`)
    seen.set(control.id, line('id'))
    if (!clauses.has(control.clause))
      say(
        'clause',
        `There is no clause ${control.clause} in policy.md.${didYouMean(control.clause, [...clauses])}`,
      )
    if (withMessages) {
      for (const key of [control.say, ...control.offers.map(({ label }) => label)]) {
        if (!hasMessage(pack.messages, key))
          say(control.outcome, `There is no sentence “${key}” in messages.yaml.${didYouMean(key, english)}`)
      }
    }
    return found
  })
  const conditions = conditionFaults(pack).map(({ control, field, fault, line }) => {
    const at = pack.controls.findIndex(({ id }) => id === control)
    const path = field === 'where' ? [at, 'mark', 'where'] : [at, field]
    return { file: 'controls.yaml', line: read.lineOf(path, line), fault: `${control}: ${fault}` }
  })
  return [...faults, ...conditions]
}

/** A key with an attribute in it, "unsafe-link.{unsafe}", stands for a family of sentences. */
function hasMessage(messages: Messages, key: string): boolean {
  const english = Object.keys(messages['en-GB'] ?? {})
  if (!key.includes('{')) return english.includes(key)
  const escaped = key.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const family = new RegExp(`^${escaped.join('[a-z0-9-]+')}$`, 'i')
  return english.some((known) => family.test(known))
}

function coverageFaults(pack: Pack, read: YamlFile<unknown>): PackFault[] {
  const clauses = new Set(pack.clauses.map(({ id }) => id))
  return pack.coverage.flatMap(({ clause }, at) =>
    clauses.has(clause)
      ? []
      : [
          {
            file: 'coverage.yaml',
            line: read.lineOf([at, 'clause']),
            fault: `There is no clause ${clause} in policy.md.${didYouMean(clause, [...clauses])}`,
          },
        ],
  )
}

function exampleFaults(pack: Pack): PackFault[] {
  const controls = new Set(pack.controls.map(({ id }) => id))
  return pack.examples.flatMap(({ control, line }) =>
    controls.has(control)
      ? []
      : [
          {
            file: 'examples.yaml',
            line,
            fault: `There is no control “${control}” in controls.yaml.${didYouMean(control, [...controls])}`,
          },
        ],
  )
}
