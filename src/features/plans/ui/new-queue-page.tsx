import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Page } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Identified } from '../contract.ts'
import { emptyQueue, QueueForm } from './queue-form.tsx'
import { plansKey } from './queries.ts'

export function NewQueuePage() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return (
    <Page
      title="New queue"
      width="narrow"
      lede="Posts of one kind, and the slots in the week at which they go."
    >
      <Card>
        <QueueForm
          queue={emptyQueue}
          saveLabel="Set up the queue"
          save={async (queue) => {
            const { id } = await api.post('/plan-queues', queue, Identified)
            await queries.invalidateQueries({ queryKey: plansKey })
            toast.done('The queue is set up.')
            await navigate({ to: `/plans/queues/${id}` })
          }}
        />
      </Card>
    </Page>
  )
}
