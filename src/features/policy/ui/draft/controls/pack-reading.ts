import type { PackFiles } from '../../../drafts/contract.ts'
import { fieldsOf, readList, readMap, type EntryPlace } from '../yaml/yaml-text.ts'
import { formOf, type ControlForm } from './control-form.ts'

export interface ClauseHead {
  id: string
  title: string
}
export interface OfficeHead {
  id: string
  name: string
}
export interface ControlAt {
  form: ControlForm
  place: EntryPlace
}

const anchor = /\s*\{#([A-Za-z0-9.-]+)\}\s*$/
const head = /^---\r?\n[\s\S]*?\r?\n---\r?\n?/

/**
 * The clauses of policy.md with their titles, in its order: paragraphs and entries of lists that end in an anchor. The
 * check reads the Markdown itself; this needs no more than ends of paragraphs, and runs at each key.
 */
export function clausesIn(policy: string): ClauseHead[] {
  const found: ClauseHead[] = []
  let section = ''
  for (const block of policy
    .replace(head, '')
    .split(/\n(?:[ \t]*\n|(?=\s*(?:[-*+]|\d+[.)])\s)|(?=#{1,6}\s))/)) {
    const text = block.trim()
    const heading = /^#{1,6}\s+(.*)/.exec(text)
    if (heading) {
      section = (heading[1] ?? '').replace(anchor, '').trim()
      continue
    }
    const id = anchor.exec(text)?.[1]
    if (id === undefined) continue
    const runIn = /^(?:(?:[-*+]|\d+[.)])\s+)?\*\*([^*]+)\*\*/.exec(text)?.[1]
    found.push({ id, title: runIn === undefined ? section || id : runIn.replace(/[.:]$/, '').trim() })
  }
  return found
}

/** The particulars of policy.md as text, and where they stand in it. */
export function particularsIn(policy: string): { text: string; start: number } | null {
  const split = /^(---\r?\n)([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(policy)
  return split ? { text: `${split[2] ?? ''}\n`, start: split[1]?.length ?? 0 } : null
}

export function officesIn(policy: string): OfficeHead[] {
  const value = readMap(particularsIn(policy)?.text ?? '', []).map?.value ?? {}
  const offices = Array.isArray(value['offices']) ? (value['offices'] as unknown[]) : []
  return offices.flatMap((one) => {
    const { id, name } = fieldsOf(one)
    return typeof id === 'string' && id !== '' ? [{ id, name: typeof name === 'string' ? name : id }] : []
  })
}

export const controlsIn = (text: string): ControlAt[] =>
  readList(text).entries.map((place) => ({ place, form: formOf(place.value) }))

/** Clauses in the order of the policy, each with its controls; then the controls whose clause is not there. */
export function groupsOf(files: PackFiles): { clause: ClauseHead | null; controls: ControlAt[] }[] {
  const clauses = clausesIn(files['policy.md'])
  const controls = controlsIn(files['controls.yaml'])
  const known = new Set(clauses.map(({ id }) => id))
  const stray = controls.filter(({ form }) => !known.has(form.clause))
  return [
    ...clauses.map((clause) => ({
      clause,
      controls: controls.filter(({ form }) => form.clause === clause.id),
    })),
    ...(stray.length > 0 ? [{ clause: null, controls: stray }] : []),
  ]
}

export type Sentence = string | { one: string; other: string }

/** The English sentences by their key. */
export function sentencesIn(messages: string): Record<string, Sentence> {
  const value = readMap(messages, ['en-GB']).map?.value ?? {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]): [string, Sentence][] => {
      if (typeof one === 'string') return [[key, one]]
      const { one: single, other } = fieldsOf(one)
      return typeof single === 'string' && typeof other === 'string' ? [[key, { one: single, other }]] : []
    }),
  )
}

/** The key under which a control speaks. */
export const sentenceKey = ({ say, id }: Pick<ControlForm, 'say' | 'id'>): string => (say === '' ? id : say)

/** Those of the sentences that a key means: one, or with an attribute in it, "links.{unsafe}", a family. */
export function keysOf(key: string, sentences: Record<string, Sentence>): string[] {
  if (!key.includes('{')) return [key]
  const escaped = key.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const family = new RegExp(`^${escaped.join('[a-z0-9-]+')}$`, 'i')
  return Object.keys(sentences).filter((known) => family.test(known))
}

export interface ExampleAt {
  place: EntryPlace
  control: string
  name: string
  given: Record<string, unknown>
  expect: string
}

export function examplesIn(text: string): ExampleAt[] {
  return readList(text).entries.map((place) => {
    const { control, name, given, expect } = place.value
    const outcome = typeof expect === 'string' ? expect : fieldsOf(expect)['outcome']
    return {
      place,
      control: typeof control === 'string' ? control : '',
      name: typeof name === 'string' ? name : '',
      given: fieldsOf(given),
      expect: typeof outcome === 'string' ? outcome : '',
    }
  })
}

/** What coverage.yaml says of each clause, one sentence an entry. */
export function coverageIn(text: string): Map<string, string[]> {
  const said = new Map<string, string[]>()
  for (const { value } of readList(text).entries) {
    const { clause, says } = value
    if (typeof clause === 'string' && typeof says === 'string')
      said.set(clause, [...(said.get(clause) ?? []), says])
  }
  return said
}
