import { Button } from '@mantine/core'
import { SelectField, TextField } from '#ui/parts/fields.tsx'
import { fieldsToRead } from './readable-names.ts'
import { outcomes } from '../../../engine/types.ts'
import type { Desk } from '../desk.ts'
import { withOwn } from './about-part.tsx'
import { withOutcome, type RequirementRow } from './control-form.ts'
import type { FormProps } from './form-props.ts'
import { officesIn } from './pack-reading.ts'
import { outcomeWords, requirementWords } from './words.ts'
import css from './controls.module.css'

type PartProps = FormProps & { desk: Desk }

/** What happens where the control speaks, with what that outcome needs. */
export function OutcomePart(props: PartProps) {
  const { form, set, faultOf } = props
  const choices = outcomes.map((value) => ({ value, label: outcomeWords[value].label }))
  return (
    <fieldset className={css.part}>
      <legend>What it does</legend>
      <SelectField
        label="Outcome"
        hint={form.outcome === '' ? 'Choose what happens.' : outcomeWords[form.outcome].hint}
        data={withOwn(choices, form.outcome)}
        value={form.outcome}
        onChange={(value) => {
          const outcome = outcomes.find((one) => one === value)
          if (outcome) set(withOutcome(form, outcome))
        }}
        error={faultOf('outcome')}
      />
      {form.outcome === 'require' && <Requirements {...props} />}
      {form.outcome === 'hold' && (
        <TextField
          label="Hours that it waits"
          inputMode="decimal"
          value={form.hours}
          onChange={(hours) => set({ hours })}
          error={faultOf('hours')}
        />
      )}
      {(form.outcome === 'hold' || form.outcome === 'task' || form.outcome === 'route') && (
        <Office {...props} />
      )}
      {form.outcome === 'task' && (
        <TextField
          label="Days within which it is done"
          inputMode="numeric"
          value={form.withinDays}
          onChange={(withinDays) => set({ withinDays })}
          error={faultOf('withinDays')}
        />
      )}
      {['refuse', 'require', 'hold'].includes(form.outcome) && <Override {...props} />}
    </fieldset>
  )
}

function Override({ form, set, faultOf }: PartProps) {
  return (
    <SelectField
      label="May somebody go ahead all the same?"
      data={withOwn(
        [
          {
            value: '',
            label: form.outcome === 'require' ? 'As usual: when only a reason is asked for' : 'As usual: no',
          },
          { value: 'with-reason', label: 'Yes, with a recorded reason' },
          { value: 'never', label: 'No, never' },
        ],
        form.override,
      )}
      value={form.override}
      onChange={(override) => set({ override })}
      error={faultOf('override')}
    />
  )
}

const officeChoices = (desk: Desk) =>
  officesIn(desk.files['policy.md']).map(({ id, name }) => ({ value: id, label: name }))

function Office({ desk, form, set, faultOf }: PartProps) {
  const choices = officeChoices(desk)
  const nobody = { value: '', label: 'Whoever may pause all sending' }
  return (
    <SelectField
      label={form.outcome === 'hold' ? 'Who may end the wait' : 'Office'}
      hint="The offices that the policy names in its particulars."
      data={withOwn(form.outcome === 'hold' ? [nobody, ...choices] : choices, form.office)}
      value={form.office}
      onChange={(office) => set({ office })}
      error={faultOf('office')}
    />
  )
}

function Requirements({ desk, form, set, faultOf }: PartProps) {
  const change = (at: number, row: Partial<RequirementRow>) =>
    set({ requirements: form.requirements.map((one, index) => (index === at ? { ...one, ...row } : one)) })
  const kinds = Object.entries(requirementWords).map(([value, { label }]) => ({ value, label }))
  const error = faultOf('requirements')
  return (
    <>
      {form.requirements.map((row, at) => (
        // Rows have no name of their own, and stay in their order.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={css.line} role="group" aria-label={`Required, ${at + 1}`}>
          <SelectField
            label="What has to be there"
            data={withOwn(kinds, row.kind)}
            value={row.kind}
            onChange={(kind) => change(at, { kind, of: firstOf(kind) })}
            error={at === 0 ? error : undefined}
          />
          <Of desk={desk} subject={form.subject} row={row} onChange={(of) => change(at, { of })} />
          <Button
            variant="subtle"
            disabled={form.requirements.length === 1}
            onClick={() => set({ requirements: form.requirements.toSpliced(at, 1) })}
          >
            Remove<span className="visually-hidden"> what is required, {at + 1}</span>
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="outline"
          onClick={() =>
            set({ requirements: [...form.requirements, { kind: 'approval', of: 'another-person' }] })
          }
        >
          Require something else too
        </Button>
      </div>
    </>
  )
}

const firstOf = (kind: string): string =>
  ({ approval: 'another-person', reason: 'author', acknowledgement: 'edition' })[kind] ?? ''

interface OfProps {
  desk: Desk
  subject: string
  row: RequirementRow
  onChange: (of: string) => void
}

function Of({ desk, subject, row, onChange }: OfProps) {
  const label = requirementWords[row.kind]?.of ?? 'Of'
  const choices = choicesOf(desk, subject, row.kind)
  return choices.length > 0 ? (
    <SelectField label={label} data={withOwn(choices, row.of)} value={row.of} onChange={onChange} />
  ) : (
    <TextField label={label} value={row.of} onChange={onChange} placeholder="terms-read" spellCheck={false} />
  )
}

function choicesOf(desk: Desk, subject: string, kind: string): { value: string; label: string }[] {
  switch (kind) {
    case 'approval':
      return [{ value: 'another-person', label: 'Somebody other than its author' }, ...officeChoices(desk)]
    case 'consult':
      return officeChoices(desk)
    case 'reason':
      return [
        { value: 'author', label: 'The author' },
        { value: 'requester', label: 'Whoever asks for it' },
      ]
    case 'acknowledgement':
      return [{ value: 'edition', label: 'The edition in force' }]
    case 'field':
      return fieldsToRead(subject).map(({ name }) => {
        const field = name.slice(subject.length + 1)
        return { value: field, label: field }
      })
    default:
      return []
  }
}
