import { useEffect, useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { RequestView } from '../../requests/contract.ts'
import { AnswersForm } from './answers-form.tsx'
import { Desk } from './desk.tsx'
import { goToFirst, LacksCard, RemarksCard } from './lacks-card.tsx'
import { checkQuery, formQuery, requestIs, type Source } from './queries.ts'
import { SendRow } from './send-row.tsx'
import { sourceOf } from './use-request-draft.ts'
import { WayCard } from './way-card.tsx'

const pause = 500

/** The value once it has rested for a moment. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** Changed answers to a request that was sent: nothing is kept before they are sent, and then all offices are asked again. */
export function ChangeForm({ view, onDone }: { view: RequestView; onDone: () => void }) {
  const form = useQuery(formQuery(view.kind)).data
  const [source, setSource] = useState<Source>(() => sourceOf(view))
  const [tried, setTried] = useState(false)
  const rested = useRested(source)
  const query = useQuery(checkQuery(view.kind, rested, view.id))
  const check = query.data ?? view.check
  const deed = useDeed()
  const client = useQueryClient()
  useUnsentGuard()
  if (!form) return <Skeleton lines={8} label="Loading the questions" />
  const send = () => {
    setTried(true)
    if (check && rested === source && !check.maySubmit) return goToFirst(form, check)
    void deed.run(async () => {
      const body = { version: view.version, ...source }
      await requestIs(client, await api.put(`/requests/${view.id}`, body, RequestView))
      toast.done('Sent. All offices are asked again.')
      onDone()
      requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus())
    })
  }
  return (
    <Desk
      main={
        <>
          <AskedAgain view={view} />
          <AnswersForm
            form={form}
            source={source}
            check={check}
            tried={tried}
            onChange={(part) => setSource((all) => ({ ...all, ...part }))}
          />
          <SendRow
            label="Send the changed answers"
            check={check}
            busy={deed.busy}
            problem={deed.fault}
            onSend={send}
          >
            <Button variant="subtle" onClick={onDone}>
              Leave it as it is
            </Button>
          </SendRow>
        </>
      }
      aside={
        <>
          <ProblemAlert error={query.error} />
          <WayCard check={check} />
          {check && <LacksCard form={form} check={check} />}
          {check && <RemarksCard form={form} check={check} />}
        </>
      }
    />
  )
}

/** What is lost by a change: what the offices have said so far. */
function AskedAgain({ view }: { view: RequestView }) {
  const said = view.stages.filter(({ state }) => state === 'answered').map(({ office }) => office.name)
  return (
    <Callout level="hold" title="All offices are asked again">
      <p>
        Whoever advised or decided did so on other answers.{' '}
        {said.length > 0 && `What these have said no longer counts: ${said.join(', ')}.`}
      </p>
      {view.outcome?.decision === 'changes' && <p>What was asked for: “{view.outcome.reasons}”</p>}
    </Callout>
  )
}

/** These answers are on this page alone. */
function useUnsentGuard(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
}
