import { useState, type FormEvent } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { PeopleSelect } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { newId } from '#ui/ids.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Account, NewAccount } from '../contract.ts'
import {
  AccountFields,
  entryOf,
  faultsOf,
  faultsStillThere,
  nothingTyped,
  type Faults,
  type Typed,
} from './account-fields.tsx'
import { networksQuery, refreshAccounts } from './queries.ts'

/** The faults that the contract itself finds, beside their fields. */
function faultsIn(body: unknown): Faults {
  const checked = NewAccount.safeParse(body)
  if (checked.success) return {}
  return Object.fromEntries(checked.error.issues.map((issue) => [String(issue.path[0]), issue.message]))
}

/** Puts an official account into the register. It is connected afterwards, on its own page. */
export function AddAccountPage() {
  const networks = useQuery(networksQuery)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(nothingTyped)
  const [administrators, setAdministrators] = useState<string[]>([])
  const [faults, setFaults] = useState<Faults>({})
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newId)

  /** A fault goes as soon as its field is touched; the rest stay until they are settled too. */
  function type(next: Typed) {
    setFaults((all) => faultsStillThere(all, typed, next))
    setTyped(next)
  }
  async function add(event: FormEvent) {
    event.preventDefault()
    const body = { ...entryOf(typed), network: typed.network, administrators }
    const found = faultsIn(body)
    setFaults(found)
    setError(undefined)
    if (Object.keys(found).length > 0) return focusFirstFault()
    setBusy(true)
    try {
      const account = await api.post('/accounts', body, Account, { idempotencyKey: key })
      await refreshAccounts(client)
      toast.done(`${account.displayName} is in the register. Now connect it.`)
      await navigate({ to: '/accounts/$accountId', params: { accountId: account.id } })
    } catch (refused) {
      setError(refused)
      setFaults(faultsOf(refused))
      setKey(newId())
      focusFirstFault()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page
      title="Add an account"
      lede="One that exists on its network already, or is about to. Connecting it, on the next page, proves that it is ours."
      width="narrow"
    >
      <ProblemAlert error={networks.error} />
      {!networks.data && !networks.error && <Skeleton lines={6} label="Loading the form" />}
      {networks.data && (
        <Card>
          <form noValidate onSubmit={(event) => void add(event)}>
            <Fields>
              <AccountFields
                typed={typed}
                faults={faults}
                onChange={type}
                networks={networks.data.networks}
              />
              <PeopleSelect
                label="Administrators"
                hint="Who answers for it. At least one; two are better, for holidays"
                value={administrators}
                error={faults.administrators}
                onChange={(chosen) => {
                  setAdministrators(chosen)
                  setFaults(({ administrators: _settled, ...others }) => others)
                }}
              />
              <ProblemAlert error={error} />
              <Row>
                <Button type="submit" loading={busy}>
                  Add the account
                </Button>
              </Row>
            </Fields>
          </form>
        </Card>
      )}
    </Page>
  )
}

/** Takes a person to the first field that needs correcting, once it is marked. */
export function focusFirstFault(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus())
}
