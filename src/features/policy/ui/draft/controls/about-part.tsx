import { useId, useState } from 'react'
import { CheckboxChoices, SelectField, TextArea } from '#ui/parts/fields.tsx'
import { askedPlaces } from '../../../engine/subjects.ts'
import { moments, subjectKinds, type Moment } from '../../../engine/types.ts'
import type { Desk } from '../desk.ts'
import type { FormProps } from './form-props.ts'
import { clausesIn } from './pack-reading.ts'
import { factsToRead, withCondition } from './readable-names.ts'
import { Readable, ReadableItem } from './readable.tsx'
import { factWords, momentWords, subjectWords, usualMoments } from './words.ts'
import css from './controls.module.css'

/** The clause, what is judged, and when. */
export function AboutPart({ desk, form, set, faultOf }: FormProps & { desk: Desk }) {
  const clauses = clausesIn(desk.files['policy.md']).map(({ id, title }) => ({
    value: id,
    label: `${id} · ${title}`,
  }))
  const subjects = subjectKinds.map((value) => ({ value, label: subjectWords[value] }))
  return (
    <fieldset className={css.part}>
      <legend>What it is about</legend>
      <SelectField
        label="Clause"
        hint="The clause of the policy that it honours."
        data={withOwn(clauses, form.clause)}
        value={form.clause}
        onChange={(clause) => set({ clause })}
        error={faultOf('clause')}
      />
      <SelectField
        label="What is judged"
        data={withOwn(subjects, form.subject)}
        value={form.subject}
        onChange={(subject) => set({ subject, ...(subject === 'post' ? {} : { fact: '', where: '' }) })}
        error={faultOf('subject')}
      />
      <Moments form={form} set={set} error={faultOf('moments')} />
    </fieldset>
  )
}

/** What stands in the file stays a choice, known or not. */
export function withOwn(choices: { value: string; label: string }[], own: string) {
  if (choices.some(({ value }) => value === own)) return choices
  return [{ value: own, label: own === '' ? 'Choose one' : own }, ...choices]
}

function Moments({ form, set, error }: Pick<FormProps, 'form' | 'set'> & { error: string | undefined }) {
  const [all, setAll] = useState(false)
  const subject = subjectKinds.find((one) => one === form.subject)
  const shown = moments.filter(
    (one) => all || !subject || usualMoments[subject].includes(one) || form.moments.includes(one),
  )
  const asked: readonly Moment[] = subject ? askedPlaces[subject] : []
  const hint =
    asked.length === 0
      ? 'Rostrum does not ask here yet. The control is kept and tested by its examples, and its clause counts as not covered until then.'
      : `Rostrum asks now: ${asked.map((one) => momentWords[one].toLowerCase()).join(', ')}.`
  return (
    <div>
      <CheckboxChoices
        label="When it is asked"
        hint={hint}
        options={shown.map((value) => ({ value, label: momentWords[value] }))}
        value={form.moments}
        onChange={(chosen) => set({ moments: inOrder(chosen) })}
        error={error}
      />
      {shown.length < moments.length && (
        <div className={css.other}>
          <button type="button" className={css.link} onClick={() => setAll(true)}>
            Show other moments
          </button>
        </div>
      )}
    </div>
  )
}

/** In the order of a thing’s life; a word that is no moment stays at the end, and the check speaks of it. */
const inOrder = (chosen: readonly string[]): string[] => [
  ...moments.filter((one) => chosen.includes(one)),
  ...chosen.filter((one) => !moments.some((known) => known === one)),
]

/** The condition, and what it points at. */
export function WhenPart({ form, set, faultOf }: FormProps) {
  const id = useId()
  const facts = factsToRead.map(({ fact }) => ({ value: fact, label: factWords(fact) }))
  const chosen = factsToRead.find(({ fact }) => fact === form.fact)
  return (
    <fieldset className={css.part}>
      <legend>When it speaks</legend>
      <TextArea
        className={css.code}
        label="Condition"
        hint="Empty: always. Otherwise it speaks only where this is true."
        value={form.when}
        onChange={(when) => set({ when })}
        error={faultOf('when')}
        autosize={false}
        rows={Math.min(8, Math.max(2, form.when.split('\n').length))}
        spellCheck={false}
      />
      <Readable subject={form.subject} onUse={(more) => set({ when: withCondition(form.when, more) })} />
      {(form.subject === 'post' || form.fact !== '') && (
        <>
          <SelectField
            id={id}
            label="What it points at"
            hint={
              chosen
                ? chosen.about
                : 'Words or images that it marks. It then speaks only where there are any.'
            }
            data={withOwn([{ value: '', label: 'Nothing in particular' }, ...facts], form.fact)}
            value={form.fact}
            onChange={(fact) => set({ fact, where: fact === '' ? '' : form.where })}
            error={faultOf('fact')}
          />
          {form.fact !== '' && (
            <>
              <TextArea
                className={css.code}
                label="Which of them"
                hint="Empty: all. Otherwise those of which this is true; “it” is the one that was found."
                value={form.where}
                onChange={(where) => set({ where })}
                error={faultOf('where')}
                rows={1}
                spellCheck={false}
              />
              <ReadableItem
                fact={form.fact}
                onUse={(more) => set({ where: withCondition(form.where, more) })}
              />
            </>
          )}
        </>
      )}
    </fieldset>
  )
}
