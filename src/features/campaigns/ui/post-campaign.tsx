import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PostView } from '#features/posts/contract.ts'
import { api } from '#ui/api.ts'
import { toast } from '#ui/parts/toast.ts'
import { useMay } from '#ui/session.ts'
import { CampaignChoice } from './campaign-choice.tsx'
import { campaignsKey, okAnswer } from './queries.ts'
import css from './campaigns.module.css'

type Part = Pick<PostView, 'id' | 'campaignId' | 'copiedFrom'>

/** The campaign that a post belongs to, and which post it is a copy of. Touches no approval. */
export function PostCampaign({ post }: { post: Part }) {
  const mayWrite = useMay('posts.write')
  const queries = useQueryClient()
  const put = useMutation({
    mutationFn: (campaignId: string | null) =>
      api.put(`/posts/${post.id}/campaign`, { campaignId }, okAnswer),
    onError: toast.problem,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['posts'] }),
        queries.invalidateQueries({ queryKey: campaignsKey }),
      ]),
  })
  return (
    <div className={css.post}>
      {mayWrite && (
        <CampaignChoice
          label="Campaign"
          whenNone="In no campaign"
          openOnly
          value={put.isPending ? (put.variables ?? '') : (post.campaignId ?? '')}
          onChange={(id) => put.mutate(id === '' ? null : id)}
        />
      )}
      {post.campaignId && <Link to={`/campaigns/${post.campaignId}`}>See the campaign</Link>}
      {post.copiedFrom && <Link to={`/posts/${post.copiedFrom}`}>See the post that this is a copy of</Link>}
    </div>
  )
}
