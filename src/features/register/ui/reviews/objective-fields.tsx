import { DateTime } from '#ui/parts/date-time.tsx'
import { CheckboxField, RadioChoices, TextArea, TextField } from '#ui/parts/fields.tsx'
import { progressWords, type Progress, type ReviewSheet } from '../../reviews/contract.ts'
import type { PartProps } from './typed.ts'
import css from './reviews.module.css'

/** How far it has come with what it is to reach, and what it is to reach from now on. */
export function ObjectiveFields({ sheet, ...part }: PartProps & { sheet: ReviewSheet }) {
  const { typed, set, field } = part
  const { objective } = sheet.account
  return (
    <>
      {objective ? (
        <>
          <dl className={css.facts}>
            <Fact label="What it is to reach" value={objective.objective} />
            <Fact label="Measured by" value={objective.metric} />
            <Fact label="At the beginning" value={objective.baseline} />
            <Fact label="Target" value={objective.target} />
            {objective.due && (
              <div>
                <dt>By</dt>
                <dd>
                  <DateTime value={`${objective.due}T12:00:00Z`} style="date" />
                </dd>
              </div>
            )}
          </dl>
          <RadioChoices
            label="How far has it come?"
            required
            options={(Object.keys(progressWords) as Progress[]).map((value) => ({
              value,
              label: progressWords[value],
            }))}
            value={typed.progress}
            error={field('progress')}
            onChange={(progress) => set({ progress: progress as Progress })}
          />
          <TextField
            label="The figure now"
            hint="By the measure above; leave it empty where nobody has it."
            maxLength={100}
            value={typed.figure}
            error={field('figure')}
            onChange={(figure) => set({ figure })}
          />
        </>
      ) : (
        <p className={css.quiet}>Nobody has said yet what this account is to reach. Say it now.</p>
      )}
      <CheckboxField
        label={objective ? 'Renew what it is to reach' : 'Say what it is to reach'}
        checked={typed.renew}
        onChange={(renew) => set({ renew })}
      />
      {typed.renew && <NewObjectiveFields {...part} />}
    </>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  if (value === '') return null
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function NewObjectiveFields({ typed, set, field }: PartProps) {
  const { objective } = typed
  const put = (change: Partial<typeof objective>) => set({ objective: { ...objective, ...change } })
  return (
    <fieldset className={css.fieldset}>
      <legend>What it is to reach from now on</legend>
      <TextArea
        label="Objective"
        required
        autosize
        minRows={2}
        maxLength={500}
        value={objective.objective}
        error={field('objective.objective')}
        onChange={(value) => put({ objective: value })}
      />
      <TextField
        label="Measured by"
        required
        maxLength={300}
        value={objective.metric}
        error={field('objective.metric')}
        onChange={(metric) => put({ metric })}
      />
      <TextField
        label="Now"
        maxLength={100}
        value={objective.baseline}
        error={field('objective.baseline')}
        onChange={(baseline) => put({ baseline })}
      />
      <TextField
        label="Target"
        maxLength={100}
        value={objective.target}
        error={field('objective.target')}
        onChange={(target) => put({ target })}
      />
      <TextField
        label="To be reached by"
        type="date"
        value={objective.due}
        error={field('objective.due')}
        onChange={(due) => put({ due })}
      />
    </fieldset>
  )
}
