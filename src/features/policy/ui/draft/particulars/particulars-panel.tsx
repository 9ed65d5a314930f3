import { CheckboxChoices, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Unreadable } from '../controls/unreadable.tsx'
import type { Desk } from '../desk.ts'
import { DaysPart } from './days-part.tsx'
import { OfficesPart } from './offices-part.tsx'
import { particularFault, readParticulars, writeParticular, type Particulars } from './particulars-text.ts'
import css from '../controls/controls.module.css'

/** What stands at the head of the policy: its title, its days, its offices. */
export function ParticularsPanel({ desk }: { desk: Desk }) {
  const { particulars, fault } = readParticulars(desk.files['policy.md'])
  if (fault) return <Unreadable desk={desk} file="policy.md" name="Policy" fault={fault} />
  const set = <Field extends keyof Particulars>(field: Field, value: Particulars[Field]) =>
    desk.edit(() => ({ 'policy.md': writeParticular(desk.files['policy.md'], field, value) }))
  const faultOf = (field: keyof Particulars) => particularFault(desk.check.faults, field)
  const words = (field: 'title' | 'owner' | 'approver' | 'approved' | 'review') => ({
    value: particulars[field],
    onChange: (value: string) => set(field, value),
    error: faultOf(field),
  })
  const offices = particulars.offices.map(({ id, name }) => ({ value: id, label: name === '' ? id : name }))
  const gone = particulars.approvedBy.filter((id) => !offices.some(({ value }) => value === id))
  return (
    <fieldset className={css.whole} disabled={!desk.mayWrite}>
      <legend className="visually-hidden">Particulars of the policy</legend>
      <fieldset className={css.part}>
        <legend>The policy</legend>
        <TextField label="Title" {...words('title')} />
        <TextArea
          label="Summary"
          hint="One or two sentences about it."
          rows={3}
          value={particulars.summary}
          onChange={(value) => set('summary', value)}
          error={faultOf('summary')}
        />
        <TextArea
          label="Whom it applies to"
          hint="One on each line."
          rows={Math.max(3, particulars.appliesTo.length + 1)}
          value={particulars.appliesTo.join('\n')}
          onChange={(value) => set('appliesTo', value.split('\n'))}
          error={faultOf('appliesTo')}
        />
      </fieldset>
      <fieldset className={css.part}>
        <legend>Who answers for it, and its days</legend>
        <TextField label="Owner" hint="Who answers for it, in words." {...words('owner')} />
        <TextField label="Approver" hint="Who approves it, in words." {...words('approver')} />
        <TextField type="date" label="Approved on" {...words('approved')} />
        <TextField
          type="date"
          label="To be reviewed by"
          hint="Rostrum reminds from 90 days before."
          {...words('review')}
        />
      </fieldset>
      <OfficesPart desk={desk} offices={particulars.offices} onChange={(value) => set('offices', value)} />
      <DaysPart desk={desk} list="blackouts" />
      <DaysPart desk={desk} list="election-periods" />
      <fieldset className={css.part}>
        <legend>Before an edition comes into force</legend>
        <CheckboxChoices
          label="Offices that have to approve it"
          options={[
            ...offices,
            ...gone.map((id) => ({ value: id, label: `${id} (no office of this policy)` })),
          ]}
          value={particulars.approvedBy}
          onChange={(value) => set('approvedBy', value)}
          error={faultOf('approvedBy')}
        />
      </fieldset>
    </fieldset>
  )
}
