import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, nothing } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { refreshAccounts } from '../queries.ts'
import type { AccountPageView } from '../../public/contract.ts'
import { accountPageQuery } from './queries.ts'
import { SavingForm } from './saving-form.tsx'

import css from './public.module.css'

/** What everybody sees of an account, and how the network itself can show that it is ours. */
export function PublicPageCard({ accountId }: { accountId: string }) {
  const { data } = useQuery(accountPageQuery(accountId))
  const [editing, setEditing] = useState(false)
  if (!data) return null
  return (
    <Card title="For everybody">
      <Stack gap="tight">
        {data.page === null ? (
          <p>
            Not in the public register, which lists accounts on networks outside Rostrum once they are
            approved.
          </p>
        ) : (
          <CopyField label="Page in the public register" value={data.page} />
        )}
        <Row>
          {data.page !== null && (
            <ActionLink to={new URL(data.page).pathname} served>
              See the page
            </ActionLink>
          )}
          {data.qrCode !== null && (
            <a href={data.qrCode} download>
              QR code
            </a>
          )}
          {data.mayEdit && (
            <Button variant="subtle" size="sm" onClick={() => setEditing(true)}>
              Edit what it says
            </Button>
          )}
        </Row>
        {data.verification && (
          <details className={css.verification}>
            <summary>{data.verification.title}</summary>
            <ol>
              {data.verification.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </details>
        )}
      </Stack>
      <Dialog open={editing} title="What the public page says" onClose={() => setEditing(false)}>
        <PageForm accountId={accountId} page={data} onDone={() => setEditing(false)} />
      </Dialog>
    </Card>
  )
}

function PageForm(props: { accountId: string; page: AccountPageView; onDone: () => void }) {
  const { accountId, page, onDone } = props
  const client = useQueryClient()
  const [officeId, setOfficeId] = useState(page.officeId ?? '')
  const [contact, setContact] = useState(page.contact)
  const [hours, setHours] = useState(page.hours)
  const [houseRules, setHouseRules] = useState(page.houseRules)
  const save = async () => {
    const body = { officeId: officeId || null, contact, hours, houseRules }
    await api.put(`/accounts/${accountId}/public-page`, body, nothing)
    await refreshAccounts(client)
  }
  return (
    <SavingForm save={save} said="The public page says it now." submit="Save" onDone={onDone}>
      {(fault) => (
        <>
          <SelectField
            label="Answers for it"
            hint="An office rather than a person; where none is chosen the unit is named."
            data={[
              { value: '', label: 'The unit' },
              ...page.offices.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={officeId}
            onChange={setOfficeId}
            error={fault('officeId')}
          />
          <TextField
            label="Contact"
            hint="Such as an enquiry desk or a mailbox. Name a person only if they want to be named."
            value={contact}
            onChange={setContact}
            maxLength={200}
            error={fault('contact')}
          />
          <TextField
            label="When it is answered"
            hint="Monday to Friday, 9 to 5"
            value={hours}
            onChange={setHours}
            maxLength={200}
            error={fault('hours')}
          />
          <TextArea
            label="House rules of its own"
            hint="Leave this empty for those of the institution. Lines with “- ” become a list; the ids of clauses become links."
            value={houseRules}
            onChange={setHouseRules}
            maxLength={6000}
            autosize
            minRows={3}
            maxRows={12}
            error={fault('houseRules')}
          />
        </>
      )}
    </SavingForm>
  )
}
