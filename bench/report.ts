import { cpus, totalmem } from 'node:os'
import { isMet, type Figure, type Measure } from './figure.ts'

export interface Machine {
  node: string
  platform: string
  cores: number
  processor: string
  memoryGb: number
}

export interface MeasureReport {
  name: string
  about: string
  aim: string | null
  seconds: number
  figures: (Figure & { met: boolean | null })[]
  /** Why there are no figures. */
  fault: string | null
}

export interface Report {
  at: string
  machine: Machine
  measures: MeasureReport[]
}

export function machineFacts(): Machine {
  const all = cpus()
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: all.length,
    processor: all[0]?.model.trim() || 'unknown',
    memoryGb: Math.round(totalmem() / 1e9),
  }
}

export function reportOf(
  { name, about, aim }: Measure,
  seconds: number,
  figures: Figure[],
  fault: string | null,
): MeasureReport {
  const judged = figures.map((each) => ({ ...each, met: isMet(each) }))
  return { name, about, aim, seconds, figures: judged, fault }
}

function number(value: number): string {
  if (value === 0) return '0'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

const words = { true: 'met', false: 'MISSED', null: '' }

function line(figure: MeasureReport['figures'][number]): string[] {
  const { name, value, unit, reference, ratio, met, note } = figure
  const said = [`  ${name}: ${number(value)} ${unit}`]
  if (reference && ratio !== null)
    said.push(`${reference.name}: ${number(reference.value)} ${unit}; ratio ${number(ratio)}`)
  if (figure.aim) {
    const { of, bound, to } = figure.aim
    said.push(`aim: ${of === 'ratio' ? 'ratio ' : ''}${bound} ${number(to)}, ${words[`${met}`]}`)
  }
  return [said.join(' | '), ...(note ? [`    ${note}`] : [])]
}

/** For people; the same facts as the JSON document. */
export function inWords(report: MeasureReport): string {
  const head = `${report.name} (${number(report.seconds)} s): ${report.about}`
  const aim = report.aim ? [`  Aim: ${report.aim}`] : []
  const rows = report.fault ? [`  FAILED: ${report.fault}`] : report.figures.flatMap(line)
  return [head, ...aim, ...rows, ''].join('\n')
}

export function machineInWords({ node, platform, cores, processor, memoryGb }: Machine): string {
  return `Node ${node} on ${platform}, ${cores} cores (${processor}), ${memoryGb} GB of memory\n`
}
