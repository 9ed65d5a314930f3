import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { profiles } from '#networks/profiles.ts'
import { accountsQuery, networkName } from '#features/posts/ui/index.ts'
import { api, asProblem } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxChoices, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import { importFields, ImportView, networkOfField, textField, type Mapping } from '../import/contract.ts'
import { CampaignChoice } from './campaign-choice.tsx'
import { importQuery, importsKey } from './queries.ts'
import css from './campaigns.module.css'

interface ImportColumnsProps {
  view: ImportView
  onUnchecked: (unchecked: boolean) => void
}

/** What the columns hold, and what holds where a line says nothing. */
export function ImportColumns({ view, onUnchecked }: ImportColumnsProps) {
  const client = useQueryClient()
  const [mapping, setMapping] = useState<Mapping>(view.mapping)
  const change = (next: Mapping) => {
    setMapping(next)
    onUnchecked(true)
  }
  const check = useMutation({
    mutationFn: () => api.put(`/campaign-imports/${view.id}/mapping`, mapping, ImportView),
    onSuccess: async (answer) => {
      client.setQueryData(importQuery(view.id).queryKey, answer)
      await client.invalidateQueries({ queryKey: importsKey })
      onUnchecked(false)
    },
  })
  const fault = (at: number) => {
    const field = fieldAt(mapping, at)
    return check.error && field ? asProblem(check.error).field(`columns.${field}`) : undefined
  }
  return (
    <Card title="Columns">
      <Stack>
        <div className={css.columns}>
          {view.headings.map((heading, at) => (
            <SelectField
              // Two columns may have one name.
              key={`${at} ${heading}`}
              label={heading}
              error={fault(at)}
              value={fieldAt(mapping, at) ?? ''}
              data={choices}
              onChange={(field) => change({ ...mapping, columns: withField(mapping.columns, at, field) })}
            />
          ))}
        </div>
        <Otherwise mapping={mapping} onChange={change} />
        <ProblemAlert error={check.error} />
        <Row>
          <Button variant="outline" loading={check.isPending} onClick={() => check.mutate()}>
            Check again
          </Button>
        </Row>
      </Stack>
    </Card>
  )
}

const fieldAt = ({ columns }: Mapping, at: number): string | undefined =>
  Object.keys(columns).find((field) => columns[field] === at)

const choices = [
  { value: '', label: 'Nothing is taken from it' },
  ...importFields.map(({ id, label }) => ({ value: id, label })),
  ...profiles.map(({ id, name }) => ({ value: textField(id), label: `Text for ${name}` })),
]

/** A column holds one thing; what held that before holds nothing. */
function withField(columns: Mapping['columns'], at: number, field: string): Mapping['columns'] {
  const others = Object.entries(columns).filter(([id, place]) => place !== at && id !== field)
  return Object.fromEntries(field === '' ? others : [...others, [field, at]])
}

function Otherwise({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const everywhere = useMay('accounts.add')
  const accounts = useQuery(accountsQuery(!everywhere)).data?.accounts ?? []
  const { otherwise } = mapping
  const set = (part: Partial<Mapping['otherwise']>) =>
    onChange({ ...mapping, otherwise: { ...otherwise, ...part } })
  const named = ['accounts', 'networks'].some((field) => mapping.columns[field] !== undefined)
  const texts = Object.keys(mapping.columns).some((field) => networkOfField(field) !== null)
  return (
    <Stack>
      <div className={css.columns}>
        <TextField
          label="Time for lines with a day alone"
          hint="09:00; empty: such lines are to be mended"
          type="time"
          value={otherwise.time}
          onChange={(time) => set({ time })}
        />
        <CampaignChoice
          label="Campaign for lines that name none"
          whenNone="None"
          openOnly
          value={otherwise.campaignId ?? ''}
          onChange={(id) => set({ campaignId: id || null })}
        />
      </div>
      <details open={!named && otherwise.accountIds.length === 0}>
        <summary>
          Accounts for lines that name none
          {otherwise.accountIds.length > 0 && `: ${otherwise.accountIds.length}`}
        </summary>
        <CheckboxChoices
          label="Accounts"
          {...(texts ? { hint: 'Networks with words of their own get those.' } : {})}
          value={otherwise.accountIds}
          onChange={(accountIds) => set({ accountIds })}
          options={accounts.map((account) => ({
            value: account.id,
            label: `${account.displayName} on ${networkName(account.network)}`,
            hint: `@${account.handle}`,
          }))}
        />
      </details>
    </Stack>
  )
}
