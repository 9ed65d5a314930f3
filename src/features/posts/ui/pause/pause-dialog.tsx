import { useState } from 'react'
import { ApiProblem } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { TextArea } from '#ui/parts/fields.tsx'

const shortest = 10

/** What a pause does, and why it is wanted. */
export function PauseDialog(props: { onPause: (reason: string) => Promise<unknown>; onClose: () => void }) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      open
      title="Pause everything?"
      confirmLabel="Pause everything"
      danger
      onConfirm={async () => {
        if (reason.trim().length < shortest)
          throw new ApiProblem({
            status: 0,
            code: 'page.reason-missing',
            title: 'Give the reason in a few words, at least ten characters.',
          })
        await props.onPause(reason.trim())
      }}
      onClose={props.onClose}
    >
      <p>
        From this moment nothing is sent, on any account, by anybody. What is due is held. People can go on
        writing and approving. After the pause each held post is confirmed one by one; nothing goes out by
        itself.
      </p>
      <TextArea
        label="Why?"
        hint="Everybody who works here sees it."
        value={reason}
        onChange={setReason}
        rows={3}
        required
      />
    </ConfirmDialog>
  )
}
