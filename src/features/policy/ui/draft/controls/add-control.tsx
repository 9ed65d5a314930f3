import { useState } from 'react'
import { Button } from '@mantine/core'
import { SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { askedPlaces } from '../../../engine/subjects.ts'
import { outcomes, subjectKinds, type Moment, type Outcome, type SubjectKind } from '../../../engine/types.ts'
import type { Desk } from '../desk.ts'
import { wrongName } from './name-field.tsx'
import { addControl, freeId } from './pack-edits.ts'
import { controlsIn, officesIn, type ClauseHead } from './pack-reading.ts'
import { outcomeWords, subjectWords, usualMoments } from './words.ts'
import css from './controls.module.css'

interface AddControlProps {
  desk: Desk
  clause: ClauseHead
  onAdded: (id: string) => void
  onCancel: () => void
}

/** The least that a control needs; the rest is asked in its form. */
export function AddControl({ desk, clause, onAdded, onCancel }: AddControlProps) {
  const [id, setId] = useState(() => freeId(desk.files, clause.title))
  const [subject, setSubject] = useState<SubjectKind>('post')
  const [outcome, setOutcome] = useState<Outcome>('advise')
  const [sentence, setSentence] = useState('')
  const [tried, setTried] = useState(false)
  const taken = controlsIn(desk.files['controls.yaml']).map(({ form }) => form.id)
  const wrong = wrongName(id, '', taken)
  const add = () => {
    setTried(true)
    if (wrong !== null || sentence.trim() === '') return
    const office =
      outcome === 'task' || outcome === 'route' ? (officesIn(desk.files['policy.md'])[0]?.id ?? '') : ''
    const moments = momentsOf(subject)
    const wanted = { id, clause: clause.id, subject, moments, outcome, office, sentence: sentence.trim() }
    desk.edit(() => addControl(desk.files, wanted))
    onAdded(id)
  }
  return (
    <fieldset className={css.part}>
      <legend>A new control for {clause.id}</legend>
      <SelectField
        label="What is judged"
        data={subjectKinds.map((value) => ({ value, label: subjectWords[value] }))}
        value={subject}
        onChange={(value) => setSubject(subjectKinds.find((one) => one === value) ?? 'post')}
        autoFocus
      />
      <SelectField
        label="What it does"
        hint={outcomeWords[outcome].hint}
        data={outcomes.map((value) => ({ value, label: outcomeWords[value].label }))}
        value={outcome}
        onChange={(value) => setOutcome(outcomes.find((one) => one === value) ?? 'advise')}
      />
      <TextArea
        label="What people read"
        hint="One or two sentences: what is the matter, and what to do."
        value={sentence}
        onChange={setSentence}
        error={tried && sentence.trim() === '' ? 'Write the sentence.' : undefined}
        rows={3}
      />
      <TextField
        label="Name"
        hint="In small letters with hyphens."
        value={id}
        onChange={setId}
        error={wrong}
        spellCheck={false}
      />
      <Row>
        <Button onClick={add}>Add this control</Button>
        <Button variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </Row>
    </fieldset>
  )
}

/** Where Rostrum asks already, or else where it will. */
function momentsOf(subject: SubjectKind): Moment[] {
  if (subject === 'post') return ['write', 'submit', 'publish']
  const asked = askedPlaces[subject]
  return [...(asked.length > 0 ? asked : usualMoments[subject]).slice(0, 1)]
}
