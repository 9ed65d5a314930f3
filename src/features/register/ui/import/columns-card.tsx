import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api, asProblem } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { RadioChoices, SelectField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { importFields, ImportView, type ImportField, type Mapping } from '../../import/contract.ts'
import { MeaningsCard } from './meanings.tsx'
import { OtherwiseFields } from './otherwise.tsx'
import { importQuery, importsKey } from './queries.ts'
import css from './import.module.css'

export interface ColumnsCardProps {
  view: ImportView
  onUnchecked: (unchecked: boolean) => void
}

/** What the columns hold, what their values mean, and what holds where a line says nothing. */
export function ColumnsCard({ view, onUnchecked }: ColumnsCardProps) {
  const client = useQueryClient()
  const [mapping, setMapping] = useState<Mapping>(view.mapping)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const change = (part: Partial<Mapping>) => {
    setMapping({ ...mapping, ...part })
    onUnchecked(true)
  }
  async function check() {
    setBusy(true)
    setError(undefined)
    try {
      const checked = await api.put(`/account-imports/${view.id}/mapping`, mapping, ImportView)
      client.setQueryData(importQuery(view.id).queryKey, checked)
      await client.invalidateQueries({ queryKey: [...importsKey, 'lines'] })
      onUnchecked(false)
      toast.done(
        `Checked: ${checked.counts.add} to add, ${checked.counts.change} to change, ${checked.counts['left-out']} left out.`,
      )
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="Columns">
      <Stack>
        <div className={css.columns}>
          {importFields.map((field) => (
            <ColumnChoice
              key={field.id}
              field={field}
              view={view}
              value={mapping.columns[field.id] ?? null}
              error={error ? asProblem(error).field(`columns.${field.id}`) : undefined}
              onChange={(at) => change({ columns: { ...mapping.columns, [field.id]: at } })}
            />
          ))}
        </div>
        <MeaningsCard view={view} mapping={mapping} onChange={(meanings) => change({ meanings })} />
        <OtherwiseFields otherwise={mapping.otherwise} onChange={(otherwise) => change({ otherwise })} />
        <RadioChoices
          label="A new account for which nobody answers"
          hint="BASE-1.2 asks for an administrator of every account"
          value={mapping.withoutAdministrator}
          onChange={(way) => change({ withoutAdministrator: way === 'pause' ? 'pause' : 'leave-out' })}
          options={[
            { value: 'pause', label: 'Comes in paused: nothing goes out until somebody answers for it' },
            { value: 'leave-out', label: 'Is left out' },
          ]}
        />
        <ProblemAlert error={error} />
        <Row>
          <Button variant="outline" loading={busy} onClick={() => void check()}>
            Check again
          </Button>
        </Row>
      </Stack>
    </Card>
  )
}

interface ColumnChoiceProps {
  field: { id: ImportField; label: string; about: string }
  view: ImportView
  value: number | null
  error: string | undefined
  onChange: (at: number | null) => void
}

/** A column by its heading, with what stands in it first. */
function ColumnChoice({ field, view, value, error, onChange }: ColumnChoiceProps) {
  const sample =
    value === null ? undefined : view.samples.map((cells) => cells[value] ?? '').find((cell) => cell !== '')
  return (
    <SelectField
      label={field.label}
      hint={sample ? `For example: ${sample.slice(0, 60)}` : field.about}
      error={error}
      value={value === null ? '' : String(value)}
      data={[
        { value: '', label: 'Not in this file' },
        ...view.headings.map((heading, at) => ({ value: String(at), label: heading })),
      ]}
      onChange={(at) => onChange(at === '' ? null : Number(at))}
    />
  )
}
