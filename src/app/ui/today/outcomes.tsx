import { Link } from '@tanstack/react-router'
import { counted, networkName, publicationWords } from '#features/posts/ui/index.ts'
import type { PostRow, PublicationState } from '#features/posts/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import type { Latest } from './aside.ts'
import type { outlook } from './words.ts'

const isOut = (state: PublicationState | null): boolean => state === 'published' || state === 'verified'

/** What became of the latest posts, the worst first. */
export function OutcomesCard({ latest }: { latest: Latest }) {
  return (
    <Card title="Did it go out?">
      <Items>
        {latest.map(({ post, states, at }) => (
          <Item
            key={post.id}
            title={<Link to={`/posts/${post.id}`}>{post.title}</Link>}
            note={
              <>
                {whereOf(post)} · <RelativeTime value={at} />
              </>
            }
            end={<Outcome states={states} />}
          />
        ))}
      </Items>
    </Card>
  )
}

/** "Mastodon · @library", or "Out on 5 of 7 accounts". */
function whereOf({ accounts }: PostRow): string {
  const [first] = accounts
  if (first && accounts.length === 1) return `${networkName(first.network)} · @${first.handle}`
  const out = accounts.filter(({ state }) => isOut(state)).length
  return `Out on ${out} of ${accounts.length} accounts`
}

/** Where it is out everywhere, that; otherwise whatever else there is. */
function Outcome({ states }: Pick<Latest[number], 'states'>) {
  const open = states.filter((state) => !isOut(state))
  const words = (open.length > 0 ? open : states.slice(0, 1)).map((state) => publicationWords[state])
  return (
    <Row>
      {[...new Map(words.map((word) => [word.label, word])).values()].map(({ label, level }) => (
        <Chip key={label} level={level}>
          {label}
        </Chip>
      ))}
    </Row>
  )
}

/** What the coming day holds. */
export function NextCard({ next: { posts, accounts, busiest } }: { next: ReturnType<typeof outlook> }) {
  return (
    <Card title="Next 24 hours">
      <Items>
        <Item
          title={`${counted(posts, 'post', 'posts')} on ${counted(accounts, 'account', 'accounts')}`}
          note={
            busiest && (
              <>
                the busiest: <DateTime value={busiest.at} style="time" />, {busiest.count} in one hour
              </>
            )
          }
          end={
            <ActionLink to="/calendar" kind="quiet">
              Calendar
            </ActionLink>
          }
        />
      </Items>
    </Card>
  )
}
