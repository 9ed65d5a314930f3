import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields, RadioChoices } from '#ui/parts/fields.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { requestKinds, RequestKind, RequestView } from '../../requests/contract.ts'
import { AccountChoice } from '../estate/account-choice.tsx'
import { requestQuery, requestsKey } from './queries.ts'
import { kindWords } from './words.ts'

/** What is asked for, and of which account. `?kind=close&account=…` has it chosen already. */
export function NewRequestPage() {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const [kind, setKind] = useState<RequestKind | undefined>(RequestKind.safeParse(search['kind']).data)
  const [accountId, setAccountId] = useState(typeof search['account'] === 'string' ? search['account'] : '')
  const [untold, setUntold] = useState(false)
  const deed = useBegin()
  const ofAnAccount = kind !== undefined && kind !== 'open'
  return (
    <Page
      title="Make a request"
      lede="You see which offices it goes to before you send it. A draft is yours alone."
      width="narrow"
    >
      <Card>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!kind) return setUntold(true)
            void deed.run(() => deed.begin(kind, ofAnAccount && accountId ? { accountId } : {}))
          }}
        >
          <Fields>
            <RadioChoices
              label="What would you like to ask for?"
              required
              error={untold && !kind ? 'Choose what you would like to ask for.' : undefined}
              options={requestKinds.map((value) => ({
                value,
                label: kindWords[value].label,
                hint: kindWords[value].about,
              }))}
              value={kind ?? ''}
              onChange={(value) => setKind(RequestKind.safeParse(value).data)}
            />
            {ofAnAccount && (
              <AccountChoice
                label={kind === 'merge' ? 'Which account ends?' : 'Which account?'}
                hint="It can be chosen later, too."
                value={accountId}
                onChange={setAccountId}
              />
            )}
            <ProblemAlert error={deed.fault} />
            <div>
              <Button type="submit" loading={deed.busy}>
                Go on to the questions
              </Button>
            </div>
          </Fields>
        </form>
      </Card>
    </Page>
  )
}

function useBegin() {
  const deed = useDeed()
  const client = useQueryClient()
  const navigate = useNavigate()
  return {
    ...deed,
    begin: async (kind: RequestKind, answers: { accountId?: string }) => {
      const begun = await api.post('/requests', { kind, answers }, RequestView)
      client.setQueryData(requestQuery(begun.id).queryKey, begun)
      void client.invalidateQueries({ queryKey: [...requestsKey, 'list'] })
      // Going back leads to where one came from, not to another draft.
      await navigate({ to: '/requests/$requestId', params: { requestId: begun.id }, replace: true })
    },
  }
}
