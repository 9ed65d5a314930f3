import { useEffect, useState } from 'react'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { RadioChoices, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { ApiProblem } from '#ui/api.ts'
import { toast } from '#ui/parts/toast.ts'
import type { PostView, PublicationView } from '../../contract.ts'
import { openChange, useAfter } from '../afterwards/use-after.ts'
import { partsFor } from '../draft.ts'
import { networkName } from '../words.ts'
import { wordsNow } from './corrections.tsx'
import { usePublicationAct } from './use-publication-act.ts'

export type Asking = 'send' | 'cancel' | 'settle' | 'remove' | 'edit'

interface DialogsProps {
  post: PostView
  publication: PublicationView
  asking: Asking | null
  onClose: () => void
}

const unfilled = (title: string) => new ApiProblem({ status: 0, code: 'page.unfilled', title })

function needReason(reason: string): void {
  if (reason.trim().length < 10) throw unfilled('Give the reason in a few words, at least ten characters.')
}

/** The questions before something happens to a publication that other people will see. */
export function PublicationDialogs({ post, publication, asking, onClose }: DialogsProps) {
  const act = usePublicationAct(publication.id)
  const [reason, setReason] = useState('')
  useEffect(() => setReason(''), [asking])
  const network = networkName(publication.network)
  const refused = publication.state === 'rejected'
  const reasonField = (
    <TextArea
      label="Reason"
      hint="It is kept in the record."
      value={reason}
      onChange={setReason}
      rows={2}
      required
    />
  )
  const send = (path: string, body: unknown, said: string) =>
    act.mutateAsync({ path, body }).then(() => toast.done(said))
  return (
    <>
      <ConfirmDialog
        open={asking === 'send'}
        title={publication.state === 'paused' ? `Let it go out on ${network}?` : `Send it on ${network} now?`}
        confirmLabel={publication.state === 'paused' ? 'Confirm it' : 'Send it'}
        onConfirm={() => send('send-now', {}, 'It is on its way.')}
        onClose={onClose}
      >
        <p>What was approved is sent, unchanged. If its time is still to come, it waits for that time.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'cancel'}
        title={refused ? `Let it be on ${network}?` : `Do not send it on ${network}?`}
        confirmLabel={refused ? 'Let it be' : 'Do not send it'}
        danger
        onConfirm={() =>
          send('cancel', { reason: reason.trim() }, refused ? 'It is settled.' : 'It will not be sent.')
        }
        onClose={onClose}
      >
        <p>
          {refused
            ? 'It stays unsent for this account, and waits for nobody any more.'
            : 'It is taken off the schedule for this account. You can copy it as a new post later.'}
        </p>
        <TextArea
          label="Reason"
          hint="You may leave this empty."
          value={reason}
          onChange={setReason}
          rows={2}
        />
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'remove'}
        title={`Delete it on ${network}?`}
        confirmLabel={`Delete it on ${network}`}
        danger
        onConfirm={() => {
          needReason(reason)
          return send('remove', { reason: reason.trim() }, `Deleted on ${network}.`)
        }}
        onClose={onClose}
      >
        <p>
          The post disappears from {network}, with the answers below it. It can’t be brought back. The record
          of it stays here.
        </p>
        {reasonField}
      </ConfirmDialog>
      <Settle asking={asking} onClose={onClose} network={network} onSend={send} />
      <Correct post={post} publication={publication} asking={asking} onClose={onClose} onSend={send} />
    </>
  )
}

type Send = (path: string, body: unknown, said: string) => Promise<unknown>

function Settle(props: { asking: Asking | null; onClose: () => void; network: string; onSend: Send }) {
  const [there, setThere] = useState('')
  const [url, setUrl] = useState('')
  const settle = () => {
    if (there === '') throw unfilled('Say whether it is there.')
    if (there === 'no') return props.onSend('settle', { there: false }, 'Settled: it did not go out.')
    if (!URL.canParse(url.trim())) throw unfilled('Paste the address of the post, beginning with https://.')
    return props.onSend('settle', { there: true, url: url.trim() }, 'Settled: it is out.')
  }
  return (
    <ConfirmDialog
      open={props.asking === 'settle'}
      title="What did you find?"
      confirmLabel="Settle it"
      onConfirm={async () => settle()}
      onClose={props.onClose}
    >
      <p>
        Open the account on {props.network} and look for the post. What you say here is recorded with your
        name.
      </p>
      <RadioChoices
        label="On the network"
        value={there}
        onChange={setThere}
        options={[
          { value: 'yes', label: 'It is there' },
          {
            value: 'no',
            label: 'It is not there',
            hint: 'You can then copy it as a new post without sending it twice.',
          },
        ]}
      />
      {there === 'yes' && <TextField label="Its address" type="url" value={url} onChange={setUrl} required />}
    </ConfirmDialog>
  )
}

function Correct(props: DialogsProps & { onSend: Send }) {
  const { post, publication, asking } = props
  const parts = partsFor(post.content, publication.network)
  const [part, setPart] = useState('0')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const changed = openChange(useAfter(post, publication)) !== undefined
  const original = wordsNow(post, publication.id, Number(part), parts[Number(part)]?.text ?? '')
  useEffect(() => setText(original), [original, asking])
  return (
    <ConfirmDialog
      open={asking === 'edit'}
      title={`Correct the words on ${networkName(publication.network)}`}
      confirmLabel="Propose it"
      onConfirm={async () => {
        needReason(reason)
        // Words that were changed on the network are put back by proposing them as they were.
        if (text.trim() === '' || (text === original && !changed)) throw unfilled('Change the words first.')
        await props.onSend(
          'corrections',
          { part: Number(part), text, reason: reason.trim() },
          'Proposed. Somebody else has to agree before it is changed.',
        )
      }}
      onClose={props.onClose}
    >
      <p>
        For mistakes. Somebody else has to agree, as with the first words; then it is changed on the network.
        What was approved stays in the record beside it.
      </p>
      {parts.length > 1 && (
        <SelectField
          label="Part"
          data={parts.map((_, index) => ({ value: String(index), label: `Part ${index + 1}` }))}
          value={part}
          onChange={setPart}
        />
      )}
      <TextArea label="Words" value={text} onChange={setText} rows={5} />
      <TextArea label="Reason" value={reason} onChange={setReason} rows={2} required />
    </ConfirmDialog>
  )
}
