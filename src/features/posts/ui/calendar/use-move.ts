import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, asProblem } from '#ui/api.ts'
import { toast } from '#ui/parts/toast.ts'
import { postView, type PostStatus, type Schedule } from '../../contract.ts'
import { postsKey, savedAnswer, type CalendarItem } from '../queries.ts'

const movableStates = new Set<PostStatus>(['draft', 'in-review', 'approved'])
/** What has gone, or may have, keeps its place. */
export const isMovable = (item: Pick<CalendarItem, 'status'>): boolean => movableStates.has(item.status)

export interface MoveWish {
  item: CalendarItem
  local: string
  /** Why it could not be done without asking. */
  problem: unknown
}

/** The version is read first: nothing is moved that somebody else has changed meanwhile without being seen. */
async function movePost(id: string, schedule: NonNullable<Schedule>): Promise<{ voided: number }> {
  const { version } = await api.get(`/posts/${id}`, postView.pick({ version: true }))
  return api.put(`/posts/${id}/schedule`, { version, schedule }, savedAnswer)
}

export function useMove() {
  const queries = useQueryClient()
  const [wish, setWish] = useState<MoveWish | null>(null)
  const move = useMutation({
    mutationFn: ({ item, schedule }: { item: CalendarItem; schedule: NonNullable<Schedule> }) =>
      movePost(item.id, schedule),
    onSuccess: ({ voided }) =>
      toast.done(voided > 0 ? 'Moved. Its approval no longer holds, so it needs a new one.' : 'Moved.'),
    onSettled: () => queries.invalidateQueries({ queryKey: postsKey }),
  })
  /** Moves a draft at once; asks first where somebody's decision would be undone. */
  async function ask(item: CalendarItem, local: string): Promise<void> {
    if (item.status !== 'draft') return setWish({ item, local, problem: null })
    try {
      await move.mutateAsync({ item, schedule: { local } })
    } catch (error) {
      setWish({ item, local, problem: asProblem(error) })
    }
  }
  return { wish, setWish, ask, move }
}
export type Move = ReturnType<typeof useMove>
