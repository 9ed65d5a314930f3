import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { api, nothing } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip, type Level } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay } from '#ui/session.ts'
import type { WaiverView } from '../../contract.ts'
import { GiveWaiver } from './give-waiver.tsx'
import { allWaiversQuery, refreshWaivers } from './queries.ts'
import { WaiverLine } from './waiver-line.tsx'
import css from './waivers.module.css'

const states: Record<WaiverView['state'], { label: string; level: Level }> = {
  'in-force': { label: 'In force', level: 'advise' },
  'to-come': { label: 'To come', level: 'neutral' },
  over: { label: 'Over', level: 'neutral' },
  ended: { label: 'Ended early', level: 'neutral' },
}

/** Exceptions to clauses: for what, until when, by whom and why. */
export function WaiversPage() {
  const { data, error } = useQuery(allWaiversQuery)
  const mayGive = useMay('policy.waive')
  const asked: Record<string, unknown> = useSearch({ strict: false })
  const subject = typeof asked.subject === 'string' ? asked.subject : undefined
  const clause = typeof asked.clause === 'string' ? asked.clause : undefined
  const [giving, setGiving] = useState(mayGive && (subject !== undefined || clause !== undefined))
  const all = data?.waivers ?? []
  const now = all.filter(({ state }) => state === 'in-force' || state === 'to-come')
  const past = all.filter((waiver) => !now.includes(waiver))
  return (
    <Page
      title="Waivers"
      lede="Exceptions to a clause: each for something, for a reason, and with an end."
      actions={
        mayGive ? (
          <Button onClick={() => setGiving(true)}>Give a waiver</Button>
        ) : (
          <ActionLink to="/policy">The policy in force</ActionLink>
        )
      }
    >
      <Stack gap="wide">
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={4} label="Loading the waivers" />}
        {data && now.length === 0 && (
          <EmptyState title="Nothing is waived now">
            Where a clause does not fit, governance may waive it: for one post, an account, a unit or
            everything, for a year at most. It is shown wherever it applies, and ends by itself.
          </EmptyState>
        )}
        {now.length > 0 && <WaiversCard title="In force and to come" waivers={now} mayEnd={mayGive} />}
        {past.length > 0 && <WaiversCard title="Past" waivers={past} mayEnd={false} />}
      </Stack>
      <Dialog open={giving} title="Give a waiver" onClose={() => setGiving(false)}>
        <GiveWaiver clause={clause} subject={subject} onDone={() => setGiving(false)} />
      </Dialog>
    </Page>
  )
}

function WaiversCard(props: { title: string; waivers: WaiverView[]; mayEnd: boolean }) {
  const client = useQueryClient()
  const [ending, setEnding] = useState<WaiverView | null>(null)
  const [reason, setReason] = useState('')
  async function end() {
    if (!ending) return
    await api.post(`/policy/waivers/${ending.id}/end`, { reason: reason.trim() }, nothing)
    await refreshWaivers(client)
    toast.done('The clause holds again.')
  }
  return (
    <Card title={props.title}>
      <Items label={props.title}>
        {props.waivers.map((waiver) => (
          <Item
            key={waiver.id}
            title={
              <>
                <ClauseRef clause={waiver.clause} label={`${waiver.clause} · ${waiver.clauseTitle}`} /> for{' '}
                {waiver.subjectName}
                {waiver.control && ` (${waiver.control} only)`}{' '}
                <Chip level={states[waiver.state].level}>{states[waiver.state].label}</Chip>
              </>
            }
            note={
              <>
                <WaiverLine waiver={waiver} />
                {waiver.state === 'to-come' && (
                  <p className={css.line}>
                    From <DateTime value={waiver.since} style="short" />.
                  </p>
                )}
                {waiver.endedAt && (
                  <p className={css.line}>
                    Ended <DateTime value={waiver.endedAt} style="short" /> by {waiver.endedBy}: “
                    {waiver.endedBecause}”
                  </p>
                )}
              </>
            }
            end={
              props.mayEnd ? (
                <Button
                  variant="subtle"
                  size="sm"
                  onClick={() => {
                    setReason('')
                    setEnding(waiver)
                  }}
                >
                  End
                  <span className="visually-hidden">
                    {' '}
                    the waiver of {waiver.clause} for {waiver.subjectName}
                  </span>
                </Button>
              ) : undefined
            }
          />
        ))}
      </Items>
      <ConfirmDialog
        open={ending !== null}
        title={`End the waiver of ${ending?.clause ?? 'this clause'}?`}
        confirmLabel="End it"
        danger
        onConfirm={end}
        onClose={() => setEnding(null)}
      >
        <p>The clause holds again from now on. What has gone out stays as it is.</p>
        <TextArea
          label="Reason"
          hint="At least ten characters; it is kept in the record."
          value={reason}
          onChange={setReason}
          rows={2}
          maxLength={2000}
          required
        />
      </ConfirmDialog>
    </Card>
  )
}
