import { useEffect, useState } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api, type ApiProblem } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { RadioChoices } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { WhenField } from '#ui/parts/when-field.tsx'
import type { Draft, Schedule } from '../../contract.ts'
import { roomQuery, slotAnswer } from '../queries.ts'

export interface ScheduleCardProps {
  postId: string
  draft: Draft
  /** The instant that the server made of the stored time. */
  publishAt: string | null
  savedLocal: string | null
  problem: ApiProblem | null
  onChange: (schedule: Schedule) => void
}

const roomTitles = {
  near: 'Little room is left',
  crowds: 'Another post would go late',
  late: 'It would go late',
  none: 'There is no room at that time',
}

const whole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** When it goes: once it is approved, or at a time on the clocks of the institution. */
export function ScheduleCard(props: ScheduleCardProps) {
  const { draft, publishAt, savedLocal, problem, onChange } = props
  const local = draft.schedule?.local ?? null
  const [timed, setTimed] = useState(local !== null)
  const [typed, setTyped] = useState(local ?? '')
  useEffect(() => {
    // What was refused stays in the field, beside the reason.
    if (problem) return
    setTimed((was) => local !== null || was)
    if (local !== null) setTyped(local)
  }, [local, problem])
  const slot = useMutation({
    mutationFn: () =>
      api.get(`/next-slot?accountIds=${draft.accountIds.join(',')}&except=${props.postId}`, slotAnswer),
    onSuccess: (answer) => answer.local && set(answer.local),
  })
  const set = (value: string) => {
    setTimed(true)
    setTyped(value)
    if (whole.test(value)) onChange({ local: value })
  }
  const choose = (how: string) => {
    setTimed(how === 'timed')
    if (how === 'once') onChange(null)
    else if (whole.test(typed)) onChange({ local: typed })
  }
  const kept = timed && publishAt !== null && savedLocal === local && !problem
  const { data: room } = useQuery(
    roomQuery({
      accountIds: draft.accountIds,
      at: kept ? publishAt : null,
      posts: draft.content.parts.length,
      except: props.postId,
    }),
  )
  const twice = problem?.code === 'posts.time-twice'
  return (
    <Card title="When it goes">
      <Stack gap="tight">
        <RadioChoices
          label="Time"
          value={timed ? 'timed' : 'once'}
          onChange={choose}
          options={[
            { value: 'once', label: 'As soon as it is approved' },
            { value: 'timed', label: 'At a day and time' },
          ]}
        />
        {timed && (
          <>
            <WhenField
              label="Goes out"
              value={typed}
              onChange={set}
              error={problem?.detail ?? problem?.title}
            />
            {twice && (
              <Row>
                <Button
                  size="sm"
                  variant="outline"
                  onClick={() => onChange({ local: typed, offset: 'earlier' })}
                >
                  The earlier one
                </Button>
                <Button
                  size="sm"
                  variant="outline"
                  onClick={() => onChange({ local: typed, offset: 'later' })}
                >
                  The later one
                </Button>
              </Row>
            )}
            {kept && (
              <p>
                Set for <DateTime value={publishAt} />.
              </p>
            )}
            {kept &&
              room?.rooms.map(({ accountId, level, say }) => (
                <Callout
                  key={accountId}
                  level={level === 'near' ? 'advise' : 'hold'}
                  title={roomTitles[level]}
                >
                  {say}
                </Callout>
              ))}
          </>
        )}
        <Row>
          <Button
            size="sm"
            variant="outline"
            loading={slot.isPending}
            disabled={draft.accountIds.length === 0}
            onClick={() => slot.mutate()}
          >
            Next free slot
          </Button>
          <span role="status">
            {slot.data?.local === null && 'All the slots of the next four weeks are taken.'}
            {draft.accountIds.length === 0 && timed && 'Choose accounts first.'}
          </span>
        </Row>
        <ProblemAlert error={slot.error} />
      </Stack>
    </Card>
  )
}
