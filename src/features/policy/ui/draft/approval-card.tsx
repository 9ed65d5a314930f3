import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api, nothing } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Fields, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { DraftDecided, DraftView, type DraftCheck } from '../../drafts/contract.ts'
import { draftQuery } from './queries.ts'

interface ApprovalCardProps {
  draft: DraftView
  check: DraftCheck
  flush: () => Promise<boolean>
  version: () => number
}

/** Who has to approve the edition, since when it is to hold, and what each office has said. */
export function ApprovalCard(props: ApprovalCardProps) {
  const { draft } = props
  return (
    <Card title="Approval">
      <Stack>
        <Items label="Offices that approve">
          {draft.offices.map((office) => (
            <Item
              key={office.id}
              title={office.name}
              note={noteOf(office)}
              end={
                office.decision && (
                  <Chip level={office.decision === 'approved' ? 'ok' : 'refuse'}>
                    {office.decision === 'approved' ? 'Approved' : 'Sent back'}
                  </Chip>
                )
              }
            />
          ))}
        </Items>
        {draft.state === 'writing' && draft.mayWrite && <Submit {...props} />}
        {draft.offices
          .filter((office) => office.mayDecide)
          .map((office) => (
            <Decide key={office.id} draft={draft} office={office} />
          ))}
      </Stack>
    </Card>
  )
}

function noteOf({ id, holders, by, note }: DraftView['offices'][number]): string {
  if (by !== null) return note === '' ? by : `${by}: ${note}`
  if (id === 'governance') return 'Anybody with the role Governance who did not write in it.'
  return holders.length > 0
    ? holders.join(', ')
    : 'Nobody holds this office. Give it to somebody on the page of offices.'
}

function Submit({ draft, check, flush, version }: ApprovalCardProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const deed = useDeed()
  const [on, setOn] = useState('')
  const [dropping, setDropping] = useState(false)
  const submit = () =>
    deed.run(async () => {
      if (!(await flush())) return
      const body = { version: version(), inForceOn: on || null }
      const view = await api.post(`/policy/drafts/${draft.id}/submit`, body, DraftView)
      queries.setQueryData(draftQuery(draft.id).queryKey, view)
      toast.done('The offices have been asked.')
    })
  const drop = () =>
    deed.run(async () => {
      await api.delete(`/policy/drafts/${draft.id}`, nothing)
      await queries.invalidateQueries({ queryKey: ['policy', 'drafts'] })
      await navigate({ to: '/policy' })
    })
  return (
    <Fields>
      <TextField
        type="date"
        label="In force from"
        hint="From the beginning of that day. Empty: as soon as it is approved."
        value={on}
        onChange={setOn}
        error={deed.field('inForceOn')}
      />
      <ProblemAlert error={deed.general} />
      <Row>
        <Button loading={deed.busy} disabled={check.digest === null} onClick={() => void submit()}>
          Ask for approval
        </Button>
        <Button variant="subtle" onClick={() => setDropping(true)}>
          Drop the draft
        </Button>
      </Row>
      <ConfirmDialog
        open={dropping}
        title="Drop this draft?"
        confirmLabel="Drop the draft"
        danger
        onConfirm={drop}
        onClose={() => setDropping(false)}
      >
        Its text stays in the records. The edition in force is not touched.
      </ConfirmDialog>
    </Fields>
  )
}

function Decide({ draft, office }: { draft: DraftView; office: DraftView['offices'][number] }) {
  const queries = useQueryClient()
  const deed = useDeed()
  const [note, setNote] = useState('')
  const decide = (decision: 'approved' | 'sent-back') =>
    deed.run(async () => {
      const body = { office: office.id, digest: draft.check.digest, decision, note }
      const { editionId } = await api.post(`/policy/drafts/${draft.id}/decide`, body, DraftDecided)
      await queries.invalidateQueries({ queryKey: ['policy'] })
      toast.done(
        decision === 'sent-back'
          ? 'The draft was sent back to its writers.'
          : editionId === null
            ? 'Your approval is kept. It waits for the other offices.'
            : 'Approved by all. It is an edition now.',
      )
    })
  return (
    <Fields>
      <TextArea
        label={`A note as ${office.name}`}
        hint="Needed to send it back."
        value={note}
        onChange={setNote}
        error={deed.field('note')}
      />
      <ProblemAlert error={deed.general} />
      <Row>
        <Button loading={deed.busy} onClick={() => void decide('approved')}>
          Approve this edition
        </Button>
        <Button variant="outline" onClick={() => void decide('sent-back')}>
          Send it back
        </Button>
      </Row>
    </Fields>
  )
}
