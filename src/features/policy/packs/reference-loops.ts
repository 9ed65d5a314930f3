import { detectors } from '../engine/index.ts'
import type { Messages } from '../engine/index.ts'
import type { PackFault } from './faults.ts'
import type { Clause } from './policy-text.ts'
import type { YamlFile } from './yaml-file.ts'

/** Words with which one only refers. */
const referring = /\b(?:see|as|in|of|and|the|is|set|out|under|clauses?|applies|refer|refers|to|here|too)\b/gi

/** Clauses that say nothing but where it is said, round in a circle: nobody could find out what they ask. */
export function clauseLoops(clauses: readonly Clause[]): PackFault[] {
  const ids = new Set(clauses.map(({ id }) => id))
  const next = new Map(clauses.map((clause) => [clause.id, onlyTarget(clause, ids)]))
  return loopsIn(next).map((circle) => ({
    file: 'policy.md',
    line: clauses.find(({ id }) => id === circle[0])?.line ?? 1,
    fault: `A loop: ${circle.join(' refers to ')}, which refers to ${circle[0]}, and none says what to do. Say it in one of them.`,
  }))
}

function onlyTarget({ text }: Clause, ids: ReadonlySet<string>): string | undefined {
  const named = [...text.matchAll(/\]\(#([^)\s]*)\)|\b([A-Z]+-\d+(?:\.\d+)*[a-z]?)\b/g)]
  const target = named.map(([, link, bare]) => link ?? bare ?? '').find((id) => ids.has(id))
  const own = text
    .replace(/\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\b[A-Z]+-\d+(?:\.\d+)*[a-z]?\b/g, '')
    .replace(referring, '')
  return /[\p{L}\d]/u.test(own) ? undefined : target
}

const alwaysThere = ['text', 'clause', 'control', 'fault', 'count', 'hours']

/** A sentence stands for itself: one that calls for another would be shown with the braces in it. */
export function messageLoops({ value, lineOf }: YamlFile<Messages>): PackFault[] {
  const attributes = new Set([...alwaysThere, ...detectors.flatMap((one) => Object.keys(one.attributes))])
  return Object.entries(value ?? {}).flatMap(([language, sentences]) => {
    const calls = new Map(
      Object.entries(sentences).map(([key, message]) => {
        const text = typeof message === 'string' ? message : `${message.one} ${message.other}`
        const named = [...text.matchAll(/\{([a-z0-9.-]+)\}/gi)].map(([, name = '']) => name)
        return [key, named.find((name) => !attributes.has(name) && Object.hasOwn(sentences, name))]
      }),
    )
    const circles = loopsIn(calls)
    return [...calls].flatMap(([key, called]) => {
      if (called === undefined) return []
      const circle = circles.find((one) => one.includes(key))
      const loop = circle ? `, a loop of ${circle.length}` : ''
      const fault = `The sentence “${key}” calls for the sentence “${called}”${loop}. Write each out whole.`
      return [{ file: 'messages.yaml', line: lineOf([language, key]), fault }]
    })
  })
}

/** Each circle once, begun where it was met first. */
function loopsIn(next: ReadonlyMap<string, string | undefined>): string[][] {
  const seen = new Set<string>()
  const circles: string[][] = []
  for (const start of next.keys()) {
    const path: string[] = []
    let at: string | undefined = start
    while (at !== undefined && !seen.has(at)) {
      seen.add(at)
      path.push(at)
      at = next.get(at)
    }
    if (at !== undefined && path.includes(at)) circles.push(path.slice(path.indexOf(at)))
  }
  return circles
}
