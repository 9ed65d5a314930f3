import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { statusWords } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, Placed, type ItemMove, type ItemMoveTo, type QueuePlace, type QueueView } from '../contract.ts'
import { plansKey } from './queries.ts'
import css from './plans.module.css'

const postsKey = ['posts'] as const

type Move = { id: string } & ItemMove

/** What is done with a place, and the focus that goes with the post. */
function useDeeds(list: RefObject<HTMLOListElement | null>, places: readonly QueuePlace[]) {
  const queries = useQueryClient()
  const focus = useRef<string | null>(null)
  const refresh = () =>
    Promise.all(
      [plansKey, postsKey].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] })),
    )
  const move = useMutation({
    mutationFn: ({ id, ...to }: Move) => api.post(`/posts/${id}/queue-move`, to, Placed),
    onSuccess: async (_answer, move) => {
      focus.current = `${'to' in move ? move.to : 'slot'} ${move.id}`
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
  }, [list, places])
  return { move, takeOut, busy: move.isPending || takeOut.isPending }
}

/** Every slot of the next weeks, with what has it: dragged with the pointer, or moved by its buttons. */
export function Places({ queue }: { queue: QueueView }) {
  const list = useRef<HTMLOListElement>(null)
  const { move, takeOut, busy } = useDeeds(list, queue.places)
  const [dragged, setDragged] = useState<string | null>(null)
  const foremost = queue.places.find((place) => place.mayMove)
  if (queue.places.length === 0) return <p className={css.empty}>There is no slot in the next four weeks.</p>
  return (
    <>
      {foremost && <p className={css.empty}>Drag a post to another slot, or use its buttons.</p>}
      <ol className={css.places} ref={list} tabIndex={-1} aria-label="Slots">
        {queue.places.map((place) => (
          <Place
            key={place.post?.id ?? place.at}
            place={place}
            dragged={dragged}
            onDrag={setDragged}
            onDrop={(id) => !busy && move.mutate({ id, slot: place.at })}
          >
            {place.post && place.mayMove && (
              <Deeds
                place={place}
                first={foremost === place}
                busy={busy}
                onMove={(to) => place.post && move.mutate({ id: place.post.id, to })}
                onTakeOut={() => place.post && takeOut.mutate(place.post.id)}
              />
            )}
          </Place>
        ))}
      </ol>
    </>
  )
}

interface PlaceProps {
  place: QueuePlace
  /** The post that the pointer holds. */
  dragged: string | null
  onDrag: (id: string | null) => void
  onDrop: (id: string) => void
  children: ReactNode
}

/** Something to drop on, and no control of its own: what is done by dragging is done by the buttons too. */
const Element = 'li'

function Place({ place, dragged, onDrag, onDrop, children }: PlaceProps) {
  const [over, setOver] = useState(false)
  const { post } = place
  const movable = post !== null && place.mayMove
  // Its own place, and one whose time has come, take nothing.
  const takes = dragged !== null && dragged !== post?.id && (post === null ? !place.hidden : place.mayMove)
  return (
    <Element
      className={css.place}
      data-post={post?.id}
      data-over={over && takes}
      data-dragged={dragged !== null && dragged === post?.id}
      draggable={movable}
      onDragStart={(event) => {
        if (!movable) return
        event.dataTransfer.setData('text/plain', post.title)
        event.dataTransfer.effectAllowed = 'move'
        onDrag(post.id)
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        if (!takes) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (takes) onDrop(dragged)
      }}
    >
      <span className={css.when}>
        <DateTime value={place.at} />
      </span>
      <span className={css.what}>
        <What place={place} />
      </span>
      {children}
    </Element>
  )
}

function What({ place: { post, hidden } }: { place: QueuePlace }) {
  if (hidden) return <span className={css.empty}>A post of accounts that you do not work for</span>
  if (!post) return <span className={css.empty}>Empty slot</span>
  const { label, level } = statusWords[post.status]
  return (
    <Row>
      {/* Else the browser drags its address. */}
      <Link to={`/posts/${post.id}`} draggable={false}>
        {post.title}
      </Link>
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
