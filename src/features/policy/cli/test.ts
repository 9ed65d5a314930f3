import { coverageKinds, coverageWords } from '../engine/coverage-kinds.ts'
import type { Coverage } from '../packs/coverage.ts'
import { testPack } from '../packs.ts'
import type { PackTest } from '../packs.ts'
import { asked, findPacks } from './find-pack.ts'
import type { Out } from './find-pack.ts'
import { columns, plural } from './table.ts'
import { totalsTable, waitingOf, waitingTable } from './waiting.ts'

export interface PolicyTestArguments {
  /** A pack's name, or the path of its folder. */
  pack?: string
  all?: boolean
  json?: boolean
}

/** `rostrum policy test`: runs examples and prints coverage. Returns the exit code. */
export async function runPolicyTest(args: PolicyTestArguments, out: Out): Promise<number> {
  const { packs, corrupt } = await findPacks(await asked(args))
  const tests = packs.map(testPack)
  const totals = tests.map(({ pack, coverage }) => ({
    pack,
    clauses: coverage.clauses.length,
    byKind: coverage.byKind,
  }))
  const waiting = packs.flatMap((pack, at) => waitingOf(pack, tests[at]?.coverage ?? none))
  if (args.json) out(JSON.stringify({ packs: tests, corrupt, totals, waiting }, null, 2))
  else {
    for (const { message } of corrupt) out(`${message}\n`)
    for (const test of tests) for (const line of table(test)) out(line)
    if (args.all) for (const line of [...totalsTable(totals), '', ...waitingTable(waiting)]) out(line)
  }
  return corrupt.length === 0 && tests.every(({ passed }) => passed) ? 0 : 1
}

const none: Coverage = {
  clauses: [],
  byKind: { enforced: 0, checked: 0, recorded: 0, guided: 0, 'not-covered': 0 },
}

function table({ title, pack, examples, thin, coverage }: PackTest): string[] {
  const failed = examples.filter(({ passed }) => !passed)
  return [
    `${title} (${pack})`,
    `  ${examples.length - failed.length} of ${plural(examples.length, 'example')} pass`,
    ...failed.map(
      ({ control, name, line, fault }) => `  ✗ examples.yaml:${line} ${control}: ${name}: ${fault}`,
    ),
    ...thin.map(
      ({ control, examples: count }) => `  ✗ ${control} has ${plural(count, 'example')}; four are wanted`,
    ),
    ...coverageLines(coverage),
    '',
  ]
}

/** Each clause with what happens about it; one that is not covered says which controls it waits for. */
export function coverageLines({ clauses, byKind }: Coverage): string[] {
  const counts = coverageKinds.map((kind) => `${byKind[kind]} ${coverageWords[kind]}`).join(' · ')
  const rows = clauses.map(({ clause, kind, says, needs }) => {
    const waits = kind === 'not-covered' && needs.length > 0 ? [`Waits for ${needs.join(', ')}.`] : []
    return [clause, coverageWords[kind], [...says, ...waits].join(' ')]
  })
  return [`  ${plural(clauses.length, 'clause')}: ${counts}`, '', ...columns(rows)]
}
