import { changeMapAt } from '../yaml/yaml-edit.ts'
import { fieldsOf, readMap, type YamlFault } from '../yaml/yaml-text.ts'
import { particularsIn } from '../controls/pack-reading.ts'

export interface OfficeForm {
  id: string
  name: string
  about: string
  contact: string[]
}
/** The particulars at the head of policy.md as the fields of a form. */
export interface Particulars {
  title: string
  summary: string
  owner: string
  approver: string
  approved: string
  review: string
  appliesTo: string[]
  offices: OfficeForm[]
  approvedBy: string[]
}

export const order = [
  'id',
  'title',
  'summary',
  'owner',
  'approver',
  'approved',
  'review',
  'applies-to',
  'offices',
  'approved-by',
  'blackouts',
  'election-periods',
  'sources',
]

export type ReadParticulars =
  | { particulars: Particulars; fault: null }
  | { particulars: null; fault: YamlFault }

export function readParticulars(policy: string): ReadParticulars {
  const head = particularsIn(policy)
  if (!head) {
    const says = 'The policy begins with its particulars between two lines of “---”.'
    return { particulars: null, fault: { line: 1, says } }
  }
  const { map, fault } = readMap(head.text, [])
  // The first line is the one of “---”.
  if (fault) return { particulars: null, fault: { ...fault, line: fault.line + 1 } }
  const value = map?.value ?? {}
  return {
    fault: null,
    particulars: {
      title: words(value['title']),
      summary: words(value['summary']),
      owner: words(value['owner']),
      approver: words(value['approver']),
      approved: words(value['approved']),
      review: words(value['review']),
      appliesTo: listOf(value['applies-to']).map(words),
      offices: listOf(value['offices']).map(officeOf),
      approvedBy: listOf(value['approved-by']).map(words),
    },
  }
}

const words = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function officeOf(value: unknown): OfficeForm {
  const { id, name, about, contact } = fieldsOf(value)
  return {
    id: words(id),
    name: words(name),
    about: words(about),
    contact: contact === undefined ? ['email'] : listOf(contact).map(words),
  }
}

const nameOf: Record<keyof Particulars, string> = {
  title: 'title',
  summary: 'summary',
  owner: 'owner',
  approver: 'approver',
  approved: 'approved',
  review: 'review',
  appliesTo: 'applies-to',
  offices: 'offices',
  approvedBy: 'approved-by',
}

/** Changes one of the particulars; the rest of policy.md stays as it is. */
export function writeParticular(
  policy: string,
  field: keyof Particulars,
  value: Particulars[keyof Particulars],
): string {
  const head = particularsIn(policy)
  if (!head) return policy
  const changed = changeMapAt(head.text, [], { key: nameOf[field], value }, order)
  const behind = head.start + head.text.length - 1
  return policy.slice(0, head.start) + changed.replace(/\n$/, '') + policy.slice(behind)
}

/** What the check said of one of the particulars: the path before the colon begins with its name. */
export function particularFault(
  faults: readonly { file: string; fault: string }[],
  field: keyof Particulars,
): string | undefined {
  const name = nameOf[field]
  const found = faults.find(
    ({ file, fault }) => file === 'policy.md' && new RegExp(`^${name}(?:\\.[\\w-]+)*: `).test(fault),
  )
  return found?.fault.replace(/^[\w.-]+: ./, (start) => start.slice(-1).toUpperCase())
}
