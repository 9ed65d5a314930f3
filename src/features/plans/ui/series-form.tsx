import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { Card } from '#ui/parts/card.tsx'
import {
  CheckboxChoices,
  CheckboxField,
  Fields,
  RadioChoices,
  SelectField,
  TextArea,
  TextField,
} from '#ui/parts/fields.tsx'
import { Columns, Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SeriesRule, type SeriesInput, type Template } from '../contract.ts'
import { AccountsField } from './accounts-field.tsx'
import { Dates } from './dates.tsx'
import { datesQuery } from './queries.ts'
import { monthChoices, nthChoices, weekdayChoices } from './words.ts'

type Pattern = SeriesRule['pattern']

export function emptySeries(today: string): SeriesInput {
  return {
    name: '',
    ahead: 7,
    template: {
      title: '',
      content: { parts: [{ text: '', media: [], link: null }], variants: {}, details: {} },
      audiences: [],
      language: 'en-GB',
      accountIds: [],
    },
    rule: {
      pattern: { kind: 'weekly', days: [1] },
      every: 1,
      from: today,
      until: null,
      count: null,
      time: '09:00',
      termOnly: false,
      inElections: false,
      whenBlocked: 'skip',
    },
  }
}

const patterns: Record<Pattern['kind'], { label: string; begin: Pattern; every: string }> = {
  weekly: {
    label: 'On days of the week',
    begin: { kind: 'weekly', days: [1] },
    every: 'Every so many weeks',
  },
  'monthly-day': {
    label: 'On a day of the month',
    begin: { kind: 'monthly-day', day: 1 },
    every: 'Every so many months',
  },
  'monthly-weekday': {
    label: 'On a weekday of the month',
    begin: { kind: 'monthly-weekday', nth: 1, weekday: 1 },
    every: 'Every so many months',
  },
  yearly: { label: 'Once a year', begin: { kind: 'yearly', month: 1, day: 1 }, every: 'Every so many years' },
}
const kinds = Object.keys(patterns) as Pattern['kind'][]
const settle = 300

interface SeriesFormProps {
  series: SeriesInput
  saveLabel: string
  save: (series: SeriesInput) => Promise<void>
  onCancel?: () => void
}

/** What a series says, where, and on which days; beside it the dates that come of it. */
export function SeriesForm({ series, saveLabel, save, onCancel }: SeriesFormProps) {
  const deed = useDeed()
  const [typed, setTyped] = useState(series)
  const set = (change: Partial<SeriesInput>) => setTyped((old) => ({ ...old, ...change }))
  const setTemplate = (change: Partial<Template>) => set({ template: { ...typed.template, ...change } })
  const [rule] = useDebouncedValue(typed.rule, settle)
  const whole = SeriesRule.safeParse(rule)
  const dates = useQuery(datesQuery(whole.success ? whole.data : null))
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void deed.run(() => save(typed))
      }}
    >
      <Columns
        main={
          <>
            <Card title="What it says">
              <Fields>
                <TextField
                  label="Name of the series"
                  required
                  value={typed.name}
                  onChange={(name) => set({ name })}
                  error={deed.field('name')}
                />
                <TextField
                  label="Name of its posts"
                  hint="The day is added to it, so that they can be told apart."
                  value={typed.template.title}
                  onChange={(title) => setTemplate({ title })}
                  error={deed.field('template.title')}
                />
                <Words template={typed.template} onChange={setTemplate} />
                <AccountsField
                  value={typed.template.accountIds}
                  hint="Where its posts go."
                  onChange={(accountIds) => setTemplate({ accountIds })}
                  error={deed.field('template.accountIds')}
                />
              </Fields>
            </Card>
            <Card title="When">
              <Fields>
                <Rule rule={typed.rule} onChange={(changed) => set({ rule: changed })} fault={deed.field} />
                <TextField
                  label="Make the draft so many days ahead"
                  type="number"
                  min={1}
                  max={60}
                  value={String(typed.ahead)}
                  onChange={(value) => set({ ahead: Number(value) })}
                  error={deed.field('ahead')}
                />
              </Fields>
            </Card>
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
          </>
        }
        aside={
          <Card title="The next dates">
            {whole.success && dates.data ? (
              <Dates next={dates.data.next} live />
            ) : (
              <p>The dates appear here as soon as the rule is whole.</p>
            )}
            <ProblemAlert error={dates.error} />
          </Card>
        }
      />
    </form>
  )
}

function Words({
  template,
  onChange,
}: {
  template: Template
  onChange: (change: Partial<Template>) => void
}) {
  const { content } = template
  const [first, ...others] = content.parts
  const media = content.parts.reduce((sum, part) => sum + part.media.length, 0)
  const kept = [
    ...(others.length > 0 ? [`${others.length} more parts`] : []),
    ...(media > 0 ? [`${media} images`] : []),
    ...(Object.keys(content.variants).length > 0 ? ['versions for single networks'] : []),
  ]
  const write = (text: string) =>
    onChange({
      content: { ...content, parts: [{ media: [], link: null, ...first, text }, ...others] },
    })
  return (
    <TextArea
      label="Words"
      hint={
        kept.length > 0
          ? `Kept as they are: ${kept.join(', ')}.`
          : 'What changes from time to time is filled in on each draft.'
      }
      autosize
      minRows={3}
      value={first?.text ?? ''}
      onChange={write}
    />
  )
}

interface RuleProps {
  rule: SeriesRule
  onChange: (rule: SeriesRule) => void
  fault: (path: string) => string | undefined
}

function Rule({ rule, onChange, fault }: RuleProps) {
  const set = (change: Partial<SeriesRule>) => onChange({ ...rule, ...change })
  return (
    <Fields>
      <SelectField
        label="It comes"
        data={kinds.map((kind) => ({ value: kind, label: patterns[kind].label }))}
        value={rule.pattern.kind}
        onChange={(value) => {
          const kind = kinds.find((one) => one === value)
          if (kind) set({ pattern: patterns[kind].begin })
        }}
      />
      <PatternFields pattern={rule.pattern} onChange={(pattern) => set({ pattern })} />
      <TextField
        label={patterns[rule.pattern.kind].every}
        type="number"
        min={1}
        max={52}
        value={String(rule.every)}
        onChange={(value) => set({ every: Number(value) })}
        error={fault('rule.every')}
      />
      <TextField
        label="At"
        type="time"
        value={rule.time}
        onChange={(time) => set({ time })}
        error={fault('rule.time')}
      />
      <TextField
        label="From"
        type="date"
        value={rule.from}
        onChange={(from) => set({ from })}
        error={fault('rule.from')}
      />
      <TextField
        label="Until"
        hint="May stay empty."
        type="date"
        value={rule.until ?? ''}
        onChange={(until) => set({ until: until || null })}
        error={fault('rule.until')}
      />
      <TextField
        label="How many dates in all"
        hint="May stay empty. Dates that are left out count."
        type="number"
        min={1}
        value={rule.count === null ? '' : String(rule.count)}
        onChange={(count) => set({ count: count === '' ? null : Number(count) })}
        error={fault('rule.count')}
      />
      <CheckboxField
        label="In term time only"
        checked={rule.termOnly}
        onChange={(termOnly) => set({ termOnly })}
      />
      <CheckboxField
        label="Goes on in an election period"
        checked={rule.inElections}
        onChange={(inElections) => set({ inElections })}
      />
      <RadioChoices
        label="On a day that is kept free, closed or a public holiday"
        value={rule.whenBlocked}
        onChange={(value) => set({ whenBlocked: value === 'move' ? 'move' : 'skip' })}
        options={[
          { value: 'skip', label: 'It is left out' },
          { value: 'move', label: 'It goes on the next day that is open' },
        ]}
      />
    </Fields>
  )
}

function PatternFields({ pattern, onChange }: { pattern: Pattern; onChange: (pattern: Pattern) => void }) {
  if (pattern.kind === 'weekly')
    return (
      <CheckboxChoices
        label="Days"
        value={pattern.days.map(String)}
        onChange={(days) => onChange({ ...pattern, days: days.map(Number) })}
        options={weekdayChoices}
      />
    )
  const month = (
    <SelectField
      label="Month"
      data={monthChoices}
      value={String(pattern.kind === 'yearly' ? pattern.month : 1)}
      onChange={(value) => pattern.kind === 'yearly' && onChange({ ...pattern, month: Number(value) })}
    />
  )
  if (pattern.kind === 'monthly-weekday')
    return (
      <>
        <SelectField
          label="Which"
          data={nthChoices}
          value={String(pattern.nth)}
          onChange={(value) => {
            const nth = ([1, 2, 3, 4, -1] as const).find((one) => String(one) === value)
            if (nth !== undefined) onChange({ ...pattern, nth })
          }}
        />
        <SelectField
          label="Weekday"
          data={weekdayChoices}
          value={String(pattern.weekday)}
          onChange={(value) => onChange({ ...pattern, weekday: Number(value) })}
        />
      </>
    )
  return (
    <>
      {pattern.kind === 'yearly' && month}
      <TextField
        label="Day"
        hint="31 is the last day of a shorter month."
        type="number"
        min={1}
        max={31}
        value={String(pattern.day)}
        onChange={(value) => onChange({ ...pattern, day: Number(value) })}
      />
    </>
  )
}
