import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api, nothing } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Fields, TextArea } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { refreshAccounts } from '../queries.ts'
import { publicRegisterQuery } from './queries.ts'

const suggestion = `We are glad of questions, corrections and disagreement.

We hide or report what:
- threatens, harasses or demeans somebody
- gives away personal details, your own included
- advertises, or is posted over and over

We answer in working hours. In an emergency telephone 999; for personal matters write to the service itself.`

const places = [
  ['/public/accounts', 'The register', 'All official accounts, with a page for each.'],
  ['/public/official', 'Is it official?', 'Anybody checks an address, a handle or a name.'],
  [
    '/public/impersonations',
    'Report an impersonation',
    'Anybody tells us of an account that pretends to be ours.',
  ],
  ['/public/accounts.csv', 'The register as CSV', 'Also as JSON, as a feed of changes, and by an API.'],
] as const

/** What everybody sees of all accounts. */
export function PublicRegisterPage() {
  const { data, error } = useQuery(publicRegisterQuery)
  return (
    <Page
      title="Public register"
      lede={
        data
          ? `What everybody sees of ${data.accounts.toLocaleString('en-GB')} official accounts, without signing in.`
          : 'What everybody sees, without signing in.'
      }
      width="narrow"
    >
      <Stack>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={5} label="Loading" />}
        <Card title="Pages to link to">
          <Items label="Pages to link to">
            {places.map(([path, title, note]) => (
              <Item
                key={path}
                title={
                  <ActionLink to={path} served>
                    {title}
                  </ActionLink>
                }
                note={note}
              />
            ))}
          </Items>
        </Card>
        {data && <HouseRules before={data.houseRules} mayEdit={data.mayEdit} />}
      </Stack>
    </Page>
  )
}

function HouseRules({ before, mayEdit }: { before: string; mayEdit: boolean }) {
  const client = useQueryClient()
  const saving = useDeed()
  const [houseRules, setHouseRules] = useState(before)
  const save = () =>
    saving.run(async () => {
      await api.put('/public-register', { houseRules }, nothing)
      await refreshAccounts(client)
      toast.done('The house rules stand on every account’s page.')
    })
  return (
    <Card title="House rules">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Fields>
          <ProblemAlert error={saving.general} />
          <TextArea
            label="What holds on every account without rules of its own"
            hint="Shown on each account’s public page. Lines with “- ” become a list; the ids of clauses, such as BASE-1.1, become links into the policy."
            value={houseRules}
            onChange={setHouseRules}
            readOnly={!mayEdit}
            maxLength={6000}
            autosize
            minRows={6}
            maxRows={20}
            error={saving.field('houseRules')}
          />
          {mayEdit && (
            <div>
              <Button type="submit" loading={saving.busy}>
                Save the house rules
              </Button>{' '}
              {houseRules === '' && (
                <Button variant="subtle" onClick={() => setHouseRules(suggestion)}>
                  Begin with a suggestion
                </Button>
              )}
            </div>
          )}
        </Fields>
      </form>
    </Card>
  )
}
