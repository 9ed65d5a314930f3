import { PeopleSelect, PersonSelect } from '#features/people/ui/index.ts'
import { Fields, RadioChoices, SelectField, TextField } from '#ui/parts/fields.tsx'
import { HandOverReason, handOverReasons, LeaverKeeps, type HandOverPlan } from '../../hand-over/contract.ts'
import type { Typed } from './typed.ts'

interface WhoStepProps {
  plan: HandOverPlan
  typed: Typed
  onChange: (part: Partial<Typed>) => void
  field: (path: string) => string | undefined
}

/** Whose account it was, why it changes hands, and whose it is to be. */
export function WhoStep({ plan, typed, onChange, field }: WhoStepProps) {
  return (
    <Fields>
      {plan.administrators.length > 0 ? (
        <LeaverFields plan={plan} typed={typed} onChange={onChange} field={field} />
      ) : (
        <p>Nobody answers for this account now. Name somebody, then let it go on from its page.</p>
      )}
      <PersonSelect
        label="Who takes over"
        hint="They answer first for the account, and are asked to confirm it."
        required
        error={field('designated')}
        without={typed.leaver ? [typed.leaver] : []}
        value={typed.designated || null}
        onChange={(id) => onChange({ designated: id ?? '' })}
      />
      <PeopleSelect
        label="Deputies"
        hint="Administrators too, so that somebody is there when the first is not. Those who are there stay."
        optional
        error={field('deputies')}
        value={typed.deputies}
        onChange={(deputies) => onChange({ deputies })}
      />
    </Fields>
  )
}

function LeaverFields({ plan, typed, onChange, field }: WhoStepProps) {
  const leaver = plan.administrators.find(({ personId }) => personId === typed.leaver)
  return (
    <>
      {plan.administrators.length > 1 && (
        <SelectField
          label="Who hands over"
          value={typed.leaver ?? ''}
          error={field('leaver')}
          data={plan.administrators.map(({ personId, name, designated }) => ({
            value: personId,
            label: designated ? `${name}, who answers first` : name,
          }))}
          onChange={(personId) => onChange({ leaver: personId })}
        />
      )}
      <RadioChoices
        label="Why"
        value={typed.why}
        onChange={(value) => {
          const why = HandOverReason.catch('change').parse(value)
          onChange({ why, keeps: why === 'leaving' ? 'nothing' : 'deputy' })
        }}
        options={Object.entries(handOverReasons).map(([value, label]) => ({ value, label }))}
      />
      {typed.why !== 'leaving' && (
        <RadioChoices
          label={`What ${leaver?.name ?? 'they'} keep`}
          value={typed.keeps}
          onChange={(value) => onChange({ keeps: LeaverKeeps.catch('nothing').parse(value) })}
          options={[
            { value: 'deputy', label: 'A deputy’s part', hint: 'Still approves and connects.' },
            { value: 'contributor', label: 'A contributor’s part', hint: 'Still writes.' },
            { value: 'nothing', label: 'Nothing' },
          ]}
        />
      )}
      {typed.keeps === 'nothing' && (
        <TextField
          type="date"
          label="Last day"
          hint={`Until when ${leaver?.name ?? 'they'} may still act for the account; leave empty for at once`}
          error={field('lastDay')}
          value={typed.lastDay}
          onChange={(lastDay) => onChange({ lastDay })}
        />
      )}
    </>
  )
}
