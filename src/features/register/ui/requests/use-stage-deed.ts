import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { ApiProblem, api } from '#ui/api.ts'
import { RequestView } from '../../requests/contract.ts'
import { requestIs, requestQuery } from './queries.ts'

const conflict = 409

/** Something said for an office. Where it met a request that has changed, that is read anew; what was typed stays. */
export function useStageDeed(view: RequestView, stageId: string) {
  const deed = useDeed()
  const client = useQueryClient()
  return {
    ...deed,
    post: (what: 'advice' | 'decision' | 'questions', body: object, done: () => void) =>
      deed.run(async () => {
        try {
          const after = await api.post(`/requests/${view.id}/stages/${stageId}/${what}`, body, RequestView)
          done()
          await requestIs(client, after)
        } catch (fault) {
          if (fault instanceof ApiProblem && fault.status === conflict)
            await client.invalidateQueries({ queryKey: requestQuery(view.id).queryKey })
          throw fault
        }
      }),
  }
}
