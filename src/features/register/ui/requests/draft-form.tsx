import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeed } from '#features/people/ui/index.ts'
import { api, nothing } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { RequestView, type RequestCheck, type RequestForm } from '../../requests/contract.ts'
import { AnswersForm } from './answers-form.tsx'
import { Desk } from './desk.tsx'
import { goToFirst, LacksCard, RemarksCard } from './lacks-card.tsx'
import { ProposedCard } from './proposed-card.tsx'
import { formQuery, requestIs, requestsKey } from './queries.ts'
import { placeOf } from './question-block.tsx'
import { SavingLine } from './saving-line.tsx'
import { SendRow } from './send-row.tsx'
import { useRequestDraft } from './use-request-draft.ts'
import { WayCard } from './way-card.tsx'

/** A draft: the questions that the policy in force asks, kept as they are answered. */
export function DraftForm({ view }: { view: RequestView }) {
  const form = useQuery(formQuery(view.kind))
  if (!form.data)
    return (
      <>
        <ProblemAlert
          error={form.error}
          action={<Button onClick={() => void form.refetch()}>Try again</Button>}
        />
        {!form.error && <Skeleton lines={8} label="Loading the questions" />}
      </>
    )
  return <Filling view={view} form={form.data} />
}

function Filling({ view, form }: { view: RequestView; form: RequestForm }) {
  const editing = useRequestDraft(view)
  const { source, check, saver } = editing
  const [tried, setTried] = useState(false)
  const end = useEnd(view.id)
  const sending = useSending(view, editing)
  const proposed = check?.proposed ?? null
  function send() {
    setTried(true)
    void sending.run(async () => {
      // What was typed last has to be judged with the rest.
      if (!(await saver.flush())) return
      const judged = saver.get().check
      if (judged && !judged.maySubmit) return goToFirst(form, judged)
      await sending.send(saver.version())
    })
  }
  return (
    <Desk
      main={
        <>
          <AnswersForm
            form={form}
            source={source}
            check={check}
            tried={tried}
            proposal={
              proposed &&
              source.answers.supportedEquivalent !== proposed.id && (
                <ProposedCard
                  proposed={proposed}
                  onUse={() => end(`${proposed.name} it is. Nothing was sent.`)}
                  onDoNotUse={() => {
                    saver.change({ answers: { ...source.answers, supportedEquivalent: proposed.id } })
                    goToReason(form)
                  }}
                />
              )
            }
            onChange={saver.change}
          />
          <SendRow
            label="Send the request"
            check={check}
            busy={sending.busy}
            problem={sending.general}
            onSend={send}
          >
            <ThrowAway onThrow={() => end('The draft was thrown away.')} />
          </SendRow>
        </>
      }
      aside={<Aside form={form} check={check} editing={editing} />}
    />
  )
}

interface AsideProps {
  form: RequestForm
  check: RequestCheck | null
  editing: ReturnType<typeof useRequestDraft>
}

function Aside({ form, check, editing }: AsideProps) {
  return (
    <>
      <SavingLine editing={editing} />
      <WayCard check={check} />
      {check && <LacksCard form={form} check={check} />}
      {check && <RemarksCard form={form} check={check} />}
    </>
  )
}

/** To the question that says why what there is already will not do. */
function goToReason(form: RequestForm): void {
  const asked = form.questions.some(({ id }) => id === 'addsValue')
  const place = document.getElementById(placeOf(asked ? 'addsValue' : 'purpose'))
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('textarea, select, input')?.focus({ preventScroll: true })
}

/** Sends it; whatever the server still finds missing is shown where it is. */
function useSending(view: RequestView, { saver }: ReturnType<typeof useRequestDraft>) {
  const deed = useDeed()
  const client = useQueryClient()
  return {
    ...deed,
    // Faults that have a field stand beside it, from the check that the next save brings.
    general: deed.fault,
    send: async (version: number) => {
      const sent = await api.post(`/requests/${view.id}/submission`, { version }, RequestView)
      saver.dropAside()
      await requestIs(client, sent)
      toast.done(sent.state === 'listed' ? 'It is on the list.' : 'Sent. You see here where it stands.')
      requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus())
    },
  }
}

/** Throws the draft away. */
function useEnd(id: string): (said: string) => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (said) => {
    await api.delete(`/requests/${id}`, nothing)
    toast.done(said)
    await navigate({ to: '/requests' })
    client.removeQueries({ queryKey: [...requestsKey, 'one', id] })
    await client.invalidateQueries({ queryKey: [...requestsKey, 'list'] })
  }
}

function ThrowAway({ onThrow }: { onThrow: () => Promise<void> }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="subtle" onClick={() => setAsking(true)}>
        Throw the draft away
      </Button>
      <ConfirmDialog
        open={asking}
        title="Throw this draft away?"
        confirmLabel="Throw it away"
        danger
        onConfirm={onThrow}
        onClose={() => setAsking(false)}
      >
        <p>What you answered is gone then. Nobody but you has seen it.</p>
      </ConfirmDialog>
    </>
  )
}
