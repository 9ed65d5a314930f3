import { useEffect, useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api, asProblem } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { WhenField } from '#ui/parts/when-field.tsx'
import { slotAnswer } from '../queries.ts'
import type { Move, MoveWish } from './use-move.ts'

/** Moves a post to a day and a time, with what that undoes. */
export function MoveDialog({ move }: { move: Move }) {
  const { wish, setWish } = move
  const close = () => {
    move.move.reset()
    setWish(null)
  }
  return (
    <Dialog open={wish !== null} title={wish ? `Move “${wish.item.title}”` : 'Move'} onClose={close}>
      {wish && <MoveForm key={wish.item.id} wish={wish} move={move} onClose={close} />}
    </Dialog>
  )
}

function MoveForm({ wish, move, onClose }: { wish: MoveWish; move: Move; onClose: () => void }) {
  const { item } = wish
  const [local, setLocal] = useState(wish.local)
  useEffect(() => setLocal(wish.local), [wish.local])
  const slot = useMutation({
    mutationFn: () =>
      api.get(
        `/next-slot?accountIds=${item.accounts.map(({ id }) => id).join(',')}&except=${item.id}`,
        slotAnswer,
      ),
    onSuccess: (answer) => answer.local && setLocal(answer.local),
  })
  const error = move.move.error ?? wish.problem
  const twice = error !== null && asProblem(error).code === 'posts.time-twice'
  const go = (offset?: 'earlier' | 'later') =>
    move.move.mutate({ item, schedule: offset ? { local, offset } : { local } }, { onSuccess: onClose })
  return (
    <>
      {item.status !== 'draft' && (
        <Callout level="hold" title="Its approval is for its present time">
          When you move it, approvals given so far no longer hold, and somebody has to approve it again.
        </Callout>
      )}
      <WhenField label="New time" value={local} onChange={setLocal} />
      <ProblemAlert error={error} />
      {twice && (
        <Row>
          <Button variant="outline" size="sm" onClick={() => go('earlier')}>
            The earlier one
          </Button>
          <Button variant="outline" size="sm" onClick={() => go('later')}>
            The later one
          </Button>
        </Row>
      )}
      <p role="status">{slot.data?.local === null && 'All the slots of the next four weeks are taken.'}</p>
      <Row align="end">
        {item.accounts.length > 0 && (
          <Button variant="subtle" loading={slot.isPending} onClick={() => slot.mutate()}>
            Next free slot
          </Button>
        )}
        <Button variant="outline" onClick={onClose}>
          Leave it
        </Button>
        <Button loading={move.move.isPending} onClick={() => go()}>
          Move it
        </Button>
      </Row>
    </>
  )
}
