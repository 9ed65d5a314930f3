import { useQuery } from '@tanstack/react-query'
import { Card } from '#ui/parts/card.tsx'
import type { Level } from '#ui/parts/chip.tsx'
import { StoryLine } from '#ui/parts/story-line.tsx'
import type { AccountState } from '../../contract.ts'
import { lifeQuery } from './queries.ts'

const told: Record<AccountState, { what: string; level: Level }> = {
  proposed: { what: 'Asked for the account.', level: 'neutral' },
  'in-review': { what: 'It went into review.', level: 'hold' },
  approved: { what: 'It was approved.', level: 'ok' },
  active: { what: 'It became active.', level: 'ok' },
  dormant: { what: 'It fell dormant.', level: 'advise' },
  closing: { what: 'Its closing began.', level: 'hold' },
  closed: { what: 'It was closed.', level: 'neutral' },
  refused: { what: 'It was refused.', level: 'refuse' },
}

/** What became of the account, the newest first. */
export function StoryCard({ accountId }: { accountId: string }) {
  const moves = useQuery(lifeQuery(accountId)).data?.moves ?? []
  if (moves.length === 0) return null
  return (
    <Card title="Its story">
      <StoryLine
        label="What became of the account"
        events={moves.map(({ id, at, by, from, to, reason }) => ({
          id,
          at,
          who: by ?? 'Rostrum',
          what: from === null && to === 'active' ? 'Put it into the register.' : told[to].what,
          level: told[to].level,
          ...(reason ? { detail: reason } : {}),
        }))}
      />
    </Card>
  )
}
