import { useQuery } from '@tanstack/react-query'
import { networksOf, postsQuery } from '#features/posts/ui/index.ts'
import type { PostRow } from '#features/posts/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { RelativeTime } from '#ui/parts/date-time.tsx'
import { useMay, useZone } from '#ui/session.ts'
import { goesOut } from './words.ts'

/** What a person has to decide: reviews first, then what went wrong. What a pause holds has its own banner. */
export function useWaiting() {
  const mayControl = useMay('posts.control')
  const reviews = useQuery(postsQuery({ waiting: true })).data?.posts
  const attention = useQuery({ ...postsQuery({ status: 'attention' }), enabled: mayControl }).data?.posts
  const items: WaitingItem[] = [
    ...(reviews ?? []).map((post) => ({ kind: 'review' as const, post })),
    ...(attention ?? []).map((post) => ({ kind: 'attention' as const, post })),
  ]
  return {
    items,
    ready: reviews !== undefined && (!mayControl || attention !== undefined),
  }
}

export interface WaitingItem {
  kind: 'review' | 'attention'
  post: PostRow
}

const troubles: Partial<Record<string, string>> = {
  unknown: 'nobody knows yet whether it went out',
  reconciling: 'it is being found out whether it went out',
  missed: 'its time passed before it could go',
  blocked: 'the connection to the network has ended',
  rejected: 'the network refused it',
}

/** What is wrong, on the network where it is. */
function troubleOf(post: PostRow): string {
  const wrong = post.accounts.filter((account) => account.state && troubles[account.state])
  const [first] = wrong
  return first ? `${networksOf(wrong)}: ${troubles[first.state ?? '']}` : 'something has to be decided'
}

export function WaitingCard({ items }: { items: WaitingItem[] }) {
  const zone = useZone()
  if (items.length === 0) return null
  const words = ({ kind, post }: WaitingItem) => {
    if (kind === 'attention')
      return { title: `Decide about “${post.title}”`, note: troubleOf(post), act: 'Open' }
    const note = `${networksOf(post.accounts)} · ${goesOut(post.publishAt, zone)}${post.author ? ` · by ${post.author.name}` : ''}`
    return { title: `Approve “${post.title}”`, note, act: 'Read it' }
  }
  return (
    <Card>
      <Items label="What waits for you">
        {items.map((item, index) => {
          const { title, note, act } = words(item)
          return (
            <Item
              key={`${item.kind} ${item.post.id}`}
              title={title}
              note={note}
              end={
                <ActionLink to={`/posts/${item.post.id}`} kind={index === 0 ? 'primary' : 'secondary'}>
                  {act}
                  <span className="visually-hidden"> “{item.post.title}”</span>
                </ActionLink>
              }
            />
          )
        })}
      </Items>
    </Card>
  )
}

const fewDrafts = 5

export function DraftsCard() {
  const drafts = useQuery(postsQuery({ status: 'draft', mine: true })).data?.posts ?? []
  if (drafts.length === 0) return null
  return (
    <Card
      title="Your drafts"
      aside={
        <ActionLink to="/posts" kind="quiet">
          All posts
        </ActionLink>
      }
    >
      <Items>
        {drafts.slice(0, fewDrafts).map((post) => (
          <Item
            key={post.id}
            title={post.title}
            note={
              <>
                {post.accounts.length > 0 ? networksOf(post.accounts) : 'no account yet'} · changed{' '}
                <RelativeTime value={post.updatedAt} />
              </>
            }
            end={
              <ActionLink to={`/posts/${post.id}`} kind="quiet">
                Go on<span className="visually-hidden"> with {post.title}</span>
              </ActionLink>
            }
          />
        ))}
      </Items>
    </Card>
  )
}
