import type { PostStatus } from '#features/posts/contract.ts'

const names = new Intl.ListFormat('en-GB', { type: 'disjunction' })
const mostNames = 3

/** Who has to do something about a post now, as a sentence; null when it goes its way. Pure. */
export function waitsOn(
  status: PostStatus,
  author: string | null,
  approvers: readonly string[],
): string | null {
  if (status === 'draft')
    return author ? `${author}: to finish it and ask for approval.` : 'Somebody has to finish it.'
  if (status === 'attention') return 'Whoever answers for the account: to decide what becomes of it.'
  if (status !== 'in-review') return null
  const shown = approvers.slice(0, mostNames)
  const more = approvers.length - shown.length
  if (shown.length === 0) return 'An approval, and nobody can give it: name an administrator of the account.'
  return `${names.format(more > 0 ? [...shown, `${more} more`] : shown)}: to approve it.`
}
