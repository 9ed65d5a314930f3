import { useEffect, useState, useSyncExternalStore } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { ApiProblem, api } from '#ui/api.ts'
import { DraftSaved, DraftView } from '../../drafts/contract.ts'
import { draftQuery, draftsQuery } from './queries.ts'
import { DraftSaver } from './saving/draft-saver.ts'
import { keptCopy } from './saving/kept-copy.ts'

const isConflict = (fault: unknown): boolean =>
  fault instanceof ApiProblem && fault.code === 'policy.draft-changed-meanwhile'

/**
 * The files of a draft as they are being written, and the check of what was kept last. Make a new one for each draft
 * (`key`).
 */
export function useDraftFiles(draft: DraftView) {
  const queries = useQueryClient()
  const [saver] = useState(() => {
    const path = `/policy/drafts/${draft.id}`
    return new DraftSaver(draft, {
      put: (body) => api.put(path, body, DraftSaved),
      get: () => api.get(path, DraftView),
      isConflict,
      unsaved: keptCopy(localStorage, `rostrum.policy-draft.${draft.id}`),
      aside: keptCopy(localStorage, `rostrum.policy-draft.${draft.id}.aside`),
      onSaved: () => {
        void queries.invalidateQueries({ queryKey: draftQuery(draft.id).queryKey })
        void queries.invalidateQueries({ queryKey: draftsQuery.queryKey, exact: true })
      },
    })
  })
  const saving = useSyncExternalStore(saver.subscribe, saver.get)
  useEffect(() => saver.refetched(draft), [saver, draft])
  useEffect(() => {
    saver.begin()
    // Whoever leaves the page has not given up what was typed last.
    return () => void saver.flush()
  }, [saver])
  return { ...saving, saver }
}
