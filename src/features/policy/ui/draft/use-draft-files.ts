import { useQueryClient } from '@tanstack/react-query'
import { ApiProblem, api } from '#ui/api.ts'
import { DraftSaver } from '#ui/saving/draft-saver.ts'
import { keptCopy } from '#ui/saving/kept-copy.ts'
import { useDraftSaver } from '#ui/saving/use-draft-saver.ts'
import { DraftSaved, DraftView, PackFiles } from '../../drafts/contract.ts'
import { draftQuery, draftsQuery } from './queries.ts'

const isConflict = (fault: unknown): boolean =>
  fault instanceof ApiProblem && fault.code === 'policy.draft-changed-meanwhile'

const sameFiles = (one: PackFiles, other: PackFiles): boolean =>
  Object.keys(PackFiles.shape).every(
    (name) => one[name as keyof PackFiles] === other[name as keyof PackFiles],
  )

/**
 * The files of a draft as they are being written, and the check of what was kept last. Make a new one for each draft
 * (`key`).
 */
export function useDraftFiles(draft: DraftView) {
  const queries = useQueryClient()
  const { source, ...saving } = useDraftSaver(draft, () => {
    const path = `/policy/drafts/${draft.id}`
    return new DraftSaver(draft, {
      put: (body) => api.put(path, body, DraftSaved),
      get: () => api.get(path, DraftView),
      same: sameFiles,
      isConflict,
      unsaved: keptCopy(localStorage, `rostrum.policy-draft.${draft.id}`, PackFiles),
      aside: keptCopy(localStorage, `rostrum.policy-draft.${draft.id}.aside`, PackFiles),
      onSaved: () => {
        void queries.invalidateQueries({ queryKey: draftQuery(draft.id).queryKey })
        void queries.invalidateQueries({ queryKey: draftsQuery.queryKey, exact: true })
      },
    })
  })
  return { ...saving, files: source }
}
