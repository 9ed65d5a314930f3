import { useEffect, useState, useSyncExternalStore } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api, connectionLost, sessionEnded } from '#ui/api.ts'
import { useSession } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'
import { draftOf } from '../draft.ts'
import { postQuery, postsKey, savedAnswer } from '../queries.ts'
import { readKept, writeKept, type KeptCopy } from './kept-copy.ts'
import { isUnsaved, sameDraft, type SaveState } from './save-state.ts'
import { Saver } from './saver.ts'

export interface Saving {
  saver: Saver
  state: SaveState
  /** What was left on this computer by a page that did not get to save it. */
  kept: KeptCopy | null
  forgetKept: () => void
}

/** One saver for as long as the page of a post is open. */
export function useSaver(post: PostView): Saving {
  const queries = useQueryClient()
  const personId = useSession().person?.id ?? ''
  const [kept, setKept] = useState<KeptCopy | null>(null)
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
    const opened = Date.now()
    void readKept(personId, post.id).then((copy) => {
      // A copy of what was typed while this was being read is no surprise to anybody.
      if (copy && copy.at < opened && !sameDraft(copy.draft, saver.get().saved)) setKept(copy)
    })
    return () => saver.close()
  }, [saver, personId, post.id])
  useEffect(() => saver.adopt(draftOf(post), post.version), [saver, post])
  useGuards(saver)
  const forgetKept = () => {
    setKept(null)
    void writeKept(personId, post.id, null)
  }
  return { saver, state, kept, forgetKept }
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
