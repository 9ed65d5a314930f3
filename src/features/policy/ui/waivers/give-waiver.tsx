import { useState, type FormEvent } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AccountChoice } from '#features/register/ui/index.ts'
import { Button } from '@mantine/core'
import { api, asProblem } from '#ui/api.ts'
import { Fields, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useZone } from '#ui/session.ts'
import { shortestWaiverReason, WaiverGiven } from '../../contract.ts'
import { policyQuery } from '../queries.ts'
import { endOfDay } from './end-of-day.ts'
import { refreshWaivers, unitsQuery } from './queries.ts'

type Kind = 'account' | 'unit' | 'post' | 'everything'

const kinds: { value: Kind; label: string }[] = [
  { value: 'account', label: 'One account' },
  { value: 'unit', label: 'A unit and those below it' },
  { value: 'post', label: 'One post' },
  { value: 'everything', label: 'Everything' },
]

/** The id in the address of a post's page, or the id itself. */
const postIdIn = (text: string): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0] ?? ''

interface GiveWaiverProps {
  clause?: string | undefined
  /** As it is kept: `post:<id>`. */
  subject?: string | undefined
  onDone: () => void
}

/** The form for an exception: which clause, for what, until when, and why. */
export function GiveWaiver({ clause: given, subject, onDone }: GiveWaiverProps) {
  const client = useQueryClient()
  const zone = useZone()
  const [givenKind, givenId = ''] = (subject ?? 'account').split(':')
  const [clause, setClause] = useState(given ?? '')
  const [control, setControl] = useState('')
  const [kind, setKind] = useState<Kind>(kinds.find((one) => one.value === givenKind)?.value ?? 'account')
  const [id, setId] = useState(givenId)
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const ruleset = useQuery(policyQuery).data?.ruleset
  const controls = ruleset?.controls.filter((one) => one.clause === clause) ?? []
  const problem = error ? asProblem(error) : null

  async function give(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const body = {
        clause,
        control: control || null,
        subject: kind === 'everything' ? kind : `${kind}:${kind === 'post' ? postIdIn(id) : id}`,
        reason,
        until: until ? await endOfDay(until, zone) : '',
      }
      await api.post('/policy/waivers', body, WaiverGiven)
      await refreshWaivers(client)
      toast.done('Waived. It is shown wherever it applies.')
      onDone()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void give(event)} noValidate>
      <Fields>
        <SearchSelect
          label="Clause"
          required
          data={(ruleset?.clauses ?? []).map((one) => ({ value: one.id, label: `${one.id} · ${one.title}` }))}
          value={clause || null}
          error={problem?.field('clause')}
          onChange={(value) => {
            setClause(value ?? '')
            setControl('')
          }}
        />
        {controls.length > 1 && (
          <SelectField
            label="Control"
            hint="Leave it at all of them, or choose the one that does not fit."
            data={[
              { value: '', label: 'All of the clause' },
              ...controls.map((one) => ({ value: one.id, label: one.id })),
            ]}
            value={control}
            onChange={setControl}
          />
        )}
        <SelectField
          label="For"
          data={kinds}
          value={kind}
          onChange={(value) => {
            setKind(kinds.find((one) => one.value === value)?.value ?? 'account')
            setId('')
          }}
        />
        {kind === 'post' && id !== '' && id === givenId ? (
          <p>
            The waiver is for <Link to={`/posts/${id}`}>the post that you came from</Link>, and for nothing
            else.
          </p>
        ) : (
          <Subject kind={kind} id={id} onChange={setId} />
        )}
        <TextField
          type="date"
          label="Last day"
          hint="A year from now at most. After that the clause holds again by itself."
          required
          value={until}
          error={problem?.field('until')}
          onChange={setUntil}
        />
        <TextArea
          label="Reason"
          hint={`At least ${shortestWaiverReason} characters. Everybody whom it concerns reads it.`}
          required
          rows={3}
          maxLength={2000}
          value={reason}
          error={problem?.field('reason')}
          onChange={setReason}
        />
        <ProblemAlert error={error} />
        <Row>
          <Button type="submit" loading={busy}>
            Waive it
          </Button>
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
        </Row>
      </Fields>
    </form>
  )
}

function Subject({ kind, id, onChange }: { kind: Kind; id: string; onChange: (id: string) => void }) {
  const units = useQuery({ ...unitsQuery, enabled: kind === 'unit' }).data?.units ?? []
  switch (kind) {
    case 'everything':
      return null
    case 'post':
      return (
        <TextField
          label="Address of the post"
          hint="Copy it from the page of the post. Not one that you wrote in."
          required
          value={id}
          onChange={onChange}
        />
      )
    case 'account':
      return <AccountChoice label="Account" required value={id} onChange={onChange} />
    case 'unit':
      return (
        <SearchSelect
          label="Unit"
          required
          data={units.map((one) => ({ value: one.id, label: one.name }))}
          value={id || null}
          onChange={(value) => onChange(value ?? '')}
        />
      )
  }
}
