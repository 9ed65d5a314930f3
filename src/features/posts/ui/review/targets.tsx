import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import type { PostView, TargetView } from '../../contract.ts'
import { besideOn, partsFor } from '../draft.ts'
import { Preview } from '../preview/preview.tsx'
import { networkName } from '../words.ts'
import css from './review.module.css'

function titleOf(post: PostView): string {
  if (post.status === 'cancelled') return 'What would have been sent'
  return post.locked ? 'What was sent' : 'What will be sent'
}

/** Exactly what will be sent to each account, with the seal that an approval is bound to. */
export function Targets({ post }: { post: PostView }) {
  return (
    <Card title={titleOf(post)}>
      <Stack>
        {post.targets.length === 0 && <p className={css.soft}>No account is chosen yet.</p>}
        {post.targets.map((target) => (
          <Target key={target.accountId} post={post} target={target} />
        ))}
        <Seals targets={post.targets} />
      </Stack>
    </Card>
  )
}

/** Of more than these, what has been sent is shown for the asking; what is to be approved always stands there. */
const mostOpen = 2

function Words({ post, target }: { post: PostView; target: TargetView }) {
  const preview = (
    <Preview
      network={target.network}
      account={target}
      parts={partsFor(post.content, target.network)}
      beside={besideOn(post, target.network)}
      language={post.language}
    />
  )
  if (!post.locked || post.targets.length <= mostOpen) return preview
  return (
    <details>
      <summary className={css.soft}>Show what went to {networkName(target.network)}</summary>
      {preview}
    </details>
  )
}

function Target({ post, target }: { post: PostView; target: TargetView }) {
  return (
    <section className={css.target} aria-label={`${networkName(target.network)}, @${target.handle}`}>
      <div className={css.targetHead}>
        <strong>
          {networkName(target.network)} · {target.unit}
        </strong>
        {!target.connected && <Chip level="refuse">Not connected</Chip>}
        {target.approvedBy.map((person) => (
          <Chip key={person.id} level="ok">
            Approved by {person.name}
          </Chip>
        ))}
      </div>
      <Words post={post} target={target} />
      {target.approvedBy
        .filter((person) => person.note)
        .map((person) => (
          <p key={person.id} className={css.soft}>
            {person.name}, <DateTime value={person.at} style="short" />: “{person.note}”
          </p>
        ))}
    </section>
  )
}

/** For whoever compares with the records: what an approval of each account is bound to. */
function Seals({ targets }: { targets: TargetView[] }) {
  const sealed = targets.filter(({ digest }) => digest !== null)
  if (sealed.length === 0) return null
  return (
    <details>
      <summary className={css.soft}>What an approval holds for, letter by letter</summary>
      <Stack>
        <p className={css.soft}>
          Words, pictures, account and time have a seal. An approval holds for that seal only, and any change
          makes another one.
        </p>
        {sealed.map(({ accountId, network, handle, digest }) => (
          <CopyField
            key={accountId}
            label={`The seal for ${networkName(network)}, @${handle}`}
            value={digest ?? ''}
          />
        ))}
      </Stack>
    </details>
  )
}
