import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import type { Account } from '#features/register/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxChoices, TextField } from '#ui/parts/fields.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { useMay } from '#ui/session.ts'
import { accountsQuery } from '../queries.ts'
import { networkName } from '../words.ts'

export interface AccountsDialogProps {
  open: boolean
  accounts: Account[]
  chosen: string[]
  onChoose: (accountIds: string[]) => void
  onClose: () => void
}

/** A dormant account is woken by its next post. */
const speaking: readonly string[] = ['active', 'dormant']

function hintOf(account: Account): string {
  const place = `@${account.handle} · ${account.unit.name}`
  if (account.paused) return `${place} · paused, so nothing can be sent`
  if (account.connection.state === 'none') return `${place} · not connected yet, so nothing can be sent`
  if (account.connection.state === 'reconnect') return `${place} · has to be connected again`
  return place
}

/** So many that one looks for an account rather than reads the list. */
const many = 12

const byName = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })

/** Where the post goes. Among thousands the server looks; what is ticked stays in sight. */
export function AccountsDialog({ open, accounts, chosen, onChoose, onClose }: AccountsDialogProps) {
  const everywhere = useMay('accounts.add')
  const [typed, setTyped] = useState('')
  const [ticked, setTicked] = useState<Account[]>([])
  const [before, setBefore] = useState(false)
  if (open !== before) {
    setBefore(open)
    setTyped('')
    if (open) setTicked(accounts.filter(({ id }) => chosen.includes(id)))
  }
  const all = useQuery({ ...accountsQuery(!everywhere), enabled: open }).data
  const found = useQuery({
    ...accountsQuery(!everywhere, useDeferredValue(typed)),
    enabled: open,
    placeholderData: keepPreviousData,
  }).data
  const shown = new Map([...ticked, ...(found?.accounts ?? [])].map((account) => [account.id, account]))
  const usable = [...shown.values()].filter(
    (account) => (speaking.includes(account.state) && !account.affiliate) || chosen.includes(account.id),
  )
  const none = usable.length === 0 && typed === ''
  const choose = () => {
    // In the order of their names, so that choosing twice gives the same post.
    const sorted = ticked.toSorted(
      (one, other) => byName.compare(one.displayName, other.displayName) || (one.id < other.id ? -1 : 1),
    )
    onChoose(sorted.map(({ id }) => id))
    onClose()
  }
  return (
    <Dialog
      open={open}
      title="Where does this go?"
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          {!none && <Button onClick={choose}>Choose these</Button>}
        </>
      }
    >
      {none ? (
        <>
          <p>
            There is no account that you write for yet. Central communications adds accounts to the register
            and names the people who write for them.
          </p>
          <ActionLink to="/accounts">See the register</ActionLink>
        </>
      ) : (
        <Stack>
          {(all?.total ?? 0) > many && (
            <TextField label="Find an account" type="search" value={typed} onChange={setTyped} />
          )}
          <CheckboxChoices
            label="Accounts"
            value={ticked.map(({ id }) => id)}
            onChange={(ids) => setTicked(ids.flatMap((id) => shown.get(id) ?? []))}
            options={usable.map((account) => ({
              value: account.id,
              label: `${account.displayName} on ${networkName(account.network)}`,
              hint: hintOf(account),
            }))}
          />
          {found && found.next !== null && (
            <p role="status">
              These are the first {found.accounts.length} of {found.total}. Type to find others.
            </p>
          )}
        </Stack>
      )}
    </Dialog>
  )
}
