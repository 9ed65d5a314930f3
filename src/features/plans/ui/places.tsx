import { useEffect, useRef } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { statusWords } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, Placed, type ItemMoveTo, type QueuePlace, type QueueView } from '../contract.ts'
import { plansKey } from './queries.ts'
import css from './plans.module.css'

const postsKey = ['posts'] as const

/** Every slot of the next weeks, with what has it, and the buttons that move it. */
export function Places({ queue }: { queue: QueueView }) {
  const queries = useQueryClient()
  const list = useRef<HTMLOListElement>(null)
  const focus = useRef<string | null>(null)
  const refresh = () =>
    Promise.all(
      [plansKey, postsKey].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] })),
    )
  const move = useMutation({
    mutationFn: ({ id, to }: { id: string; to: ItemMoveTo }) =>
      api.post(`/posts/${id}/queue-move`, { to }, Placed),
    onSuccess: async (_answer, { id, to }) => {
      focus.current = `${to} ${id}`
      await refresh()
      toast.done('It has another slot.')
    },
    onError: toast.problem,
  })
  const takeOut = useMutation({
    mutationFn: (id: string) => api.delete(`/posts/${id}/queue`, Done),
    onSuccess: async () => {
      await refresh()
      toast.done('It is a draft without a time.')
      list.current?.focus()
    },
    onError: toast.problem,
  })
  useEffect(() => {
    // The row has moved, and the browser leaves the focus behind.
    if (focus.current === null) return
    const [, id = ''] = focus.current.split(' ')
    const wanted = list.current?.querySelector<HTMLElement>(`[data-move="${focus.current}"]`)
    const row = list.current?.querySelector<HTMLElement>(`[data-post="${id}"] button`)
    focus.current = null
    ;(wanted ?? row)?.focus()
  }, [queue.places])
  const foremost = queue.places.find((place) => place.mayMove)
  if (queue.places.length === 0) return <p className={css.empty}>There is no slot in the next four weeks.</p>
  return (
    <ol className={css.places} ref={list} tabIndex={-1} aria-label="Slots">
      {queue.places.map((place) => (
        <li key={place.post?.id ?? place.at} className={css.place} data-post={place.post?.id}>
          <span className={css.when}>
            <DateTime value={place.at} />
          </span>
          <span className={css.what}>
            <What place={place} />
          </span>
          {place.post && place.mayMove && (
            <Deeds
              place={place}
              first={foremost === place}
              busy={move.isPending || takeOut.isPending}
              onMove={(to) => place.post && move.mutate({ id: place.post.id, to })}
              onTakeOut={() => place.post && takeOut.mutate(place.post.id)}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

function What({ place: { post, hidden } }: { place: QueuePlace }) {
  if (hidden) return <span className={css.empty}>A post of accounts that you do not work for</span>
  if (!post) return <span className={css.empty}>Empty slot</span>
  const { label, level } = statusWords[post.status]
  return (
    <Row>
      <Link to={`/posts/${post.id}`}>{post.title}</Link>
      <Chip level={level}>{label}</Chip>
    </Row>
  )
}

interface DeedsProps {
  place: QueuePlace
  first: boolean
  busy: boolean
  onMove: (to: ItemMoveTo) => void
  onTakeOut: () => void
}

function Deeds({ place: { post }, first, busy, onMove, onTakeOut }: DeedsProps) {
  const name = <span className="visually-hidden">: {post?.title}</span>
  const moves: { to: ItemMoveTo; label: string }[] = first
    ? [{ to: 'later', label: 'Later' }]
    : [
        { to: 'first', label: 'First' },
        { to: 'earlier', label: 'Earlier' },
        { to: 'later', label: 'Later' },
      ]
  return (
    <Row>
      {moves.map(({ to, label }) => (
        <Button
          key={to}
          variant="outline"
          size="compact-sm"
          aria-disabled={busy}
          data-move={`${to} ${post?.id}`}
          onClick={() => !busy && onMove(to)}
        >
          {label}
          {name}
        </Button>
      ))}
      <Button variant="subtle" size="compact-sm" aria-disabled={busy} onClick={() => !busy && onTakeOut()}>
        Take out{name}
      </Button>
    </Row>
  )
}
