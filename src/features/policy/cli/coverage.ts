import { coverageWords } from '../engine/coverage-kinds.ts'
import { coverageOf } from '../packs/coverage.ts'
import { asked, findPacks } from './find-pack.ts'
import type { Out } from './find-pack.ts'
import { coverageLines } from './test.ts'
import { totalsTable, waitingOf, waitingTable } from './waiting.ts'

/** `rostrum policy coverage`: what the system does about each clause, and what proves it. Runs no examples. */
export async function runPolicyCoverage(
  args: { pack?: string; all?: boolean; json?: boolean },
  out: Out,
): Promise<number> {
  const { packs, corrupt } = await findPacks(await asked(args))
  const covered = packs.map((pack) => {
    const coverage = coverageOf(pack)
    const { id, title } = pack.frontMatter
    return { pack: id, title, coverage, waiting: waitingOf(pack, coverage) }
  })
  if (args.json) out(JSON.stringify({ packs: covered, corrupt }, null, 2))
  else {
    for (const { message } of corrupt) out(`${message}\n`)
    for (const { pack, title, coverage, waiting } of covered) {
      const proved = coverage.clauses.filter(({ proof }) => proof.length > 0)
      out(`${title} (${pack})`)
      for (const line of coverageLines(coverage)) out(line)
      out('')
      if (proved.length > 0) out('  Proved by tests of the running system:')
      for (const { clause, kind, proof } of proved)
        out(`  ${clause}  ${coverageWords[kind]}  ${[...new Set(proof)].join(', ')}`)
      if (proved.length > 0) out('')
      if (!args.all) for (const line of waitingTable(waiting)) out(line)
    }
    if (args.all) {
      const totals = covered.map(({ pack, coverage: { clauses, byKind } }) => ({
        pack,
        clauses: clauses.length,
        byKind,
      }))
      const waiting = covered.flatMap((one) => one.waiting)
      for (const line of [...totalsTable(totals), '', ...waitingTable(waiting)]) out(line)
    }
  }
  return corrupt.length === 0 ? 0 : 1
}
