import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxField, Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import {
  Institution,
  serviceNeedIds,
  serviceNeeds,
  type ServiceInput,
  type SupportedService,
} from '../contract.ts'

/** What the university offers already: proposed to whoever asks for an account that it could take the place of. */
export function ServicesCard({ institution }: { institution: Institution }) {
  const queries = useQueryClient()
  // Of those listed, which is open; the number after the last is a new one.
  const [open, setOpen] = useState<number | null>(null)
  const services = institution.supportedServices
  const keep = async (supportedServices: ServiceInput[]) => {
    const changed = await api.patch('/institution', { supportedServices }, Institution)
    queries.setQueryData(['institution'], changed)
    await queries.invalidateQueries({ queryKey: ['requests'] })
    toast.done('The supported services are kept.')
    setOpen(null)
  }
  return (
    <Card title="Supported services">
      <Stack>
        <p>
          Whoever asks for an account that one of these could take the place of is told so first. A policy may
          ask why it will not do.
        </p>
        {services.length > 0 && (
          <Items label="Supported services">
            {services.map((service, index) => (
              <ServiceItem key={service.id} service={service} onChange={() => setOpen(index)} />
            ))}
          </Items>
        )}
        <Row>
          <Button variant="outline" onClick={() => setOpen(services.length)}>
            Add a service
          </Button>
        </Row>
      </Stack>
      {open !== null && (
        <ServiceDialog services={services} index={open} keep={keep} onClose={() => setOpen(null)} />
      )}
    </Card>
  )
}

function ServiceItem({ service, onChange }: { service: SupportedService; onChange: () => void }) {
  const { name, serves, help, inUse } = service
  return (
    <Item
      title={name}
      note={
        <>
          {serviceNeeds[serves].label} {!inUse && <Chip>Not in use</Chip>}{' '}
          {help !== '' && (
            <a href={help} target="_blank" rel="noreferrer">
              Help<span className="visually-hidden"> with {name}</span>
            </a>
          )}
        </>
      }
      end={
        <Button size="sm" variant="subtle" onClick={onChange}>
          Change<span className="visually-hidden"> {name}</span>
        </Button>
      }
    />
  )
}

interface ServiceDialogProps {
  services: readonly ServiceInput[]
  index: number
  /** Throws where it could not be kept. */
  keep: (services: ServiceInput[]) => Promise<void>
  onClose: () => void
}

const choices = serviceNeedIds.map((id) => ({ value: id, label: serviceNeeds[id].label }))

function ServiceDialog({ services, index, keep, onClose }: ServiceDialogProps) {
  const known = services[index]
  const deed = useDeed()
  const [service, setService] = useState<ServiceInput>(
    known ?? { name: '', serves: 'collaboration', help: '', inUse: true },
  )
  const set = (part: Partial<ServiceInput>) => setService({ ...service, ...part })
  const fault = (field: string) => deed.field(`supportedServices.${index}.${field}`)
  const save = () => deed.run(() => keep(services.toSpliced(index, 1, service)))
  return (
    <Dialog open title={known ? known.name : 'Add a service'} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Fields>
          <TextField
            label="Name"
            hint={
              known &&
              'Under a new name it counts as another service: requests that named this one keep its name.'
            }
            value={service.name}
            onChange={(name) => set({ name })}
            error={fault('name')}
          />
          <SelectField
            label="What it serves"
            data={choices}
            value={service.serves}
            onChange={(chosen) => set({ serves: serviceNeedIds.find((id) => id === chosen) ?? 'teaching' })}
            error={fault('serves')}
          />
          <TextField
            label="Address of its help page"
            hint="May stay empty."
            inputMode="url"
            value={service.help}
            onChange={(help) => set({ help: help.trim() })}
            error={fault('help')}
          />
          <CheckboxField
            label="In use: it is proposed"
            checked={service.inUse}
            onChange={(inUse) => set({ inUse })}
          />
          <ProblemAlert error={fault('name') || fault('help') ? undefined : deed.fault} />
          <Row align="end">
            {known && (
              <Button
                variant="subtle"
                onClick={() => void deed.run(() => keep(services.toSpliced(index, 1)))}
              >
                Remove it
              </Button>
            )}
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {known ? 'Save' : 'Add the service'}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
