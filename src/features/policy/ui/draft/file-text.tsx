import type { Ref } from 'react'
import { TextArea } from '#ui/parts/fields.tsx'
import type { PackFiles } from '../../drafts/contract.ts'
import type { Desk } from './desk.ts'
import controls from './controls/controls.module.css'
import css from './draft.module.css'

const files: Record<keyof PackFiles, { label: string; hint: string }> = {
  'policy.md': {
    label: 'Policy',
    hint: 'The words of the policy in Markdown. A paragraph that ends in {#EX-1.1} is a clause.',
  },
  'controls.yaml': { label: 'Controls as YAML', hint: 'What happens about each clause.' },
  'messages.yaml': { label: 'Sentences', hint: 'What people read when a control speaks.' },
  'examples.yaml': {
    label: 'Examples',
    hint: 'At least four for each control; they are run as tests.',
  },
  'coverage.yaml': { label: 'Coverage', hint: 'Clauses that something else honours, or nothing yet.' },
}

interface FileTextProps {
  desk: Desk
  file: keyof PackFiles
  ref: Ref<HTMLTextAreaElement>
}

/** One of the files as its author writes it. */
export function FileText({ desk, file, ref }: FileTextProps) {
  return (
    <TextArea
      ref={ref}
      className={css.file}
      label={files[file].label}
      hint={files[file].hint}
      value={desk.files[file]}
      readOnly={!desk.mayWrite}
      onChange={(value) => desk.edit(() => ({ [file]: value }))}
      rows={28}
      spellCheck={file === 'policy.md'}
    />
  )
}

/** Puts the cursor on a line and brings it into view: a text field scrolls to its cursor only when somebody types. */
export function goToLine(area: HTMLTextAreaElement | null, line: number): void {
  if (!area) return
  const before = area.value
    .split('\n')
    .slice(0, line - 1)
    .join('\n')
  const start = line > 1 ? before.length + 1 : 0
  area.focus()
  area.setSelectionRange(start, start)
  // Lines are wrapped, so how far down one is can only be measured.
  const measure = area.cloneNode() as HTMLTextAreaElement
  measure.removeAttribute('id')
  measure.rows = 1
  measure.value = before
  area.after(measure)
  area.scrollTop = Math.max(0, measure.scrollHeight - area.clientHeight / 3)
  measure.remove()
}

interface FormSwitchProps {
  asText: boolean
  onChange: (asText: boolean) => void
}

/** The same controls, as forms or as the text of their file. */
export function FormSwitch({ asText, onChange }: FormSwitchProps) {
  return (
    <div role="group" aria-label="Show the controls as" className={controls.switch}>
      <button type="button" aria-pressed={!asText} onClick={() => onChange(false)}>
        Form
      </button>
      <button type="button" aria-pressed={asText} onClick={() => onChange(true)}>
        YAML
      </button>
    </div>
  )
}
