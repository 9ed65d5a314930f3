import { useState } from 'react'
import { Button } from '@mantine/core'
import { ApiProblem } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import type { ByHandView } from '../../by-hand/contract.ts'
import { networkName } from '../words.ts'
import { useDeed } from './queries.ts'

type Asking = 'failure' | 'cancel' | 'removal'

const shortest = 10

interface Words {
  button: string
  title: string
  about: string
  confirm: string
  done: string
}

const words = (network: string): Record<Asking, Words> => ({
  failure: {
    button: 'I could not post it',
    title: 'What kept you from posting it?',
    about: 'It goes back to those who answer for the account, who decide what becomes of it.',
    confirm: 'It was not posted',
    done: 'Recorded: it was not posted.',
  },
  cancel: {
    button: 'Not any more',
    title: 'Should it not be posted any more?',
    about: 'It is taken off the schedule for this account. You can copy it as a new post later.',
    confirm: 'It is not to be posted',
    done: 'It is not to be posted any more.',
  },
  removal: {
    button: `It was deleted on ${network}`,
    title: `Was it deleted on ${network}?`,
    about: `Delete it on ${network} first. The record of the post stays here, with its evidence.`,
    confirm: 'It was deleted',
    done: 'Recorded: it was deleted.',
  },
})

/** What else may become of it. */
export function Deeds({ view }: { view: ByHandView }) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const [reason, setReason] = useState('')
  const deed = useDeed(view.publicationId)
  const said = words(networkName(view.account.network))
  const offered: Asking[] = [
    ...(view.state === 'handed' && view.may.post ? (['failure'] as const) : []),
    ...(view.state === 'handed' && view.may.control ? (['cancel'] as const) : []),
    ...(view.state === 'published' && view.removedAt === null && view.may.control
      ? (['removal'] as const)
      : []),
  ]
  if (offered.length === 0) return null
  const shown = said[asking ?? 'failure']
  return (
    <Row>
      {offered.map((one) => (
        <Button
          key={one}
          variant="subtle"
          onClick={() => {
            setReason('')
            setAsking(one)
          }}
        >
          {said[one].button}
        </Button>
      ))}
      <ConfirmDialog
        open={asking !== null}
        title={shown.title}
        confirmLabel={shown.confirm}
        danger={asking !== 'failure'}
        onClose={() => setAsking(null)}
        onConfirm={async () => {
          if (asking === null) return
          const given = reason.trim()
          if (given.length < shortest)
            throw new ApiProblem({
              status: 0,
              code: 'page.unfilled',
              title: 'Give the reason in a few words, at least ten characters.',
            })
          await deed.mutateAsync({ what: asking, body: { reason: given } })
          toast.done(shown.done)
        }}
      >
        <p>{shown.about}</p>
        <TextArea
          label="Reason"
          hint="It is kept in the record."
          value={reason}
          onChange={setReason}
          rows={2}
          required
        />
      </ConfirmDialog>
    </Row>
  )
}
