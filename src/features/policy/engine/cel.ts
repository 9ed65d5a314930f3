import { celEnv, celList, celMap, isCelError, parse, plan } from '@bufbuild/cel'
import type { CelInput, CelResult } from '@bufbuild/cel'
import { strings } from '@bufbuild/cel/ext'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { namesIn } from './cel-names.ts'
import { didYouMeanOrAll } from './nearest.ts'
import type { FactValue } from './types.ts'

export interface ConditionInput {
  facts: Record<string, FactValue>
  institution: Record<string, FactValue>
  /** ISO instant. */
  now: string
  /** The subject under the name of its kind. */
  [subject: string]: FactValue | string
}

export type Judged = { ok: true; value: boolean } | { ok: false; fault: string }
export type Condition = (input: Record<string, CelInput>) => Judged
export type Compiled =
  | { ok: true; condition: Condition }
  | { ok: false; fault: string; line: number; column: number }

const env = celEnv({ funcs: [...strings] })

/**
 * Reads a CEL condition once. `variables` are the names it may use and, for each whose fields are known, those
 * fields: a name that nothing provides is a fault now and not a surprise later.
 */
export function compile(source: string, variables: Record<string, readonly string[] | null>): Compiled {
  try {
    const parsed = parse(source)
    const unknown = namesIn(parsed.expr).flatMap(({ root, field }) => unknownName(root, field, variables))
    if (unknown[0]) return { ok: false, fault: unknown.join(' '), line: 1, column: 1 }
    const run = plan(env, parsed)
    return { ok: true, condition: (input) => judged(run(input)) }
  } catch (error) {
    return { ok: false, ...syntaxFault(error) }
  }
}

function unknownName(
  root: string,
  field: string | null,
  variables: Record<string, readonly string[] | null>,
): string[] {
  if (!Object.hasOwn(variables, root)) {
    const names = Object.keys(variables)
    return [`There is no “${root}” here.${didYouMeanOrAll(root, names)}`]
  }
  const fields = variables[root]
  if (!fields || field === null || fields.includes(field)) return []
  return [`There is no ${root}.${field}.${didYouMeanOrAll(field, [...fields])}`]
}

function judged(result: CelResult): Judged {
  if (isCelError(result)) return { ok: false, fault: result.message }
  if (typeof result !== 'boolean') return { ok: false, fault: 'A condition must come out true or false.' }
  return { ok: true, value: result }
}

function syntaxFault(error: unknown): { fault: string; line: number; column: number } {
  const message = error instanceof Error ? error.message : String(error)
  const [, line = '1', column = '1'] = /<input>:(\d+):(\d+)/.exec(message) ?? []
  const text = message.replace(/^(?:syntax error:? ?)+/, '').replace(/<input>:\d+:\d+:\s*/, '')
  const fault = `The condition cannot be read at column ${column}: ${text}. Mend it there; conditions are written in CEL.`
  return { fault, line: Number(line), column: Number(column) }
}

export const celInstant = (now: string): CelInput => timestampFromMs(Date.parse(now))

/** Plain values as CEL's own, converted once: given as they are, each condition that reads them would do it again. */
export function asCel(value: unknown): CelInput {
  if (Array.isArray(value)) return celList(value.map(asCel))
  if (typeof value === 'object' && value !== null)
    return celMap(new Map(Object.entries(value).map(([name, field]) => [name, asCel(field)])))
  return value as CelInput
}
