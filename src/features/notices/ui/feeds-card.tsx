import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done } from '../contract.ts'
import { feedKinds, feedLabels, MadeFeed, type Feed, type FeedKind } from '../feeds/contract.ts'
import { feedsQuery } from './queries.ts'

/** The addresses by which a person's own calendar programs read what Rostrum knows. */
export function FeedsCard() {
  const queries = useQueryClient()
  const feeds = useQuery(feedsQuery)
  const [asking, setAsking] = useState<{ kind: FeedKind; to: 'make' | 'end' } | null>(null)
  const [address, setAddress] = useState<string | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: ['notices', 'feeds'] })
  async function make(kind: FeedKind) {
    const made = await api.post(`/me/calendar-feeds/${kind}`, {}, MadeFeed)
    setAddress(made.address)
    await refresh()
  }
  async function end(kind: FeedKind) {
    await api.delete(`/me/calendar-feeds/${kind}`, Done)
    toast.done('That address leads nowhere any more.')
    await refresh()
  }
  const first = (kind: FeedKind) => make(kind).catch((error: unknown) => toast.problem(error))
  return (
    <Card title="In your own calendar">
      <Stack>
        <p>
          Outlook, Google Calendar and Apple Calendar can subscribe to these. Whoever has the address can read
          it, so it is secret; it shows what you may see, and ends when you leave.
        </p>
        <ProblemAlert error={feeds.error} />
        {feeds.data && (
          <Items label="Calendars">
            {feedKinds.map((kind) => {
              const feed = feeds.data.feeds.find((one) => one.kind === kind)
              return (
                <Item
                  key={kind}
                  title={feedLabels[kind]}
                  note={<About feed={feed} />}
                  end={
                    <Deeds
                      kind={kind}
                      there={feed !== undefined}
                      onFirst={() => void first(kind)}
                      onAsk={(to) => setAsking({ kind, to })}
                    />
                  }
                />
              )
            })}
          </Items>
        )}
      </Stack>
      <ConfirmDialog
        open={asking !== null}
        title={asking?.to === 'end' ? 'End this address?' : 'Make a new address?'}
        confirmLabel={asking?.to === 'end' ? 'End it' : 'Make a new one'}
        onConfirm={async () => {
          if (asking) await (asking.to === 'end' ? end : make)(asking.kind)
        }}
        onClose={() => setAsking(null)}
      >
        <p>Calendars that use the present address stop at once.</p>
      </ConfirmDialog>
      <Dialog
        open={address !== null}
        title="Your calendar’s address"
        onClose={() => setAddress(null)}
        actions={<Button onClick={() => setAddress(null)}>I have it</Button>}
      >
        <CopyField
          label="Address"
          value={address ?? ''}
          hint="You see it this once. In your calendar program, choose to subscribe or to add a calendar from the internet."
        />
      </Dialog>
    </Card>
  )
}

function About({ feed }: { feed: Feed | undefined }) {
  if (!feed) return 'No address yet'
  return (
    <>
      Made <DateTime value={feed.madeAt} style="short" /> ·{' '}
      {feed.readAt ? (
        <>
          last read <RelativeTime value={feed.readAt} />
        </>
      ) : (
        'not read yet'
      )}
    </>
  )
}

function Deeds(props: {
  kind: FeedKind
  there: boolean
  onFirst: () => void
  onAsk: (to: 'make' | 'end') => void
}) {
  const name = <span className="visually-hidden">: {feedLabels[props.kind]}</span>
  if (!props.there)
    return (
      <Button size="sm" variant="outline" onClick={props.onFirst}>
        Make an address{name}
      </Button>
    )
  return (
    <Row>
      <Button size="sm" variant="subtle" onClick={() => props.onAsk('make')}>
        New address{name}
      </Button>
      <Button size="sm" variant="outline" onClick={() => props.onAsk('end')}>
        End{name}
      </Button>
    </Row>
  )
}
