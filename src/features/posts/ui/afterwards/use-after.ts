import { useQuery } from '@tanstack/react-query'
import type { AfterPublication } from '../../afterwards/contract.ts'
import type { PostView, PublicationView } from '../../contract.ts'
import { afterwardsQuery } from './queries.ts'

/** What is known of a publication since it came out; undefined before it did, and until it is read. */
export function useAfter(
  post: Pick<PostView, 'id'>,
  { id, publishedAt }: Pick<PublicationView, 'id' | 'publishedAt'>,
): AfterPublication | undefined {
  const { data } = useQuery({ ...afterwardsQuery(post.id), enabled: publishedAt !== null })
  return data?.publications.find((one) => one.publicationId === id)
}

/** Something else stands there, or nothing, and nobody has said yet what becomes of it. */
export const openChange = (after: AfterPublication | undefined) =>
  after?.changes.find((change) => change.settledHow === null)
