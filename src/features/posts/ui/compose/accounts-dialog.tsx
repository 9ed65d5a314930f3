import { useState } from 'react'
import { Button } from '@mantine/core'
import type { Account } from '#features/register/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxChoices } from '#ui/parts/fields.tsx'
import { networkName } from '../words.ts'

export interface AccountsDialogProps {
  open: boolean
  accounts: Account[]
  chosen: string[]
  onChoose: (accountIds: string[]) => void
  onClose: () => void
}

function hintOf(account: Account): string {
  const place = `@${account.handle} · ${account.unit.name}`
  if (account.connection.state === 'none') return `${place} · not connected yet, so nothing can be sent`
  if (account.connection.state === 'reconnect') return `${place} · has to be connected again`
  return place
}

/** Where the post goes. */
export function AccountsDialog({ open, accounts, chosen, onChoose, onClose }: AccountsDialogProps) {
  const [value, setValue] = useState(chosen)
  const [before, setBefore] = useState(open)
  if (open !== before) {
    setBefore(open)
    if (open) setValue(chosen)
  }
  const usable = accounts.filter((account) => account.state === 'active' || chosen.includes(account.id))
  const choose = () => {
    // In the order of the list, so that choosing twice gives the same post.
    onChoose(usable.map((account) => account.id).filter((id) => value.includes(id)))
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
          {usable.length > 0 && <Button onClick={choose}>Choose these</Button>}
        </>
      }
    >
      {usable.length === 0 ? (
        <>
          <p>
            There is no account that you write for yet. Central communications adds accounts to the register
            and names the people who write for them.
          </p>
          <ActionLink to="/accounts">See the register</ActionLink>
        </>
      ) : (
        <CheckboxChoices
          label="Accounts"
          value={value}
          onChange={setValue}
          options={usable.map((account) => ({
            value: account.id,
            label: `${account.displayName} on ${networkName(account.network)}`,
            hint: hintOf(account),
          }))}
        />
      )}
    </Dialog>
  )
}
