import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { ReadingView, SecretOpened, type ReadingState } from '../../hand-over/contract.ts'
import { refreshAccounts } from '../queries.ts'
import css from './hand-over.module.css'

export type Confirmed = <T>(deed: () => Promise<T>) => Promise<T>

interface OpenReadingProps {
  reading: ReadingView
  confirmed: Confirmed
}

/** A reading that is asked for or agreed to: what the second person does about it, and the first. */
export function OpenReading({ reading, confirmed }: OpenReadingProps) {
  const client = useQueryClient()
  const deed = useDeed()
  const [refusing, setRefusing] = useState(false)
  const [opened, setOpened] = useState<SecretOpened | null>(null)
  const path = `/secret-readings/${reading.id}`
  const act = (what: () => Promise<unknown>) =>
    deed.run(async () => {
      await what()
      await refreshAccounts(client)
    })
  const agree = () =>
    act(() => confirmed(() => api.post(`${path}/decision`, { decision: 'agree' }, ReadingView)))
  const read = () =>
    deed.run(async () => {
      setOpened(await confirmed(() => api.post(`${path}/opening`, {}, SecretOpened)))
    })
  return (
    <Callout level={reading.state === 'agreed' ? 'require' : 'hold'} title={titleOf(reading)}>
      <Stack gap="tight">
        <p>{reading.reason}</p>
        <p>
          Until <DateTime value={reading.endsAt} />.
        </p>
        <ProblemAlert error={deed.fault} />
        <Row>
          {reading.may.decide && (
            <>
              <Button size="sm" loading={deed.busy} onClick={() => void agree()}>
                Agree
              </Button>
              <Button size="sm" variant="outline" onClick={() => setRefusing(true)}>
                Refuse
              </Button>
            </>
          )}
          {reading.may.read && (
            <Button size="sm" loading={deed.busy} onClick={() => void read()}>
              Read it, once
            </Button>
          )}
          {reading.may.withdraw && (
            <Button size="sm" variant="subtle" onClick={() => void act(() => api.delete(path, ReadingView))}>
              Take it back
            </Button>
          )}
        </Row>
      </Stack>
      <Dialog open={refusing} title="Refuse to open it" onClose={() => setRefusing(false)}>
        <RefuseForm
          onClose={() => setRefusing(false)}
          onRefuse={async (note) => {
            await confirmed(() => api.post(`${path}/decision`, { decision: 'refuse', note }, ReadingView))
            await refreshAccounts(client)
          }}
        />
      </Dialog>
      <Dialog
        open={opened !== null}
        title={opened?.label ?? ''}
        onClose={() => {
          setOpened(null)
          void refreshAccounts(client)
        }}
        actions={
          <Button
            onClick={() => {
              setOpened(null)
              void refreshAccounts(client)
            }}
          >
            I have what I need
          </Button>
        }
      >
        <p>
          It is shown this once. Change it on the network when you are done, and put the new one under seal.
        </p>
        <p className={css.secret}>{opened?.value}</p>
      </Dialog>
    </Callout>
  )
}

function titleOf(reading: ReadingView): string {
  return reading.state === 'agreed'
    ? `${reading.decidedBy ?? 'A second person'} agreed that ${reading.askedBy} reads it`
    : `${reading.askedBy} asks to open it`
}

function RefuseForm(props: { onRefuse: (note: string) => Promise<void>; onClose: () => void }) {
  const deed = useDeed()
  const [note, setNote] = useState('')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void deed.run(() => props.onRefuse(note))
      }}
    >
      <Stack>
        <TextArea
          label="Why not"
          required
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          error={deed.field('note')}
          onChange={setNote}
        />
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" loading={deed.busy}>
            Refuse
          </Button>
          <Button variant="outline" onClick={props.onClose}>
            Cancel
          </Button>
        </Row>
      </Stack>
    </form>
  )
}

const words: Record<ReadingState, string> = {
  asked: 'asked for',
  agreed: 'agreed to',
  refused: 'refused',
  withdrawn: 'taken back',
  read: 'read',
  lapsed: 'ran out, unused',
}

export function PastReadings({ readings }: { readings: ReadingView[] }) {
  if (readings.length === 0) return null
  return (
    <Card title="Who asked to open what">
      <Items label="Who asked to open what">
        {readings.map((reading) => (
          <Item
            key={reading.id}
            title={`${reading.askedBy}: “${reading.label}”, ${words[reading.state]}`}
            note={
              <>
                <DateTime value={reading.askedAt} /> · {reading.reason}
                {reading.decidedBy && ` · ${reading.decidedBy}`}
                {reading.note && `: ${reading.note}`}
              </>
            }
          />
        ))}
      </Items>
    </Card>
  )
}
