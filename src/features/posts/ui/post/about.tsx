import { useState } from 'react'
import { Tabs } from '#ui/parts/tabs.tsx'
import type { PostView } from '../../contract.ts'
import { Comments } from '../review/comments.tsx'
import { History } from './history.tsx'

/** What was said about a post and what happened to it. */
export function About({ post }: { post: PostView }) {
  const [tab, setTab] = useState('comments')
  const open = post.comments.filter((comment) => !comment.resolvedAt).length
  return (
    <Tabs
      label="About this post"
      current={tab}
      onChange={setTab}
      tabs={[
        { key: 'comments', label: 'Comments', note: open > 0 ? `${open} open` : undefined },
        { key: 'history', label: 'History' },
      ]}
    >
      {tab === 'comments' ? <Comments post={post} /> : <History postId={post.id} />}
    </Tabs>
  )
}
