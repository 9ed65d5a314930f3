import type { DraftCheck, PackFiles } from '../../../drafts/contract.ts'
import { readList } from '../yaml/yaml-text.ts'
import { outcomes } from '../../../engine/types.ts'
import { examplesIn, type ExampleAt } from './pack-reading.ts'
import type { ControlForm } from './control-form.ts'

export interface ControlFault {
  /** The field of the form that it is about; null: the control as a whole. */
  field: keyof ControlForm | null
  says: string
}

const fieldOfName: Record<string, keyof ControlForm> = {
  id: 'id',
  clause: 'clause',
  subject: 'subject',
  moment: 'moments',
  when: 'when',
  proof: 'proof',
  'in-place-of': 'inPlaceOf',
  say: 'say',
  offer: 'offers',
  override: 'override',
  all: 'requirements',
  hours: 'hours',
  office: 'office',
  'within-days': 'withinDays',
  fact: 'fact',
  where: 'where',
}
const isOutcome = (name: string): boolean => outcomes.some((one) => one === name)

/** The faults that the check has found in each control, by its name, with the field that they are about. */
export function controlFaults(check: DraftCheck, checked: PackFiles): Map<string, ControlFault[]> {
  const { entries } = readList(checked['controls.yaml'])
  const found = new Map<string, ControlFault[]>()
  for (const { file, line, fault } of check.faults) {
    if (file !== 'controls.yaml') continue
    const entry = entries.findLast((one) => one.line <= line)
    if (!entry) continue
    const id = String(entry.value['id'] ?? '')
    const on = entry.flow ? [] : entry.pairs.filter((pair) => pair.line <= line && line <= pair.lastLine)
    const placed = placedFault(fault, id, on.length === 1 ? (on[0]?.key ?? '') : '')
    found.set(id, [...(found.get(id) ?? []), placed])
  }
  return found
}

/** "4.hold.hours: this is missing." names the field in its path; other faults by the line that they stand on. */
function placedFault(fault: string, id: string, lineKey: string): ControlFault {
  const path = /^\d+((?:\.[\w-]+)*): /.exec(fault)
  const says = fault.slice(path?.[0].length ?? (fault.startsWith(`${id}: `) ? id.length + 2 : 0))
  if (path) return { field: fieldOfPath((path[1] ?? '').split('.').filter(Boolean)), says: sentence(says) }
  if (/sentence “offer\./.test(says)) return { field: 'offers', says }
  if (/sentence “/.test(says)) return { field: 'say', says }
  if (lineKey === 'id' && !/stands already|id/.test(says)) return { field: null, says }
  if (lineKey === 'mark') return { field: says.startsWith('There is no fact') ? 'fact' : 'where', says }
  return { field: isOutcome(lineKey) ? 'outcome' : (fieldOfName[lineKey] ?? null), says }
}

function fieldOfPath(path: readonly string[]): keyof ControlForm | null {
  const [first = '', second = ''] = path
  if (first === 'mark') return second === 'where' ? 'where' : 'fact'
  if (!isOutcome(first)) return fieldOfName[first] ?? null
  if (/^\d+$/.test(second)) return 'requirements'
  return fieldOfName[second] ?? 'outcome'
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export interface JudgedExample extends ExampleAt {
  /** Null: the check has not judged it as it stands now. */
  passed: boolean | null
  fault: string | null
}

/** The examples as they stand now, each with what the check said of the same one. */
export function judgedExamples(files: PackFiles, check: DraftCheck, checked: PackFiles): JudgedExample[] {
  const checkedByLine = new Map(
    readList(checked['examples.yaml']).entries.map((entry) => [entry.line, JSON.stringify(entry.value)]),
  )
  const results = new Map(check.examples.map((one) => [checkedByLine.get(one.line) ?? '', one]))
  return examplesIn(files['examples.yaml']).map((example) => {
    const result = results.get(JSON.stringify(example.place.value))
    return { ...example, passed: result?.passed ?? null, fault: result?.fault ?? null }
  })
}
