import { useState } from 'react'
import { Button } from '@mantine/core'
import { CheckboxChoices, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { slugOf } from '../controls/pack-edits.ts'
import { controlsIn } from '../controls/pack-reading.ts'
import type { Desk } from '../desk.ts'
import type { OfficeForm } from './particulars-text.ts'
import css from '../controls/controls.module.css'

interface OfficesPartProps {
  desk: Desk
  offices: readonly OfficeForm[]
  onChange: (offices: OfficeForm[]) => void
}

/** The offices that the policy gives a duty to. Their ids are not changed here, since controls name them. */
export function OfficesPart({ desk, offices, onChange }: OfficesPartProps) {
  const named = namedOffices(desk)
  const change = (at: number, office: Partial<OfficeForm>) =>
    onChange(offices.map((one, index) => (index === at ? { ...one, ...office } : one)))
  return (
    <fieldset className={css.part}>
      <legend>Offices</legend>
      <p>The offices that the policy gives a duty to. People are put into them on the page of offices.</p>
      {offices.map((office, at) => (
        <details key={office.id === '' ? at : office.id} className={css.readable}>
          <summary>{office.name === '' ? office.id : office.name}</summary>
          <div className={css.office}>
            <TextField
              label="Name of the office"
              value={office.name}
              onChange={(name) => change(at, { name })}
            />
            <TextField
              label="What it does"
              value={office.about}
              onChange={(about) => change(at, { about })}
            />
            <CheckboxChoices
              label="How the policy says that it is reached"
              options={[
                { value: 'email', label: 'By e-mail' },
                { value: 'telephone', label: 'By telephone' },
              ]}
              value={office.contact}
              onChange={(contact) => change(at, { contact })}
            />
            <Row>
              <Button
                variant="subtle"
                color="danger"
                disabled={named.has(office.id)}
                onClick={() => onChange(offices.toSpliced(at, 1))}
              >
                Remove {office.name}
              </Button>
              {named.has(office.id) && (
                <span>Controls name it, so it stays: {named.get(office.id)?.join(', ')}.</span>
              )}
            </Row>
          </div>
        </details>
      ))}
      <NewOffice taken={offices.map(({ id }) => id)} onAdd={(office) => onChange([...offices, office])} />
    </fieldset>
  )
}

/** Which controls name which office. */
function namedOffices(desk: Desk): Map<string, string[]> {
  const named = new Map<string, string[]>()
  for (const { form } of controlsIn(desk.files['controls.yaml']))
    for (const office of [form.office, ...form.requirements.map(({ of }) => of)])
      named.set(office, [...(named.get(office) ?? []), form.id])
  return named
}

function NewOffice({ taken, onAdd }: { taken: readonly string[]; onAdd: (office: OfficeForm) => void }) {
  const [name, setName] = useState('')
  const [about, setAbout] = useState('')
  const [tried, setTried] = useState(false)
  const id = slugOf(name)
  const wrong = id === '' ? 'Give it a name.' : taken.includes(id) ? 'There is one of this name.' : undefined
  const add = () => {
    setTried(true)
    if (wrong !== undefined || about.trim() === '') return
    onAdd({ id, name: name.trim(), about: about.trim(), contact: ['email'] })
    setName('')
    setAbout('')
    setTried(false)
  }
  return (
    <details className={css.more}>
      <summary>Add an office</summary>
      <div>
        <TextField
          label="Name of the new office"
          hint="Such as “Head of Marketing”."
          value={name}
          onChange={setName}
          error={tried ? wrong : undefined}
        />
        <TextField
          label="What the new office does"
          value={about}
          onChange={setAbout}
          error={tried && about.trim() === '' ? 'Say what it does.' : undefined}
        />
        <div>
          <Button variant="outline" onClick={add}>
            Add this office
          </Button>
        </div>
      </div>
    </details>
  )
}
