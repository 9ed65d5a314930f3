import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { networksOf, postsQuery, statusWords } from '#features/posts/ui/index.ts'
import type { PostRow } from '#features/posts/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { RelativeTime } from '#ui/parts/date-time.tsx'
import { useMay, useZone } from '#ui/session.ts'
import { goesOut, underWay } from './words.ts'

const few = 5

/** One's own posts that are not out yet: what went wrong, what is being written, what waits. */
export function YourPostsCard() {
  const decides = useMay('posts.control')
  const zone = useZone()
  const posts = underWay(useQuery(postsQuery({ mine: true })).data?.posts ?? [], decides)
  if (posts.length === 0) return null
  return (
    <Card
      title="Your posts"
      aside={
        <ActionLink to="/posts" kind="quiet">
          All posts
        </ActionLink>
      }
    >
      <Items label="Your posts">
        {posts.slice(0, few).map((post) => (
          <Item
            key={post.id}
            title={<Link to={`/posts/${post.id}`}>{post.title}</Link>}
            note={<Note post={post} zone={zone} />}
            end={<Chip level={statusWords[post.status].level}>{statusWords[post.status].label}</Chip>}
          />
        ))}
      </Items>
    </Card>
  )
}

function Note({ post: { accounts, status, publishAt, updatedAt }, zone }: { post: PostRow; zone: string }) {
  return (
    <>
      {accounts.length > 0 ? networksOf(accounts) : 'no account yet'} ·{' '}
      {status === 'draft' || status === 'attention' ? (
        <>
          changed <RelativeTime value={updatedAt} />
        </>
      ) : (
        goesOut(publishAt, zone)
      )}
    </>
  )
}
