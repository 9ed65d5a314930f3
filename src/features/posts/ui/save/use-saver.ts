import { useEffect, useState, useSyncExternalStore } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api, connectionLost, sessionEnded } from '#ui/api.ts'
import { useSession } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'
import { draftOf } from '../draft.ts'
import { postQuery, postsKey, savedAnswer } from '../queries.ts'
import { readUndecided, writeKept, writeUndecided, type KeptCopy } from './kept-copy.ts'
import { isUnsaved, type SaveState } from './save-state.ts'
import { Saver } from './saver.ts'

export interface Saving {
  saver: Saver
  state: SaveState
  /** What was left on this computer by a page that did not get to save it; the oldest where there are several. */
  kept: KeptCopy | null
  forgetKept: () => void
}

/** One saver for as long as the page of a post is open. */
export function useSaver(post: PostView): Saving {
  const queries = useQueryClient()
  const personId = useSession().person?.id ?? ''
  const [kept, setKept] = useState<KeptCopy[]>([])
  // Made once: it outlives every later reading of the post, and is fed those by `adopt`.
  const [saver] = useState(
    () =>
      new Saver(draftOf(post), post.version, {
        put: (draft, version) => api.put(`/posts/${post.id}`, { ...draft, version }, savedAnswer),
        keep: (draft, version) =>
          void writeKept(personId, post.id, draft && { draft, version, at: Date.now() }),
        onSaved: (answer, draft) => {
          const { schedule: _schedule, ...words } = draft
          queries.setQueryData(postQuery(post.id).queryKey, (old) =>
            old ? { ...old, ...words, version: answer.version } : old,
          )
          void queries.invalidateQueries({ queryKey: postsKey })
        },
        now: Date.now,
      }),
  )
  const state = useSyncExternalStore(saver.subscribe, saver.get)
  useEffect(() => {
    void readUndecided(personId, post.id, Date.now(), () => saver.get().saved).then(setKept)
    return () => saver.close()
  }, [saver, personId, post.id])
  useEffect(() => saver.adopt(draftOf(post), post.version), [saver, post])
  useGuards(saver)
  const forgetKept = () => {
    const others = kept.slice(1)
    setKept(others)
    void writeUndecided(personId, post.id, others)
  }
  return { saver, state, kept: kept[0] ?? null, forgetKept }
}

/** Asks before the window closes with something unsaved, and saves as soon as the way is free again. */
function useGuards(saver: Saver): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsaved(saver.get())) event.preventDefault()
    }
    const again = () => {
      if (!connectionLost.get() && !sessionEnded.get()) saver.retry()
    }
    window.addEventListener('beforeunload', warn)
    window.addEventListener('online', again)
    const stops = [connectionLost.subscribe(again), sessionEnded.subscribe(again)]
    return () => {
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('online', again)
      for (const stop of stops) stop()
    }
  }, [saver])
}
