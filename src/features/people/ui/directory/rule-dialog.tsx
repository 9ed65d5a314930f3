import { useState } from 'react'
import { z } from 'zod'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, RadioChoices, SelectField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SuggestField } from '#ui/parts/suggest-field.tsx'
import { gifts, type Directory, type Gift, type NewRule } from '../../directory/contract.ts'
import { roles, type Role } from '../../permissions.ts'
import { officesQuery, unitsQuery } from '../queries.ts'
import { useDeed } from '../use-deed.ts'
import type { Confirmed } from '../ways-in-card.tsx'
import { PreviewView } from './preview-view.tsx'
import { useNames } from './queries.ts'
import { ruleWords } from './words.ts'

const giftWords: Record<Gift, string> = {
  unit: 'Belongs to a unit',
  coordinator: 'Coordinates a unit',
  role: 'Has a role everywhere',
  office: 'Holds an office',
  deputy: 'Is a deputy of an office',
}

interface RuleDialogProps {
  directory: Directory
  confirmed: Confirmed
  onClose: () => void
  onDone: () => Promise<void>
}

/** A new rule in two steps: what it says, then whom it changes. */
export function RuleDialog({ directory, confirmed, onClose, onDone }: RuleDialogProps) {
  const [rule, setRule] = useState<NewRule | null>(null)
  const [draft, setDraft] = useState<Draft>(nothingYet)
  const deed = useDeed()
  const names = useNames()
  const save = () =>
    deed.run(async () => {
      await confirmed(() => api.post('/directory/rules', rule ?? {}, z.object({ id: z.string() })))
      await onDone()
      onClose()
    })
  return (
    <Dialog open title="Add a rule" onClose={onClose}>
      {rule ? (
        <Fields>
          <p>
            <strong>{ruleWords(rule, names)}</strong>
          </p>
          <PreviewView proposal={{ change: 'add', rule }} />
          <ProblemAlert error={deed.fault} />
          <Row align="end">
            <Button variant="outline" onClick={() => setRule(null)}>
              Back
            </Button>
            <Button loading={deed.busy} onClick={() => void save()}>
              Save the rule
            </Button>
          </Row>
        </Fields>
      ) : (
        <RuleForm
          directory={directory}
          draft={draft}
          onChange={(part) => setDraft({ ...draft, ...part })}
          onReady={setRule}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

interface Draft {
  source: string
  attribute: string
  value: string
  gives: Gift
  target: string
}

const nothingYet: Draft = { source: 'group', attribute: '', value: '', gives: 'unit', target: '' }

/** Null while something is missing. */
function ruleOf({ source, attribute, value, gives, target }: Draft): NewRule | null {
  const from = { attribute: source === 'group' ? null : attribute.trim(), value: value.trim() }
  if (from.value === '' || from.attribute === '' || target === '') return null
  if (gives === 'role') return { ...from, grant: { gives, role: target as Role } }
  if (gives === 'office' || gives === 'deputy') return { ...from, grant: { gives, officeId: target } }
  return { ...from, grant: { gives, unitId: target } }
}

interface RuleFormProps {
  directory: Directory
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  onReady: (rule: NewRule) => void
  onClose: () => void
}

function RuleForm({ directory, draft, onChange, onReady, onClose }: RuleFormProps) {
  const [tried, setTried] = useState(false)
  const missing = (text: string, what: string) => (tried && text.trim() === '' ? what : undefined)
  const byGroup = draft.source === 'group'
  const look = () => {
    const rule = ruleOf(draft)
    setTried(true)
    if (rule) onReady(rule)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        look()
      }}
    >
      <Fields>
        <RadioChoices
          label="Whoever"
          value={draft.source}
          onChange={(source) => onChange({ source, value: '' })}
          options={[
            { value: 'group', label: 'Is in a group of the directory' },
            { value: 'attribute', label: 'Has an attribute, such as a department' },
          ]}
        />
        {!byGroup && (
          <SuggestField
            label="Attribute"
            data={directory.attributes}
            value={draft.attribute}
            onChange={(attribute) => onChange({ attribute })}
            error={missing(draft.attribute, 'Give the name of the attribute.')}
          />
        )}
        <SuggestField
          label={byGroup ? 'Group' : 'Value'}
          hint="As the directory writes it; capitals make no difference."
          data={byGroup ? directory.groups.map((group) => group.name) : []}
          value={draft.value}
          onChange={(value) => onChange({ value })}
          error={missing(draft.value, byGroup ? 'Give the name of the group.' : 'Give the value.')}
        />
        <SelectField
          label="Then"
          data={gifts.map((value) => ({ value, label: giftWords[value] }))}
          value={draft.gives}
          onChange={(value) =>
            onChange({ gives: gifts.find((gift) => gift === value) ?? 'unit', target: '' })
          }
        />
        <TargetField draft={draft} onChange={onChange} missing={missing} />
        <Row align="end">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">See whom it changes</Button>
        </Row>
      </Fields>
    </form>
  )
}

interface TargetFieldProps {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  missing: (text: string, what: string) => string | undefined
}

function TargetField({ draft, onChange, missing }: TargetFieldProps) {
  const units = useQuery(unitsQuery).data?.units ?? []
  const offices = useQuery(officesQuery).data?.offices ?? []
  const targets = {
    unit: { label: 'Unit', of: units.map((unit) => ({ value: unit.id, label: unit.name })) },
    role: { label: 'Role', of: Object.entries(roles).map(([value, label]) => ({ value, label })) },
    office: { label: 'Office', of: offices.map((office) => ({ value: office.id, label: office.name })) },
  }
  const kinds = {
    unit: 'unit',
    coordinator: 'unit',
    role: 'role',
    office: 'office',
    deputy: 'office',
  } as const
  const { label, of } = targets[kinds[draft.gives]]
  return (
    <SelectField
      label={label}
      data={[{ value: '', label: 'Choose' }, ...of]}
      value={draft.target}
      onChange={(target) => onChange({ target })}
      error={missing(draft.target, 'Choose one.')}
    />
  )
}
