import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { contactKinds, Institution, type Contact, type ContactKind } from '../contract.ts'

const kindWords: Record<ContactKind, string> = {
  telephone: 'Telephone number',
  email: 'E-mail address',
  postcode: 'Postcode',
  domain: 'Web domain',
}

/** What the institution publishes as its own, so that checks don't take it for a person's. */
export function ContactsCard({ institution }: { institution: Institution }) {
  const queries = useQueryClient()
  const deed = useDeed()
  const [kind, setKind] = useState<ContactKind>('telephone')
  const [value, setValue] = useState('')
  const [label, setLabel] = useState('')
  const keep = (contacts: Contact[]) =>
    deed.run(async () => {
      const changed = await api.patch('/institution', { contacts }, Institution)
      queries.setQueryData(['institution'], changed)
      setValue('')
      setLabel('')
    })
  const fault = deed.field(`contacts.${institution.contacts.length}.value`)
  return (
    <Card title="Your own contact details">
      <Stack>
        <p>
          Posts are checked for personal details. What you list here is the institution’s own, so it is not
          marked: the switchboard, admissions, your postcodes and web domains.
        </p>
        <Items label="Contact details">
          {institution.contacts.map((contact) => (
            <Item
              key={`${contact.kind} ${contact.value}`}
              title={contact.value}
              note={[kindWords[contact.kind], contact.label].filter(Boolean).join(' · ')}
              end={
                <Button
                  size="sm"
                  variant="subtle"
                  onClick={() => void keep(institution.contacts.filter((other) => other !== contact))}
                >
                  Remove<span className="visually-hidden"> {contact.value}</span>
                </Button>
              }
            />
          ))}
        </Items>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void keep([...institution.contacts, { kind, value, label }])
          }}
        >
          <Fields>
            <SelectField
              label="Kind"
              data={contactKinds.map((one) => ({ value: one, label: kindWords[one] }))}
              value={kind}
              onChange={(chosen) => setKind(contactKinds.find((one) => one === chosen) ?? 'telephone')}
            />
            <TextField
              label="Number, address, postcode or domain"
              value={value}
              onChange={setValue}
              error={fault}
            />
            <TextField
              label="What it is"
              hint="Such as “Switchboard”. May stay empty."
              value={label}
              onChange={setLabel}
            />
            <ProblemAlert error={fault ? undefined : deed.fault} />
            <Row>
              <Button type="submit" variant="outline" loading={deed.busy}>
                Add
              </Button>
            </Row>
          </Fields>
        </form>
      </Stack>
    </Card>
  )
}
