import { useState, type FormEvent } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Account, type AccountDetail } from '../contract.ts'
import { AccountFields, entryOf, faultsOf, listOf, typedOf } from './account-fields.tsx'
import { focusFirstFault } from './add-account-page.tsx'
import { accountQuery, refreshAccounts } from './queries.ts'

/** Changes what the register says of an account. */
export function EditAccountPage() {
  const { accountId = '' } = useParams({ strict: false })
  const query = useQuery({ ...accountQuery(accountId), refetchOnWindowFocus: false })
  return (
    <Page title={query.data ? `Edit ${query.data.displayName}` : 'Edit an account'} width="narrow">
      <ProblemAlert error={query.error} />
      {!query.data && !query.error && <Skeleton lines={6} label="Loading the entry" />}
      {query.data && <EditForm key={query.data.version} account={query.data} />}
    </Page>
  )
}

function EditForm({ account }: { account: AccountDetail }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(() => typedOf(account))
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const back = `/accounts/${account.id}`

  async function save(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const body = { ...entryOf(typed), tags: listOf(typed.tags), version: account.version }
      await api.patch(`/accounts/${account.id}`, body, Account)
      await refreshAccounts(client)
      toast.done('Saved.')
      await navigate({ to: back })
    } catch (refused) {
      setError(refused)
      focusFirstFault()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card>
      <form noValidate onSubmit={(event) => void save(event)}>
        <Fields>
          <AccountFields typed={typed} faults={faultsOf(error)} onChange={setTyped} />
          <TextField
            label="Tags"
            hint="Words to find it by, such as a campus or a campaign, with commas between"
            value={typed.tags}
            error={faultsOf(error).tags}
            onChange={(tags) => setTyped({ ...typed, tags })}
          />
          <ProblemAlert error={error} />
          <Row>
            <Button type="submit" loading={busy}>
              Save
            </Button>
            <ActionLink to={back}>Cancel</ActionLink>
          </Row>
        </Fields>
      </form>
    </Card>
  )
}
