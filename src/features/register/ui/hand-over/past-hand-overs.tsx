import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import type { HandOverState, HandOverView } from '../../hand-over/contract.ts'
import { refreshAccounts } from '../queries.ts'
import css from './hand-over.module.css'

const states: Record<HandOverState, string> = {
  open: 'waits to be confirmed',
  'taken-over': 'taken over',
  replaced: 'replaced by another',
  void: 'ended, because the successor had left',
}
const Done = z.object({ done: z.literal(true) })

/** Hand-overs that are over, with the notes that were left. */
export function PastHandOvers({ past }: { past: HandOverView[] }) {
  if (past.length === 0) return null
  return (
    <Card title="Earlier hand-overs">
      <Items label="Earlier hand-overs">
        {past.map((handOver) => (
          <Item
            key={handOver.id}
            title={
              handOver.from ? `From ${handOver.from.name} to ${handOver.to.name}` : `To ${handOver.to.name}`
            }
            note={
              <>
                <DateTime value={handOver.madeAt} style="date" />, {states[handOver.state]}
                <Notes handOver={handOver} />
              </>
            }
          />
        ))}
      </Items>
    </Card>
  )
}

/** What was written for the successor, and a way to erase it. */
export function Notes({ handOver }: { handOver: HandOverView }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  if (handOver.notes === null) return null
  async function erase() {
    await api.delete(`/hand-overs/${handOver.id}/notes`, Done)
    await refreshAccounts(client)
    toast.done('The notes are erased.')
  }
  return (
    <Stack gap="tight">
      <blockquote className={css.notes}>{handOver.notes}</blockquote>
      <div>
        <Button variant="subtle" size="sm" onClick={() => setAsking(true)}>
          Erase these notes<span className="visually-hidden"> to {handOver.to.name}</span>
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title="Erase these notes?"
        confirmLabel="Erase the notes"
        danger
        onConfirm={erase}
        onClose={() => setAsking(false)}
      >
        They can’t be brought back. That the account was handed over stays in the records.
      </ConfirmDialog>
    </Stack>
  )
}
