/**
 * Measures Rostrum, each figure against a reference in the same run. Nothing here is a test: machines differ.
 * Usage: npm run bench -- [name…] [--json]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Figure, Measure } from './figure.ts'
import { api } from './measures/api.ts'
import { backup } from './measures/backup.ts'
import { check } from './measures/check.ts'
import { detectors } from './measures/detectors.ts'
import { javascript } from './measures/javascript.ts'
import { ledger } from './measures/ledger.ts'
import { memory } from './measures/memory.ts'
import { people } from './measures/people.ts'
import { policy } from './measures/policy.ts'
import { publicRegister } from './measures/public-register.ts'
import { publish } from './measures/publish.ts'
import { register } from './measures/register.ts'
import { resultsDay, resultsDayOnPostgres } from './measures/results-day.ts'
import { schedule, scheduleOnPostgres } from './measures/schedule.ts'
import { start } from './measures/start.ts'
import { watch } from './measures/watch.ts'
import { inWords, machineFacts, machineInWords, reportOf, type Report } from './report.ts'

const measures: Measure[] = [
  start,
  memory,
  check,
  policy,
  publicRegister,
  publish,
  api,
  javascript,
  schedule,
  scheduleOnPostgres,
  resultsDay,
  resultsDayOnPostgres,
  ledger,
  register,
  people,
  watch,
  backup,
  detectors,
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

function explain(): void {
  console.log('Usage: npm run bench -- [name…] [--json]\n')
  for (const { name, about, aim } of measures)
    console.log(`  ${name.padEnd(18)} ${about}${aim ? ` Aim: ${aim}` : ''}`)
}

/** Runs one of our own scripts; what it says goes to standard error, so that `--json` stays one document. */
async function prepare(script: string, ...args: string[]): Promise<void> {
  const path = fileURLToPath(new URL(`../scripts/${script}`, import.meta.url))
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 2, 2] })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`scripts/${script} failed.`)
}

async function figuresOf(measure: Measure): Promise<{ figures: Figure[]; fault: string | null }> {
  try {
    return { figures: await measure.run(), fault: null }
  } catch (error) {
    // One that fails must not take the others' figures with it.
    return { figures: [], fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

async function main(): Promise<number> {
  const unknown = positionals.filter((name) => !measures.some((measure) => measure.name === name))
  if (unknown.length > 0) console.error(`There is no measure called ${unknown.join(' or ')}.\n`)
  if (values.help || unknown.length > 0) {
    explain()
    return unknown.length > 0 ? 2 : 0
  }
  const chosen = measures.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  if (chosen.some((measure) => measure.peers)) await prepare('ensure-peers.ts')
  if (chosen.some((measure) => measure.pages)) await prepare('build-ui.ts', '--if-stale')
  const report: Report = { at: new Date().toISOString(), machine: machineFacts(), measures: [] }
  if (!values.json) console.log(machineInWords(report.machine))
  for (const measure of chosen) {
    const started = performance.now()
    if (values.json) console.error(`${measure.name}…`)
    const { figures, fault } = await figuresOf(measure)
    const done = reportOf(measure, (performance.now() - started) / 1000, figures, fault)
    report.measures.push(done)
    if (!values.json) console.log(inWords(done))
  }
  if (values.json) console.log(JSON.stringify(report, null, 2))
  return report.measures.some((done) => done.fault !== null) ? 1 : 0
}

process.exitCode = await main()
