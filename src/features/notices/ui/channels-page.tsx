import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { RelativeTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { channelServiceLabels, type Channel } from '../channels/contract.ts'
import { Done, noticeKinds } from '../contract.ts'
import { ChannelDialog } from './channel-dialog.tsx'
import { channelsQuery } from './queries.ts'

/** Where notices go beside the app and letters. */
export function ChannelsPage() {
  const queries = useQueryClient()
  const { data, error } = useQuery(channelsQuery)
  const [editing, setEditing] = useState<Channel | 'new' | null>(null)
  const [removing, setRemoving] = useState<Channel | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: ['notices', 'channels'] })
  const channels = data?.channels ?? []
  async function remove() {
    if (!removing) return
    await api.delete(`/notice-channels/${removing.id}`, Done)
    toast.done('Removed.')
    await refresh()
  }
  return (
    <Page
      title="Channels"
      lede="Notices for offices can also be shown in a channel of Teams or Slack."
      actions={<Button onClick={() => setEditing('new')}>Add a channel</Button>}
    >
      <Stack>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={3} label="Loading the channels" />}
        {data && channels.length === 0 && (
          <EmptyState title="No channel yet">
            <p>
              Add the address of a webhook, and what is for an office stands in its channel too. What is for
              one person alone never goes there.
            </p>
          </EmptyState>
        )}
        {channels.length > 0 && (
          <Card>
            <Items label="Channels">
              {channels.map((channel) => (
                <Item
                  key={channel.id}
                  title={<Title channel={channel} />}
                  note={<About channel={channel} />}
                  end={
                    <Deeds
                      channel={channel}
                      onEdit={() => setEditing(channel)}
                      onRemove={() => setRemoving(channel)}
                      onDone={refresh}
                    />
                  }
                />
              ))}
            </Items>
          </Card>
        )}
      </Stack>
      {editing && (
        <ChannelDialog
          channel={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onDone={refresh}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        title={`Remove “${removing?.name ?? ''}”?`}
        confirmLabel="Remove the channel"
        danger
        onConfirm={remove}
        onClose={() => setRemoving(null)}
      >
        <p>Rostrum forgets its address and shows nothing there any more. Notices and letters go on.</p>
      </ConfirmDialog>
    </Page>
  )
}

function Title({ channel: { name, state } }: { channel: Channel }) {
  return (
    <>
      {name} {state === 'off' && <Chip level="refuse">Off</Chip>}
    </>
  )
}

function About({ channel }: { channel: Channel }) {
  const { service, host, office, kinds, quiet, trouble, toldAt } = channel
  const whose = office ? office.name : 'The institution'
  const what = kinds === null ? 'every kind' : kinds.map((kind) => noticeKinds[kind].label).join('; ')
  return (
    <>
      <div>
        {channelServiceLabels[service]} at {host} · {whose} · {what}
        {quiet && ' · quiet at night and at weekends'}
      </div>
      <div>
        {toldAt ? (
          <>
            Last taken <RelativeTime value={toldAt} />
          </>
        ) : (
          'Nothing taken yet'
        )}
        {trouble && ` · ${trouble}`}
      </div>
    </>
  )
}

function Deeds(props: {
  channel: Channel
  onEdit: () => void
  onRemove: () => void
  onDone: () => Promise<void>
}) {
  const { channel, onDone } = props
  const [busy, setBusy] = useState(false)
  const name = <span className="visually-hidden"> {channel.name}</span>
  async function run(deed: () => Promise<unknown>, says: string) {
    setBusy(true)
    try {
      await deed()
      toast.done(says)
    } catch (error) {
      toast.problem(error)
    } finally {
      setBusy(false)
      await onDone()
    }
  }
  const test = () =>
    run(() => api.post(`/notice-channels/${channel.id}/test`, {}, Done), 'The test was taken.')
  const state = channel.state === 'on' ? 'off' : 'on'
  const turn = () =>
    run(
      () => api.patch(`/notice-channels/${channel.id}`, { state }, Done),
      state === 'on' ? 'It is on again.' : 'It is off.',
    )
  return (
    <Row>
      <Button size="sm" variant="outline" loading={busy} onClick={() => void test()}>
        Send a test<span className="visually-hidden"> to {channel.name}</span>
      </Button>
      <Button size="sm" variant="subtle" onClick={() => void turn()}>
        Turn {state}
        {name}
      </Button>
      <Button size="sm" variant="subtle" onClick={props.onEdit}>
        Change{name}
      </Button>
      <Button size="sm" variant="subtle" onClick={props.onRemove}>
        Remove{name}
      </Button>
    </Row>
  )
}
