import { useState } from 'react'
import { SelectField, TextField } from '#ui/parts/fields.tsx'
import { clausesIn } from '../controls/pack-reading.ts'
import { isYearly, turned, type DayList, type DaysForm } from './days-text.ts'
import css from '../controls/controls.module.css'

interface DaysFieldsProps {
  /** Names the fields together, for those who listen. */
  label: string
  policy: string
  list: DayList
  days: DaysForm
  faultOf: (field: keyof DaysForm) => string | undefined
  onChange: (change: Partial<DaysForm>) => void
}

/** One run of days: what it is called, when it is, and what may go all the same. */
export function DaysFields({ label, policy, list, days, faultOf, onChange }: DaysFieldsProps) {
  const [everyYear, setEveryYear] = useState(isYearly(days))
  const kept = list === 'blackouts'
  const turn = (every: boolean) => {
    setEveryYear(every)
    onChange(turned(days, every ? null : new Date().getFullYear()))
  }
  return (
    <div role="group" aria-label={label} className={css.office}>
      <TextField
        label="Name"
        hint={kept ? 'Such as “Remembrance Sunday”.' : 'Such as “Local elections 2027”.'}
        value={days.name}
        onChange={(name) => onChange({ name })}
        error={faultOf('name')}
      />
      {kept && (
        <SelectField
          label="How often"
          data={[
            { value: 'once', label: 'In one year' },
            { value: 'yearly', label: 'On the same days of every year' },
          ]}
          value={everyYear ? 'yearly' : 'once'}
          onChange={(value) => turn(value === 'yearly')}
        />
      )}
      {everyYear ? (
        <YearlyDays days={days} faultOf={faultOf} onChange={onChange} />
      ) : (
        <>
          <TextField
            type="date"
            label="First day"
            value={days.from}
            onChange={(from) => onChange({ from })}
            error={faultOf('from')}
          />
          <TextField
            type="date"
            label="Last day"
            hint={kept ? 'May stay empty when it is one day.' : undefined}
            min={days.from}
            value={days.until}
            onChange={(until) => onChange({ until })}
            error={faultOf('until')}
          />
        </>
      )}
      {kept && <KeptFree policy={policy} days={days} faultOf={faultOf} onChange={onChange} />}
    </div>
  )
}

function YearlyDays({ days, faultOf, onChange }: Pick<DaysFieldsProps, 'days' | 'faultOf' | 'onChange'>) {
  return (
    <>
      <YearDay
        label="First day"
        empty="Choose the month"
        value={days.from}
        error={faultOf('from')}
        onChange={(from) => onChange({ from })}
      />
      <YearDay
        label="Last day"
        empty="The same day"
        value={days.until}
        error={faultOf('until')}
        onChange={(until) => onChange({ until })}
      />
    </>
  )
}

function KeptFree({
  policy,
  days,
  faultOf,
  onChange,
}: Pick<DaysFieldsProps, 'policy' | 'days' | 'faultOf' | 'onChange'>) {
  const clauses = clausesIn(policy)
  const gone = days.clause !== '' && !clauses.some(({ id }) => id === days.clause)
  return (
    <>
      <SelectField
        label="Clause that names them"
        data={[
          { value: '', label: 'None' },
          ...(gone ? [{ value: days.clause, label: `${days.clause} (no clause of this policy)` }] : []),
          ...clauses.map(({ id, title }) => ({ value: id, label: title ? `${id} ${title}` : id })),
        ]}
        value={days.clause}
        onChange={(clause) => onChange({ clause })}
        error={faultOf('clause')}
      />
      <TextField
        label="What still may go"
        hint="In words, such as “News of emergencies”. May stay empty."
        value={days.goes}
        onChange={(goes) => onChange({ goes })}
        error={faultOf('goes')}
      />
    </>
  )
}

const two = (value: number): string => String(value).padStart(2, '0')
const months = Array.from({ length: 12 }, (_, at) => ({
  value: two(at + 1),
  label: new Date(Date.UTC(2000, at, 1)).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' }),
}))
/** Of a leap year. */
const daysOf = (month: string): number => new Date(Date.UTC(2000, Number(month), 0)).getUTCDate()

interface YearDayProps {
  label: string
  /** What no month means. */
  empty: string
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

/** A day of every year: its month and its date. */
function YearDay({ label, empty, value, error, onChange }: YearDayProps) {
  const [month = '', date = ''] = value.split('-')
  const longest = daysOf(month)
  return (
    <>
      <SelectField
        label={`${label}: month`}
        data={[{ value: '', label: empty }, ...months]}
        value={month}
        onChange={(chosen) =>
          onChange(chosen === '' ? '' : `${chosen}-${two(Math.min(Number(date || '1'), daysOf(chosen)))}`)
        }
        error={error}
      />
      {month !== '' && (
        <SelectField
          label={`${label}: day of the month`}
          data={Array.from({ length: longest }, (_, at) => ({ value: two(at + 1), label: String(at + 1) }))}
          value={date}
          onChange={(chosen) => onChange(`${month}-${chosen}`)}
        />
      )}
    </>
  )
}
