import { useState } from 'react'
import { TextField, CheckboxChoices, SelectField } from '#ui/parts/fields.tsx'
import { audienceLabel, knownAudiences } from '#features/register/contract.ts'
import { Button } from '@mantine/core'
import css from './compose.module.css'

/** The languages that a post of a British university is likely to be in; another one stays when it is set already. */
const languages = [
  { value: 'en-GB', label: 'English' },
  { value: 'cy', label: 'Welsh' },
  { value: 'gd', label: 'Scottish Gaelic' },
  { value: 'ga', label: 'Irish' },
  { value: 'ar', label: 'Arabic' },
  { value: 'zh', label: 'Chinese' },
  { value: 'fr', label: 'French' },
  { value: 'de', label: 'German' },
  { value: 'hi', label: 'Hindi' },
  { value: 'pl', label: 'Polish' },
  { value: 'es', label: 'Spanish' },
  { value: 'ur', label: 'Urdu' },
]

const mostAudiences = 20

export interface DetailsProps {
  language: string
  audiences: string[]
  onLanguage: (language: string) => void
  onAudiences: (audiences: string[]) => void
}

/** Whom it is for and in what language: networks and the checks both want to know. */
export function Details({ language, audiences, onLanguage, onAudiences }: DetailsProps) {
  const [other, setOther] = useState('')
  const choices = languages.some(({ value }) => value === language)
    ? languages
    : [...languages, { value: language, label: language }]
  const own = audiences.filter((audience) => !knownAudiences.some(({ id }) => id === audience))
  const options = [
    ...knownAudiences.map(({ id, label }) => ({ value: id, label })),
    ...own.map((audience) => ({ value: audience, label: audienceLabel(audience) })),
  ]
  const add = () => {
    const named = other.trim().slice(0, 60)
    if (named && !audiences.includes(named) && audiences.length < mostAudiences)
      onAudiences([...audiences, named])
    setOther('')
  }
  return (
    <details className={css.details}>
      <summary>
        {choices.find(({ value }) => value === language)?.label}
        {audiences.length > 0
          ? ` · for ${audiences.map(audienceLabel).join(', ').toLowerCase()}`
          : ' · for everybody'}
      </summary>
      <div className={css.detailFields}>
        <SelectField
          label="Language"
          hint="Screen readers read it aloud in this language."
          data={choices}
          value={language}
          onChange={onLanguage}
        />
        <CheckboxChoices
          label="Audiences"
          hint="Some clauses of the policy are about certain readers only."
          options={options}
          value={audiences}
          onChange={onAudiences}
        />
        <div className={css.other}>
          <TextField label="Another audience" value={other} onChange={setOther} maxLength={60} />
          <Button variant="outline" onClick={add}>
            Add
          </Button>
        </div>
      </div>
    </details>
  )
}
