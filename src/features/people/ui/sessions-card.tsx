import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done } from '../contract.ts'
import { sessionsQuery } from './queries.ts'

/** "Firefox on Windows", from what the browser says of itself. */
export function sayAgent(agent: string): string {
  const pick = (names: [RegExp, string][], otherwise: string) =>
    names.find(([pattern]) => pattern.test(agent))?.[1] ?? otherwise
  const browser = pick(
    [
      [/Edg\//, 'Edge'],
      [/Firefox\//, 'Firefox'],
      [/Chrome\//, 'Chrome'],
      [/Safari\//, 'Safari'],
    ],
    'A browser',
  )
  const system = pick(
    [
      [/iPhone|iPad/, 'an Apple telephone or tablet'],
      [/Android/, 'Android'],
      [/Windows/, 'Windows'],
      [/Mac OS X/, 'a Mac'],
      [/CrOS/, 'ChromeOS'],
      [/Linux/, 'Linux'],
    ],
    'an unknown system',
  )
  return `${browser} on ${system}`
}

export function SessionsCard() {
  const queries = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const [ending, setEnding] = useState<string | null>(null)
  async function end() {
    if (ending === 'all') {
      await api.delete('/me/sessions', Done)
      location.assign('/sign-in')
      return
    }
    await api.delete(`/me/sessions/${ending}`, Done)
    toast.done('That session has ended.')
    await queries.invalidateQueries({ queryKey: ['me', 'sessions'] })
  }
  return (
    <Card title="Where you are signed in">
      {sessions.isPending && <Skeleton lines={2} label="Loading your sessions" />}
      <ProblemAlert error={sessions.error} />
      {sessions.data && (
        <Stack>
          <Items label="Sessions">
            {sessions.data.sessions.map((session) => (
              <Item
                key={session.id}
                title={sayAgent(session.agent)}
                note={
                  <>
                    Since <DateTime value={session.createdAt} style="short" /> · last seen{' '}
                    <RelativeTime value={session.seenAt} />
                  </>
                }
                end={
                  session.current ? (
                    <Chip level="ok">Here</Chip>
                  ) : (
                    <Button size="sm" variant="outline" onClick={() => setEnding(session.id)}>
                      End
                    </Button>
                  )
                }
              />
            ))}
          </Items>
          <Row>
            <Button variant="outline" onClick={() => setEnding('all')}>
              Sign out everywhere
            </Button>
          </Row>
        </Stack>
      )}
      <ConfirmDialog
        open={ending !== null}
        title={ending === 'all' ? 'Sign out everywhere?' : 'End this session?'}
        confirmLabel={ending === 'all' ? 'Sign out everywhere' : 'End the session'}
        onConfirm={end}
        onClose={() => setEnding(null)}
      >
        <p>
          {ending === 'all'
            ? 'You are signed out here too. Personal tokens go on working.'
            : 'Whoever sits there has to sign in again. What they wrote stays on their page.'}
        </p>
      </ConfirmDialog>
    </Card>
  )
}
