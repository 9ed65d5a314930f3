import { useId } from 'react'
import { Chip } from '#ui/parts/chip.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { Desk } from '../desk.ts'
import { AboutPart, WhenPart } from './about-part.tsx'
import type { ControlFault, JudgedExample } from './control-faults.ts'
import type { ControlForm } from './control-form.ts'
import { ExamplesPart } from './examples-part.tsx'
import { MorePart } from './more-part.tsx'
import { NameField } from './name-field.tsx'
import { OutcomePart } from './outcome-part.tsx'
import { renameControl, writeControl } from './pack-edits.ts'
import { controlsIn, keysOf, sentenceKey, type ControlAt, type Sentence } from './pack-reading.ts'
import { RemoveControl } from './remove-control.tsx'
import { SentencePart } from './sentence-part.tsx'
import { outcomeWords } from './words.ts'
import css from './controls.module.css'

export interface ControlCardProps {
  desk: Desk
  control: ControlAt
  faults: readonly ControlFault[]
  examples: readonly JudgedExample[]
  sentences: Record<string, Sentence>
  open: boolean
  onOpen: (open: boolean) => void
  /** It is called something else from now on, or is gone. */
  onRenamed: (id: string | null) => void
}

/** One control of the list: a line that says what it does, and its form below when it is open. */
export function ControlCard(props: ControlCardProps) {
  const { control, faults, examples, sentences, open, onOpen } = props
  const { form } = control
  const id = useId()
  const wrong = examples.filter(({ passed }) => passed === false).length
  const [key] = keysOf(sentenceKey(form), sentences)
  const sentence = sentences[`does.${form.id}`] ?? (key === undefined ? undefined : sentences[key])
  return (
    <li className={css.control}>
      <button
        type="button"
        className={css.row}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-control={form.id}
        onClick={() => onOpen(!open)}
      >
        <span className={css.name}>{form.id === '' ? 'A control without a name' : form.id}</span>
        {form.outcome !== '' && (
          <Chip level={outcomeWords[form.outcome].level}>{outcomeWords[form.outcome].chip}</Chip>
        )}
        {faults.length > 0 && (
          <Chip level="refuse">{faults.length === 1 ? 'One fault' : `${faults.length} faults`}</Chip>
        )}
        {wrong > 0 && (
          <Chip level="refuse">
            {wrong === 1 ? 'An example does not hold' : `${wrong} examples do not hold`}
          </Chip>
        )}
        {typeof sentence === 'string' && <span className={css.says}>{sentence}</span>}
      </button>
      {open && <OpenControl {...props} regionId={id} />}
    </li>
  )
}

function OpenControl({
  desk,
  control,
  faults,
  onRenamed,
  regionId,
}: ControlCardProps & { regionId: string }) {
  const { form, place } = control
  const set = (change: Partial<ControlForm>) =>
    desk.edit(() => ({
      'controls.yaml': writeControl(desk.files['controls.yaml'], control, { ...form, ...change }),
    }))
  const faultOf = (field: keyof ControlForm) =>
    faults.find((fault) => fault.field !== null && shownAt(fault.field, form) === field)?.says
  const general = faults.filter(({ field }) => field === null)
  const parts = { desk, form, set, faultOf }
  return (
    <div id={regionId} role="group" aria-label={`The control ${form.id}`} className={css.form}>
      {general.length > 0 && (
        <Callout level="refuse">
          <ul className={css.faults}>
            {general.map(({ says }) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        </Callout>
      )}
      {place.shared && (
        <Callout level="hold" title="This control shares a part with another">
          “&amp;” and “*” stand for something that is written once and used twice. A form would tear it apart,
          so it is changed as YAML.
        </Callout>
      )}
      <fieldset className={css.part} disabled={!desk.mayWrite || place.shared}>
        <legend className="visually-hidden">Its name</legend>
        <NameField
          key={form.id}
          id={form.id}
          taken={controlsIn(desk.files['controls.yaml']).map((one) => one.form.id)}
          fault={faultOf('id')}
          onRename={(name) => {
            desk.edit(() => renameControl(desk.files, control, name))
            onRenamed(name)
          }}
        />
      </fieldset>
      <fieldset className={css.whole} disabled={!desk.mayWrite || place.shared}>
        <legend className="visually-hidden">What it says and does</legend>
        <AboutPart {...parts} />
        <WhenPart {...parts} />
        <OutcomePart {...parts} />
        <SentencePart {...parts} />
        <MorePart {...parts} />
      </fieldset>
      <ExamplesPart desk={desk} form={form} />
      <Row>
        <button type="button" className={css.link} onClick={() => desk.showText('controls.yaml', place.line)}>
          See this control as YAML
        </button>
        {desk.mayWrite && <RemoveControl desk={desk} control={control} onRemoved={() => onRenamed(null)} />}
      </Row>
    </div>
  )
}

/** A fault of a field that the form does not show now stands at what governs it. */
function shownAt(field: keyof ControlForm, { outcome, fact }: ControlForm): keyof ControlForm {
  if (field === 'hours' && outcome !== 'hold') return 'outcome'
  if (field === 'withinDays' && outcome !== 'task') return 'outcome'
  if (field === 'office' && !['hold', 'task', 'route'].includes(outcome)) return 'outcome'
  if (field === 'requirements' && outcome !== 'require') return 'outcome'
  if (field === 'where' && fact === '') return 'fact'
  return field
}
