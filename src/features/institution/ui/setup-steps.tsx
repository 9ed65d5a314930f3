import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { z } from 'zod'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api, asProblem } from '#ui/api.ts'
import { Fields, RadioChoices, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { nations, Setup, SetupAnswer, type Start } from '../contract.ts'
import { timeZones } from './zones.ts'

interface StepProps {
  given: Setup
  onChange: (part: Partial<Setup>) => void
  onNext: () => void
  onBack: () => void
}

/** The faults of one part of the answers, by the part's own field names. */
function faultsOf(schema: z.ZodType, value: unknown): Record<string, string> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
}

/** A step: checks its part before going on, and puts the focus on its first field. */
function StepForm(props: {
  onSubmit: () => void
  onBack?: () => void
  next: ReactNode
  busy?: boolean
  children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <form noValidate ref={form} onSubmit={submit}>
      <Fields>
        {props.children}
        <Row>
          <Button type="submit" loading={props.busy}>
            {props.next}
          </Button>
          {props.onBack && (
            <Button variant="subtle" onClick={props.onBack}>
              Back
            </Button>
          )}
        </Row>
      </Fields>
    </form>
  )
}

export function InstitutionStep({ given, onChange, onNext }: StepProps) {
  const [faults, setFaults] = useState<Record<string, string>>({})
  const { institution } = given
  const set = (part: Partial<Setup['institution']>) => onChange({ institution: { ...institution, ...part } })
  const next = () => {
    const found = faultsOf(Setup.shape.institution, institution)
    setFaults(found)
    if (Object.keys(found).length === 0) onNext()
  }
  return (
    <StepForm onSubmit={next} next="Go on">
      <TextField
        label="Name of the institution"
        autoComplete="organization"
        value={institution.name}
        onChange={(name) => set({ name })}
        error={faults.name}
      />
      <SelectField
        label="Nation"
        hint="Some duties differ by nation, such as those on language and on elections."
        data={[...nations]}
        value={institution.nation}
        onChange={(value) => set({ nation: nations.find((nation) => nation === value) ?? 'Other' })}
        error={faults.nation}
      />
      <SearchSelect
        label="Time zone"
        hint="Every date and time is shown and scheduled in it."
        data={timeZones()}
        value={institution.timeZone}
        onChange={(zone) => set({ timeZone: zone ?? '' })}
        error={faults.timeZone}
      />
    </StepForm>
  )
}

export function YouStep({ given, onChange, onNext, onBack }: StepProps) {
  const [faults, setFaults] = useState<Record<string, string>>({})
  const { administrator } = given
  const set = (part: Partial<Setup['administrator']>) =>
    onChange({ administrator: { ...administrator, ...part } })
  const next = () => {
    const found = faultsOf(Setup.shape.administrator, administrator)
    setFaults(found)
    if (Object.keys(found).length === 0) onNext()
  }
  return (
    <StepForm onSubmit={next} onBack={onBack} next="Go on">
      <p>
        You are the first administrator, with every role to begin with. Hand roles on later under “People”.
      </p>
      <TextField
        label="Your name"
        autoComplete="name"
        value={administrator.name}
        onChange={(name) => set({ name })}
        error={faults.name}
      />
      <TextField
        label="Your e-mail address"
        type="email"
        autoComplete="email"
        value={administrator.email}
        onChange={(email) => set({ email })}
        error={faults.email}
      />
    </StepForm>
  )
}

export function StartStep({
  given,
  onChange,
  onNext,
  onBack,
  onFault,
}: StepProps & { onFault: (at: number) => void }) {
  const deed = useDeed()
  const send = () =>
    deed.run(async () => {
      await api.post('/setup', given, SetupAnswer)
      onNext()
    })
  const fields = deed.fault ? asProblem(deed.fault).fields : []
  const where = fields.some((field) => field.path.startsWith('institution')) ? 0 : 1
  return (
    <StepForm onSubmit={() => void send()} onBack={onBack} next="Go on to how you sign in" busy={deed.busy}>
      <RadioChoices
        label="What do you want to find here?"
        value={given.start}
        onChange={(start) => onChange({ start: start as Start })}
        options={[
          {
            value: 'example',
            label: 'The example university',
            hint: 'Made-up units, people, accounts and posts in every state, clearly marked. Look around, then remove it whole.',
          },
          { value: 'empty', label: 'Nothing', hint: 'Begin with your own units, people and accounts.' },
        ]}
      />
      <ProblemAlert
        error={deed.fault}
        action={fields.length > 0 && <Button onClick={() => onFault(where)}>Correct it</Button>}
      />
    </StepForm>
  )
}
