import { join } from 'node:path'
import { CorruptPack } from './packs/faults.ts'
import { loadPack, packNames, packsFolder, testPack } from './packs.ts'
import type { PackTest } from './packs.ts'
import { coverageKinds, coverageWords } from './engine/coverage-kinds.ts'

export interface PolicyTestArguments {
  /** A pack's name, or the path of its folder. */
  pack?: string
  all?: boolean
  json?: boolean
}

/** `rostrum policy test`: runs examples and prints coverage. Returns the exit code. */
export async function runPolicyTest(args: PolicyTestArguments, out: (line: string) => void): Promise<number> {
  const names =
    args.pack !== undefined && !args.all ? [args.pack] : args.all ? await packNames() : ['baseline']
  const tests: PackTest[] = []
  const corrupt: { pack: string; faults: CorruptPack['faults']; message: string }[] = []
  for (const name of names) {
    try {
      tests.push(testPack(await loadPack(/[\\/.]/.test(name) ? name : join(packsFolder, name))))
    } catch (error) {
      if (!(error instanceof CorruptPack)) throw error
      corrupt.push({ pack: name, faults: error.faults, message: error.message })
    }
  }
  if (args.json) out(JSON.stringify({ packs: tests, corrupt }, null, 2))
  else {
    for (const { message } of corrupt) out(message)
    for (const test of tests) for (const line of table(test)) out(line)
  }
  return corrupt.length === 0 && tests.every(({ passed }) => passed) ? 0 : 1
}

function table({ title, pack, examples, thin, coverage }: PackTest): string[] {
  const failed = examples.filter(({ passed }) => !passed)
  const widths = { clause: widest(coverage.clauses.map(({ clause }) => clause)), kind: 11 }
  const counts = coverageKinds.map((kind) => `${coverage.byKind[kind]} ${coverageWords[kind]}`).join(' · ')
  return [
    `${title} (${pack})`,
    `  ${examples.length - failed.length} of ${examples.length} examples pass`,
    ...failed.map(
      ({ control, name, line, fault }) => `  ✗ examples.yaml:${line} ${control}: ${name}: ${fault}`,
    ),
    ...thin.map(({ control, examples: count }) => `  ✗ ${control} has ${count} examples; four are wanted`),
    `  ${coverage.clauses.length} clauses: ${counts}`,
    '',
    ...coverage.clauses.map(
      ({ clause, kind, says }) =>
        `  ${clause.padEnd(widths.clause)}  ${coverageWords[kind].padEnd(widths.kind)}  ${says.join(' ')}`,
    ),
    '',
  ]
}

const widest = (words: string[]): number => Math.max(0, ...words.map((word) => word.length))
