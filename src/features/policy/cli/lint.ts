import { Invalid } from '#platform/errors.ts'
import { lintPack } from '../lint/index.ts'
import type { LintFinding, LintWeight } from '../lint/index.ts'
import { asked, findPacks } from './find-pack.ts'
import type { Out } from './find-pack.ts'
import { plural } from './table.ts'

export interface PolicyLintArguments {
  pack?: string
  all?: boolean
  /** ISO day that dates are judged by; the present day when absent. */
  today?: string
  json?: boolean
}

/** `rostrum policy lint`: what somebody should look at in a pack. Ends with 1 on faults, not on warnings or advice. */
export async function runPolicyLint(args: PolicyLintArguments, out: Out): Promise<number> {
  const today = args.today === undefined ? Temporal.Now.plainDateISO().toString() : dayFrom(args.today)
  const { packs, corrupt } = await findPacks(await asked(args))
  const linted = packs.map((pack) => ({
    pack: pack.frontMatter.id,
    title: pack.frontMatter.title,
    findings: lintPack(pack, { today }),
  }))
  if (args.json) out(JSON.stringify({ today, packs: linted, corrupt }, null, 2))
  else {
    for (const { message } of corrupt) out(`${message}\n`)
    for (const { pack, title, findings } of linted) {
      out(`${title} (${pack})`)
      for (const line of findings.flatMap(said)) out(line)
      out(`  ${counted(findings)}`)
      out('')
    }
  }
  const faults = linted.some(({ findings }) => findings.some(({ weight }) => weight === 'fault'))
  return corrupt.length > 0 || faults ? 1 : 0
}

function dayFrom(text: string): string {
  try {
    return Temporal.PlainDate.from(text).toString()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Invalid('policy.no-day', `“${text}” is no day.`, { fix: 'Write it as 2026-11-21.' })
  }
}

function said({ rule, clause, control, file, line, weight, says, mend, because }: LintFinding): string[] {
  const where = [clause, control].filter((one) => one !== undefined).join(' ')
  return [
    `  ${file}:${line}  ${weight}  ${where === '' ? '' : `${where}  `}(${rule})`,
    `    ${says}`,
    `    → ${mend}`,
    ...(because === undefined ? [] : [`    ${because}`]),
  ]
}

function counted(findings: readonly LintFinding[]): string {
  if (findings.length === 0) return 'Nothing to mend.'
  const count = (weight: LintWeight): number => findings.filter((one) => one.weight === weight).length
  return `${plural(count('fault'), 'fault')} · ${plural(count('warning'), 'warning')} · ${count('advice')} advice`
}
