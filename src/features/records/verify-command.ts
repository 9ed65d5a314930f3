import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Db } from '#platform/db/index.ts'
import {
  readVerifierKey,
  verifyBundle,
  verifyLog,
  type BundleReport,
  type LogReport,
} from '#platform/ledger/index.ts'

export interface VerifyCommandDeps {
  /** The installation's database. Not opened when a file is given, so hand in a function. */
  db?: () => Promise<Db>
  /** The public key of the installation's own log, as `publicKeyOf` gives it. */
  publicKey?: () => string
  out: (line: string) => void
}

export const verifyHelp = `rostrum records verify [file] [--key <public key or file>] [--against <checkpoint file>] [--json]

Verifies the whole log of this installation, or, with a file, an export: no database and no network are needed then.

  --key      the public key to trust: \`name+hash+key\`, base64, or a file that holds one of them or PEM.
             Without it, the log is verified with the installation's own key, and a file with the key inside it.
  --against  a checkpoint that was kept elsewhere: shows whether the log was cut or rewritten since.
  --json     one JSON document instead of the table.

Ends with 0 when everything holds, 1 when something does not, 2 when it could not be looked at.`

interface Options {
  file: string | undefined
  key: string | undefined
  against: string | undefined
  json: boolean
  help: boolean
}

function optionsOf(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      against: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (positionals.length > 1) throw new Error('Give one file, or none for the whole log.')
  return {
    file: positionals[0],
    key: values.key,
    against: values.against,
    json: values.json,
    help: values.help,
  }
}

/** A key is given as itself or as a file that holds it. */
function keyText(given: string): string {
  try {
    readVerifierKey(given)
    return given
  } catch (notAKey) {
    try {
      return readFileSync(given, 'utf8').trim()
    } catch {
      throw notAKey
    }
  }
}

function table(rows: [string, string | number][]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`)
}

const count = (value: number): string => value.toLocaleString('en-GB')

function faultLines(faults: { sentence: string }[], total: number): string[] {
  const more = total - faults.length
  return [
    ...faults.map((fault) => `  ✗ ${fault.sentence}`),
    ...(more > 0 ? [`  … and ${count(more)} more.`] : []),
  ]
}

function sayLog(report: LogReport, seconds: number, out: (line: string) => void): void {
  out(report.ok ? 'The log holds: nothing in it was changed.' : 'The log does not hold.')
  const { latest } = report
  const rows: [string, string | number][] = [
    ['records in their place', count(report.size)],
    ['waiting for it', count(report.waiting)],
    ['not under a checkpoint yet', count(report.unsigned)],
    ['signed checkpoints', count(report.checkpoints)],
    ['contents kept', count(report.contents.kept)],
    ['contents erased, proof kept', count(report.contents.erased)],
    ['newest checkpoint', latest ? `${latest.origin}, ${count(latest.size)} records, ${latest.at}` : 'none'],
    ['its root', latest?.root ?? 'none'],
    ['faults', count(report.faultCount)],
    ['took', `${seconds.toFixed(1)} s`],
  ]
  for (const line of [...table(rows), ...faultLines(report.faults, report.faultCount)]) out(line)
}

function sayBundle(report: BundleReport, out: (line: string) => void): void {
  out(report.ok ? 'The export holds: every record in it is in the log.' : 'The export does not hold.')
  const rows: [string, string | number][] = [
    ['log', report.origin ?? 'unknown'],
    ['its size at the export', report.size === null ? 'unknown' : count(report.size)],
    ['records in this file', count(report.entries)],
    ['contents shown', count(report.contents.kept)],
    ['contents erased', count(report.contents.erased)],
    ['contents withheld', count(report.contents.withheld)],
    ['files that they name', count(report.files)],
    ['verified with', report.publicKey ?? 'no key'],
    ['faults', count(report.faults.length)],
  ]
  const shown = report.faults.slice(0, 20)
  for (const line of [...table(rows), ...faultLines(shown, report.faults.length)]) out(line)
  if (!report.keyGiven)
    out('  The key came from the file itself. Ask the university for its key and give it with --key.')
}

function verifyFile(options: Options, out: (line: string) => void): number {
  const document: unknown = JSON.parse(readFileSync(options.file ?? '', 'utf8'))
  const report = verifyBundle(document, options.key === undefined ? undefined : keyText(options.key))
  if (options.json) out(JSON.stringify(report, null, 2))
  else sayBundle(report, out)
  return report.ok ? 0 : 1
}

async function verifyInstallation(options: Options, deps: VerifyCommandDeps): Promise<number> {
  const key = options.key === undefined ? deps.publicKey?.() : keyText(options.key)
  if (!deps.db || key === undefined)
    throw new Error('There is no installation here. Give a file, or run this where Rostrum is installed.')
  const against = options.against === undefined ? {} : { against: readFileSync(options.against, 'utf8') }
  const begun = performance.now()
  const report = await verifyLog(await deps.db(), { key: readVerifierKey(key), ...against })
  if (options.json) deps.out(JSON.stringify(report, null, 2))
  else sayLog(report, (performance.now() - begun) / 1000, deps.out)
  return report.ok ? 0 : 1
}

/** `rostrum records verify`. Answers the exit code. */
export async function runRecordsVerify(args: string[], deps: VerifyCommandDeps): Promise<number> {
  try {
    const options = optionsOf(args)
    if (options.help) {
      deps.out(verifyHelp)
      return 0
    }
    return options.file === undefined
      ? await verifyInstallation(options, deps)
      : verifyFile(options, deps.out)
  } catch (error) {
    deps.out(error instanceof Error ? error.message : String(error))
    return 2
  }
}
