import { useState } from 'react'
import { Button } from '@mantine/core'
import { ApiProblem } from '#ui/api.ts'
import { Item } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import type { OutsidePost } from '../../afterwards/contract.ts'
import { counted, networkName } from '../words.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { useDeed } from './use-deed.ts'
import css from './afterwards.module.css'

const stateWords = {
  open: { label: 'To be looked at', level: 'advise' },
  fine: { label: 'It is fine', level: 'ok' },
  'taken-down': { label: 'Taken down', level: 'neutral' },
} as const

type Asking = 'accept' | 'take-down' | 'posted-by' | null

/** One post that did not go through Rostrum, and what can be done about it. `account`: say also whose it is. */
export function OutsideItem({ post, account = false }: { post: OutsidePost; account?: boolean }) {
  const [asking, setAsking] = useState<Asking>(null)
  const { label, level } = stateWords[post.state]
  const excerpt = post.text === null ? 'Its words were erased from the records' : post.text || 'No words'
  return (
    <Item
      title={<span className={css.words}>{excerpt}</span>}
      note={
        <Stack gap="tight">
          <Story post={post} account={account} />
          <Row>
            <Chip level={level}>{label}</Chip>
            {post.state !== 'taken-down' && (
              <a href={post.url} target="_blank" rel="noreferrer">
                See it on {networkName(post.account.network)}
              </a>
            )}
          </Row>
          <Deeds post={post} onAsk={setAsking} />
          <Dialogs post={post} asking={asking} onClose={() => setAsking(null)} />
        </Stack>
      }
    />
  )
}

function Story({ post, account }: { post: OutsidePost; account: boolean }) {
  const { settledAt, settledBy, reason, postedBy, media } = post
  return (
    <>
      <p>
        {account && `${post.account.displayName} on ${networkName(post.account.network)} · `}
        Posted <DateTime value={post.postedAt} style="short" />
        {media > 0 && ` · ${counted(media, 'image or video', 'images or videos')}`}
        {postedBy && ` · said to be by ${postedBy}`}
      </p>
      {settledAt && (
        <p>
          Settled <DateTime value={settledAt} style="short" />
          {settledBy && ` by ${settledBy.name}`}
          {reason && `: “${reason}”`}
        </p>
      )}
    </>
  )
}

function Deeds({ post, onAsk }: { post: OutsidePost; onAsk: (asking: Asking) => void }) {
  if (!post.may.settle) return null
  return (
    <Row>
      {post.state === 'open' && (
        <Button size="sm" variant="outline" onClick={() => onAsk('accept')}>
          It is fine
        </Button>
      )}
      {post.may.takeDown && (
        <Button size="sm" variant="subtle" onClick={() => onAsk('take-down')}>
          Take it down
        </Button>
      )}
      <Button size="sm" variant="subtle" onClick={() => onAsk('posted-by')}>
        Say who posted it
      </Button>
    </Row>
  )
}

interface DialogsProps {
  post: OutsidePost
  asking: Asking
  onClose: () => void
}

function Dialogs({ post, asking, onClose }: DialogsProps) {
  const deed = useDeed()
  const network = networkName(post.account.network)
  const settle = (path: string, said: string) => (reason: string) =>
    deed
      .mutateAsync({ path: `/outside-posts/${post.id}/${path}`, body: { reason } })
      .then(() => toast.done(said))
  return (
    <>
      <ReasonDialog
        open={asking === 'accept'}
        title="Is it fine as it stands?"
        confirmLabel="It is fine"
        onReason={settle('accept', 'Settled: it is fine.')}
        onClose={onClose}
      >
        <p>The post stays on {network}. That it did not go through Rostrum stays in the records.</p>
      </ReasonDialog>
      <ReasonDialog
        open={asking === 'take-down'}
        title={`Take it down from ${network}?`}
        confirmLabel={`Take it down from ${network}`}
        danger
        onReason={settle('take-down', `Taken down from ${network}.`)}
        onClose={onClose}
      >
        <p>
          The post disappears from {network}, with the answers below it. It can’t be brought back. The record
          of it stays here.
        </p>
      </ReasonDialog>
      <WhoDialog post={post} open={asking === 'posted-by'} onClose={onClose} />
    </>
  )
}

function WhoDialog({ post, open, onClose }: { post: OutsidePost; open: boolean; onClose: () => void }) {
  const [text, setText] = useState(post.postedBy ?? '')
  const deed = useDeed()
  return (
    <ConfirmDialog
      open={open}
      title="Who posted it?"
      confirmLabel="Keep it"
      onConfirm={async () => {
        if (text.trim() === '')
          throw new ApiProblem({ status: 0, code: 'page.unfilled', title: 'Say who posted it.' })
        await deed.mutateAsync({
          path: `/outside-posts/${post.id}/posted-by`,
          method: 'put',
          body: { text: text.trim() },
        })
        toast.done('Kept in the records.')
      }}
      onClose={onClose}
    >
      <p>If you know it, in your own words: an office is enough. Rostrum does not look it up.</p>
      <TextField label="Who posted it" value={text} onChange={setText} required />
    </ConfirmDialog>
  )
}
