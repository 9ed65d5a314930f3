import { useQueryClient } from '@tanstack/react-query'
import { ApiProblem, api } from '#ui/api.ts'
import { DraftSaver, type SavedDraft } from '#ui/saving/draft-saver.ts'
import { keptCopy } from '#ui/saving/kept-copy.ts'
import { useDraftSaver } from '#ui/saving/use-draft-saver.ts'
import { Proposal, RequestView, type RequestCheck } from '../../requests/contract.ts'
import { requestQuery, requestsKey, type Source } from './queries.ts'

const Kept = Proposal.omit({ kind: true })

export type RequestDraft = SavedDraft<Source, RequestCheck | null>

const isConflict = (fault: unknown): boolean =>
  fault instanceof ApiProblem && fault.code === 'requests.changed-meanwhile'

/** What is not answered is the same as what was emptied: neither is worth a save. */
const plain = ({ answers, reasons, declared }: Source): string =>
  JSON.stringify([
    Object.entries(answers)
      .filter(([, value]) => value !== undefined)
      .toSorted(([one], [other]) => one.localeCompare(other)),
    Object.entries(reasons).toSorted(([one], [other]) => one.localeCompare(other)),
    declared.toSorted(),
  ])

export function sourceOf({ answers, reasons, declared }: RequestView): Source {
  return { answers, reasons, declared: declared.map(({ id }) => id) }
}

const draftOf = (view: RequestView): RequestDraft => ({
  version: view.version,
  source: sourceOf(view),
  check: view.check,
})

/** A draft of a request as it is typed, and what the policy says of what was kept last. One for each request (`key`). */
export function useRequestDraft(view: RequestView) {
  const queries = useQueryClient()
  const path = `/requests/${view.id}`
  return useDraftSaver(
    draftOf(view),
    () =>
      new DraftSaver<Source, RequestCheck | null, RequestDraft>(draftOf(view), {
        put: async ({ version, source }) => {
          const saved = await api.put(path, { version, ...source }, RequestView)
          queries.setQueryData(requestQuery(view.id).queryKey, saved)
          return saved
        },
        get: async () => draftOf(await api.get(path, RequestView)),
        same: (one, other) => plain(one) === plain(other),
        isConflict,
        unsaved: keptCopy(localStorage, `rostrum.request.${view.id}`, Kept),
        aside: keptCopy(localStorage, `rostrum.request.${view.id}.aside`, Kept),
        onSaved: () => void queries.invalidateQueries({ queryKey: [...requestsKey, 'list'] }),
      }),
  )
}
