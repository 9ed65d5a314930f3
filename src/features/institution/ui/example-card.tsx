import { useState } from 'react'
import { z } from 'zod'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxField } from '#ui/parts/fields.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'

const Removed = z.object({
  removed: z.object({ units: z.number(), people: z.number(), accounts: z.number(), posts: z.number() }),
  kept: z.object({ units: z.array(z.string()), offices: z.array(z.string()) }),
})
type Removed = z.infer<typeof Removed>

/** The example university: what it is, and the way to be rid of it whole. */
export function ExampleCard({ present }: { present: boolean }) {
  const queries = useQueryClient()
  const deed = useDeed()
  const [asking, setAsking] = useState(false)
  const [trials, setTrials] = useState(false)
  const [done, setDone] = useState<Removed | null>(null)
  const remove = async () => {
    await deed.run(async () => {
      setDone(await api.delete(`/example?trials=${trials ? 'remove' : 'keep'}`, Removed))
      await queries.invalidateQueries()
    })
  }
  if (done) return <WhatWasRemoved done={done} />
  if (!present) return null
  return (
    <Card title="The example university">
      <Stack>
        <p>
          Units, people, accounts and posts marked “Example” are made up, for looking around and for training.
          Remove them before real work begins. What the log recorded about them stays.
        </p>
        <CheckboxField
          label="Also remove posts that you and others wrote for accounts of the example only"
          checked={trials}
          onChange={setTrials}
        />
        <ProblemAlert error={deed.fault} />
        <Row>
          <Button variant="outline" color="danger" loading={deed.busy} onClick={() => setAsking(true)}>
            Remove the example
          </Button>
        </Row>
      </Stack>
      <ConfirmDialog
        open={asking}
        title="Remove the example university?"
        confirmLabel="Remove it whole"
        danger
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        <p>
          Its units, people, accounts and posts go for good. What is really yours stays
          {trials ? ', except posts written for accounts of the example only.' : '.'}
        </p>
      </ConfirmDialog>
    </Card>
  )
}

function WhatWasRemoved({ done: { removed, kept } }: { done: Removed }) {
  const stays = [...kept.units, ...kept.offices]
  return (
    <Callout level="ok" title="The example is removed">
      <p>
        Gone: {removed.units} units, {removed.people} people, {removed.accounts} accounts and {removed.posts}{' '}
        posts.
      </p>
      {stays.length > 0 && <p>Kept, because something of yours belongs to it: {stays.join(', ')}.</p>}
    </Callout>
  )
}
