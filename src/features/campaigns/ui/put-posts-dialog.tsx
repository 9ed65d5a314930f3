import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { counted, networksOf, postsQuery, statusWords } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxChoices } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { CampaignView } from '../contract.ts'
import { campaignsKey, okAnswer } from './queries.ts'

/** Posts that are being written and are in no campaign. */
export function PutPostsDialog({ view, onClose }: { view: CampaignView; onClose: () => void }) {
  const queries = useQueryClient()
  const { data, error } = useQuery(postsQuery({}))
  const [chosen, setChosen] = useState<string[]>([])
  const free = (data?.posts ?? []).filter(
    ({ campaignId, status }) => campaignId === null && status !== 'cancelled',
  )
  const put = useMutation({
    mutationFn: () => api.put(`/campaigns/${view.id}/posts`, { postIds: chosen }, okAnswer),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: campaignsKey }),
        queries.invalidateQueries({ queryKey: ['posts'] }),
      ])
      onClose()
    },
  })
  return (
    <Dialog
      open
      title="Put posts into this campaign"
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          {free.length > 0 && (
            <Button disabled={chosen.length === 0} loading={put.isPending} onClick={() => put.mutate()}>
              {chosen.length === 0 ? 'Put posts in' : `Put ${counted(chosen.length, 'post', 'posts')} in`}
            </Button>
          )}
        </>
      }
    >
      <ProblemAlert error={error ?? put.error} />
      {!data && !error && <Skeleton lines={4} label="Loading the posts" />}
      {data && free.length === 0 && <p>Every post is in a campaign already. Write a new one on this page.</p>}
      {free.length > 0 && (
        <CheckboxChoices
          label="Posts in no campaign"
          value={chosen}
          onChange={setChosen}
          options={free.map(({ id, title, status, accounts }) => ({
            value: id,
            label: title,
            hint: [statusWords[status].label, networksOf(accounts)].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </Dialog>
  )
}
