import { useState } from 'react'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { CheckboxField, Fields, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { QueueInput, SlotRule } from '../contract.ts'
import { AccountsField } from './accounts-field.tsx'
import { weekdayChoices } from './words.ts'
import css from './plans.module.css'

export const emptyQueue: QueueInput = {
  name: '',
  about: '',
  accountIds: [],
  slots: [{ weekday: 1, time: '09:00', termOnly: false }],
  inElections: false,
  whenClosed: false,
  fillDays: 0,
}

interface QueueFormProps {
  queue: QueueInput
  saveLabel: string
  save: (queue: QueueInput) => Promise<void>
  onCancel?: () => void
}

/** What a queue is for, where it posts, and when. */
export function QueueForm({ queue, saveLabel, save, onCancel }: QueueFormProps) {
  const deed = useDeed()
  const [typed, setTyped] = useState(queue)
  const set = (change: Partial<QueueInput>) => setTyped((old) => ({ ...old, ...change }))
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void deed.run(() => save(typed))
      }}
    >
      <Fields>
        <TextField
          label="Name"
          required
          hint="Such as “Reading tips” or “Meet our researchers”."
          value={typed.name}
          onChange={(name) => set({ name })}
          error={deed.field('name')}
        />
        <TextArea
          label="What it is for"
          hint="So that others know which posts belong in it."
          value={typed.about}
          onChange={(about) => set({ about })}
          error={deed.field('about')}
        />
        <AccountsField
          value={typed.accountIds}
          hint="A post in this queue goes to these, or to some of them."
          onChange={(accountIds) => set({ accountIds })}
          error={deed.field('accountIds')}
        />
        <Slots slots={typed.slots} onChange={(slots) => set({ slots })} />
        {deed.field('slots') && <p role="alert">{deed.field('slots')}</p>}
        <CheckboxField
          label="Goes on in an election period"
          hint="Days that are kept free are left out in any case."
          checked={typed.inElections}
          onChange={(inElections) => set({ inElections })}
        />
        <CheckboxField
          label="Goes on over public holidays and closures"
          checked={typed.whenClosed}
          onChange={(whenClosed) => set({ whenClosed })}
        />
        <TextField
          label="Fill empty slots ahead (days)"
          hint="What may be used again is proposed for slots that would stay empty so many days ahead. 0: never."
          type="number"
          min={0}
          max={60}
          value={String(typed.fillDays)}
          onChange={(value) => set({ fillDays: Number(value) })}
          error={deed.field('fillDays')}
        />
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" loading={deed.busy}>
            {saveLabel}
          </Button>
          {onCancel && (
            <Button variant="outline" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </Row>
      </Fields>
    </form>
  )
}

function Slots({ slots, onChange }: { slots: SlotRule[]; onChange: (slots: SlotRule[]) => void }) {
  const change = (at: number, part: Partial<SlotRule>) =>
    onChange(slots.map((slot, place) => (place === at ? { ...slot, ...part } : slot)))
  const add = () => {
    const last = slots.at(-1) ?? { weekday: 5, time: '09:00', termOnly: false }
    onChange([...slots, { ...last, weekday: (last.weekday % 7) + 1 }])
  }
  return (
    <fieldset className={css.slots}>
      <legend>Slots in the week</legend>
      {slots.map((slot, at) => (
        // Slots have no names of their own: they are told apart by their place.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at} className={css.slot}>
          <legend className="visually-hidden">Slot {at + 1}</legend>
          <SelectField
            label="Day"
            data={weekdayChoices}
            value={String(slot.weekday)}
            onChange={(value) => change(at, { weekday: Number(value) })}
          />
          <TextField label="Time" type="time" value={slot.time} onChange={(time) => change(at, { time })} />
          <CheckboxField
            label="In term time only"
            checked={slot.termOnly}
            onChange={(termOnly) => change(at, { termOnly })}
          />
          {slots.length > 1 && (
            <Button
              variant="subtle"
              size="sm"
              onClick={() => onChange(slots.filter((_, place) => place !== at))}
            >
              Remove<span className="visually-hidden"> slot {at + 1}</span>
            </Button>
          )}
        </fieldset>
      ))}
      <Button variant="outline" size="sm" onClick={add}>
        Add a slot
      </Button>
    </fieldset>
  )
}
