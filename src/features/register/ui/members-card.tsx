import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { PersonSelect, useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, RadioChoices, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay, useSession, useZone } from '#ui/session.ts'
import { Account, MemberRelation, type AccountDetail, type Member } from '../contract.ts'
import { isOver } from '../life/rules.ts'
import { administratorClause } from '../rules.ts'
import { endOfDay } from './end-of-day.ts'
import { refreshAccounts } from './queries.ts'

const relationLabels: Record<MemberRelation, string> = {
  administrator: 'Administrator, answers first',
  contributor: 'Contributor',
}

/** Who answers for an account, and who else writes for it. */
export function MembersCard({ account }: { account: AccountDetail }) {
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Member | null>(null)
  const client = useQueryClient()
  const first = useDeed()
  const me = useSession().person?.id
  const breaksGlass = useMay('accounts.break-glass')
  const maySeeSeals =
    breaksGlass ||
    account.members.some(({ personId, relation }) => personId === me && relation === 'administrator')
  async function makeFirst(member: Member) {
    await api.put(`/accounts/${account.id}/designated-administrator`, { memberId: member.id }, Account)
    await refreshAccounts(client)
    toast.done(`${member.name} answers first now.`)
  }
  async function end(member: Member) {
    await api.delete(`/accounts/${account.id}/members/${member.id}`, Account)
    await refreshAccounts(client)
    toast.done(`${member.name} no longer has this part.`)
  }
  return (
    <Card title="People">
      {!isOver(account.state) && !account.members.some(({ relation }) => relation === 'administrator') && (
        <Callout level="refuse" title="Nobody answers for it">
          Nothing goes out until an administrator is named and somebody lets it go on.{' '}
          <ClauseRef clause={administratorClause} />
        </Callout>
      )}
      <Items label="People of this account">
        {account.members.map((member) => (
          <Item
            key={member.id}
            title={member.name}
            note={<MemberNote member={member} />}
            end={
              account.may.edit ? (
                <Row>
                  {mayBeFirst(member) && (
                    <Button
                      variant="subtle"
                      size="sm"
                      onClick={() => void first.run(() => makeFirst(member))}
                    >
                      Answers first<span className="visually-hidden">: {member.name}</span>
                    </Button>
                  )}
                  <Button variant="subtle" size="sm" onClick={() => setEnding(member)}>
                    End<span className="visually-hidden"> the part of {member.name}</span>
                  </Button>
                </Row>
              ) : undefined
            }
          />
        ))}
      </Items>
      <ProblemAlert error={first.fault} />
      <Row>
        {account.may.edit && (
          <>
            <Button variant="outline" size="sm" onClick={() => setAdding(true)}>
              Add somebody
            </Button>
            <ActionLink to={`/accounts/${account.id}/hand-over`} size="sm">
              Hand over
            </ActionLink>
          </>
        )}
        {maySeeSeals && (
          <ActionLink to={`/accounts/${account.id}/secrets`} size="sm">
            Under seal
          </ActionLink>
        )}
      </Row>
      <Dialog open={adding} title="Add somebody" onClose={() => setAdding(false)}>
        <AddMember account={account} onDone={() => setAdding(false)} />
      </Dialog>
      <ConfirmDialog
        open={ending !== null}
        title={`End the part of ${ending?.name ?? 'this person'}?`}
        confirmLabel="End it"
        danger
        onConfirm={() => (ending ? end(ending) : undefined)}
        onClose={() => setEnding(null)}
      >
        It ends now. That it was so stays in the register.
      </ConfirmDialog>
    </Card>
  )
}

/** A deputy who is here with no end in sight. */
function mayBeFirst({ relation, designated, until, active }: Member): boolean {
  return relation === 'administrator' && !designated && until === null && active
}

/** A part that ends at midnight holds on the day before. */
function lastMoment(until: string): Date {
  return new Date(Date.parse(until) - 1000)
}

function MemberNote({ member }: { member: Member }) {
  return (
    <>
      {member.relation === 'administrator' && !member.designated
        ? 'Administrator, deputy'
        : relationLabels[member.relation]}
      {member.until && (
        <>
          {' '}
          until <DateTime value={lastMoment(member.until)} style="date" />
        </>
      )}
      {!member.active && (
        <>
          {' '}
          <Chip level="refuse">Has left</Chip>
        </>
      )}
    </>
  )
}

function AddMember({ account, onDone }: { account: AccountDetail; onDone: () => void }) {
  const client = useQueryClient()
  const zone = useZone()
  const [personId, setPersonId] = useState('')
  const [relation, setRelation] = useState<MemberRelation>('contributor')
  const [until, setUntil] = useState('')
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  async function add() {
    setBusy(true)
    setError(undefined)
    try {
      const end = until ? await endOfDay(until, zone) : null
      await api.post(`/accounts/${account.id}/members`, { personId, relation, until: end }, Account)
      await refreshAccounts(client)
      onDone()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Fields>
      <PersonSelect
        label="Person"
        required
        value={personId || null}
        onChange={(id) => setPersonId(id ?? '')}
      />
      <RadioChoices
        label="Part"
        value={relation}
        onChange={(value) => setRelation(MemberRelation.catch('contributor').parse(value))}
        options={[
          { value: 'contributor', label: 'Contributor', hint: 'Writes posts and asks for approval.' },
          {
            value: 'administrator',
            label: 'Administrator',
            hint: 'Answers for the account, approves, and connects it.',
          },
        ]}
      />
      <TextField
        type="date"
        label="Last day"
        hint="For deputies and projects; leave empty when there is no end"
        value={until}
        onChange={setUntil}
      />
      <ProblemAlert error={error} />
      <div>
        <Button loading={busy} onClick={() => void add()}>
          Add
        </Button>{' '}
        <Button variant="outline" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </Fields>
  )
}
