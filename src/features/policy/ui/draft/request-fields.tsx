import { CheckboxField, SelectField, TextField } from '#ui/parts/fields.tsx'

/** A request as somebody makes it up in the editor; see engine/subjects.ts for the fields. */
export interface MadeUpRequest {
  kind: string
  unitKind: string
  audience: string
  supportedEquivalent: string
  hoursPerWeek: string
  administrators: string
  objective: string
  metric: string
  familiar: boolean
  contactsAlumni: boolean
  underEighteens: boolean
}

export const emptyRequest: MadeUpRequest = {
  kind: 'open',
  unitKind: 'faculty',
  audience: 'students',
  supportedEquivalent: '',
  hoursPerWeek: '3',
  administrators: '1',
  objective: '',
  metric: '',
  familiar: true,
  contactsAlumni: false,
  underEighteens: false,
}

/** All fields of a request that a control may read; what the form does not ask has a quiet value. */
export function givenOf(request: MadeUpRequest): Record<string, unknown> {
  const { audience, hoursPerWeek, administrators, ...rest } = request
  return {
    ...rest,
    network: 'practice',
    affiliate: request.unitKind === 'affiliate',
    audiences: [audience],
    audienceNetworks: ['practice'],
    purpose: 'News for its audience.',
    purposes: ['engagement'],
    addsValue: 'It reaches people where they are.',
    hoursPerWeek: Number(hoursPerWeek) || 0,
    administrators: Number(administrators) || 0,
    accessibility: 'Alternative text and captions.',
    officialName: true,
    accountsOfUnit: 1,
  }
}

interface RequestFieldsProps {
  value: MadeUpRequest
  onChange: (value: MadeUpRequest) => void
}

export function RequestFields({ value, onChange }: RequestFieldsProps) {
  const set = (change: Partial<MadeUpRequest>) => onChange({ ...value, ...change })
  return (
    <>
      <SelectField
        label="What is asked for"
        data={['open', 'hand-over', 'rename', 'merge', 'close']}
        value={value.kind}
        onChange={(kind) => set({ kind })}
      />
      <SelectField
        label="Kind of unit"
        data={['faculty', 'department', 'service', 'research-group', 'affiliate']}
        value={value.unitKind}
        onChange={(unitKind) => set({ unitKind })}
      />
      <SelectField
        label="For whom"
        data={['public', 'students', 'applicants', 'staff', 'alumni', 'researchers', 'business']}
        value={value.audience}
        onChange={(audience) => set({ audience })}
      />
      <TextField
        label="A supported service that would do the same"
        hint="Such as Teams. Empty when there is none."
        value={value.supportedEquivalent}
        onChange={(supportedEquivalent) => set({ supportedEquivalent })}
      />
      <TextField
        label="Hours a week"
        inputMode="numeric"
        value={value.hoursPerWeek}
        onChange={(hoursPerWeek) => set({ hoursPerWeek })}
      />
      <TextField
        label="Administrators"
        inputMode="numeric"
        value={value.administrators}
        onChange={(administrators) => set({ administrators })}
      />
      <TextField label="Objective" value={value.objective} onChange={(objective) => set({ objective })} />
      <TextField label="How it is measured" value={value.metric} onChange={(metric) => set({ metric })} />
      <CheckboxField
        label="The requester knows the network from use"
        checked={value.familiar}
        onChange={(familiar) => set({ familiar })}
      />
      <CheckboxField
        label="It is to contact alumni"
        checked={value.contactsAlumni}
        onChange={(contactsAlumni) => set({ contactsAlumni })}
      />
      <CheckboxField
        label="It may reach people under 18"
        checked={value.underEighteens}
        onChange={(underEighteens) => set({ underEighteens })}
      />
    </>
  )
}
