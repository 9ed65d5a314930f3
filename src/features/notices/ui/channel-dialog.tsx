import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { z } from 'zod'
import { Offices } from '#features/people/contract.ts'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxChoices, CheckboxField, Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import {
  channelServiceLabels,
  channelServices,
  type Channel,
  type ChannelService,
  type NewChannel,
} from '../channels/contract.ts'
import { Done, noticeKindNames, noticeKinds, type NoticeKind } from '../contract.ts'

interface ChannelDialogProps {
  channel: Channel | null
  onClose: () => void
  onDone: () => Promise<void>
}

const where: Record<ChannelService, string> = {
  teams:
    'In Teams, open Workflows on the channel, choose “Send webhook alerts to a channel”, and copy its address.',
  slack: 'In Slack, add the app “Incoming Webhooks” to the channel and copy its address.',
}

function useChannelForm({ channel, onClose, onDone }: ChannelDialogProps) {
  const deed = useDeed()
  const [fields, setFields] = useState<NewChannel>({
    name: channel?.name ?? '',
    service: channel?.service ?? 'teams',
    officeId: channel?.office?.id ?? null,
    kinds: channel?.kinds ?? null,
    quiet: channel?.quiet ?? true,
    url: '',
  })
  const { url, service, ...rest } = fields
  const keep = () =>
    deed.run(async () => {
      if (channel) await api.patch(`/notice-channels/${channel.id}`, url ? { ...rest, url } : rest, Done)
      else await api.post('/notice-channels', fields, z.object({ id: z.string() }))
      toast.done(url ? 'Kept. A test stands in the channel.' : 'Kept.')
      await onDone()
      onClose()
    })
  const set = (part: Partial<NewChannel>) => setFields({ ...fields, ...part })
  return { deed, keep, fields, set, service }
}

/** Adds a channel, or changes one. A new address is tried out by a test before it is kept. */
export function ChannelDialog(props: ChannelDialogProps) {
  const { deed, keep, fields, set, service } = useChannelForm(props)
  const { channel, onClose } = props
  return (
    <Dialog open title={channel ? channel.name : 'Add a channel'} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <Fields>
          {!channel && (
            <SelectField
              label="Service"
              data={channelServices.map((value) => ({ value, label: channelServiceLabels[value] }))}
              value={service}
              onChange={(value) => set({ service: value === 'slack' ? 'slack' : 'teams' })}
            />
          )}
          <TextField
            label="Name of the channel"
            value={fields.name}
            onChange={(name) => set({ name })}
            error={deed.field('name')}
          />
          <TextField
            label={channel ? 'New address of its webhook' : 'Address of its webhook'}
            hint={channel ? 'Leave it empty to keep the present one. It is never shown.' : where[service]}
            value={fields.url}
            onChange={(url) => set({ url })}
            error={deed.field('url')}
            autoComplete="off"
          />
          <WhatIsShown fields={fields} set={set} fault={deed.field} />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {channel ? 'Save' : 'Send a test and add it'}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}

interface WhatIsShownProps {
  fields: NewChannel
  set: (part: Partial<NewChannel>) => void
  fault: (path: string) => string | undefined
}

const isKind = (name: string): name is NoticeKind => Object.hasOwn(noticeKinds, name)

function WhatIsShown({ fields, set, fault }: WhatIsShownProps) {
  const offices = useQuery({
    queryKey: ['offices'],
    queryFn: ({ signal }) => api.get('/offices', Offices, { signal }),
  })
  return (
    <>
      <SelectField
        label="Whose notices"
        hint="An office’s, or all that are for offices and roles."
        data={[
          { value: '', label: 'The institution: all offices' },
          ...(offices.data?.offices ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={fields.officeId ?? ''}
        onChange={(officeId) => set({ officeId: officeId || null })}
      />
      <CheckboxField
        label="Every kind of notice"
        checked={fields.kinds === null}
        onChange={(every) => set({ kinds: every ? null : [] })}
      />
      {fields.kinds !== null && (
        <CheckboxChoices
          label="Which kinds"
          options={noticeKindNames.map((value) => ({ value, label: noticeKinds[value].label }))}
          value={fields.kinds}
          onChange={(kinds) => set({ kinds: kinds.filter(isKind) })}
          error={fault('kinds')}
        />
      )}
      <CheckboxField
        label="Quiet at night and at weekends"
        hint="What is not urgent then waits for the next working morning."
        checked={fields.quiet}
        onChange={(quiet) => set({ quiet })}
      />
    </>
  )
}
