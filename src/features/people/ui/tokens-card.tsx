import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxChoices, Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import { Done, MadeToken } from '../contract.ts'
import { permissionsQuery, tokensQuery } from './queries.ts'
import { useDeed } from './use-deed.ts'
import type { Confirmed } from './ways-in-card.tsx'

export function TokensCard({ confirmed }: { confirmed: Confirmed }) {
  const queries = useQueryClient()
  const tokens = useQuery(tokensQuery)
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<{ id: string; name: string } | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: ['me', 'tokens'] })
  const list = tokens.data?.tokens ?? []
  return (
    <Card title="Personal tokens">
      <Stack>
        <p>
          A token lets a program of yours use Rostrum in your name, limited to what you choose. These pages
          use <Link to="/developers">the same interface</Link>.
        </p>
        <ProblemAlert error={tokens.error} />
        {list.length > 0 && (
          <Items label="Personal tokens">
            {list.map((token) => (
              <Item
                key={token.id}
                title={token.name}
                note={
                  <>
                    {token.scopes.join(', ')} · until <DateTime value={token.expiresAt} style="short" /> ·{' '}
                    {token.lastUsedAt ? (
                      <>
                        last used <RelativeTime value={token.lastUsedAt} />
                      </>
                    ) : (
                      'never used'
                    )}
                  </>
                }
                end={
                  <Button size="sm" variant="outline" onClick={() => setRevoking(token)}>
                    Withdraw<span className="visually-hidden"> {token.name}</span>
                  </Button>
                }
              />
            ))}
          </Items>
        )}
        <Row>
          <Button variant="outline" onClick={() => setMaking(true)}>
            Make a token
          </Button>
        </Row>
      </Stack>
      <Dialog open={making} title="Make a personal token" onClose={() => setMaking(false)}>
        <TokenForm
          confirmed={confirmed}
          onCancel={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false)
            setSecret(made)
            void refresh()
          }}
        />
      </Dialog>
      <Dialog
        open={secret !== null}
        title="Your new token"
        onClose={() => setSecret(null)}
        actions={<Button onClick={() => setSecret(null)}>I have kept it</Button>}
      >
        <CopyField
          label="Token"
          value={secret ?? ''}
          hint="You see it this once. Keep it in a password manager."
        />
      </Dialog>
      <ConfirmDialog
        open={revoking !== null}
        title="Withdraw this token?"
        confirmLabel="Withdraw the token"
        danger
        onConfirm={async () => {
          await api.delete(`/me/tokens/${revoking?.id}`, Done)
          await refresh()
        }}
        onClose={() => setRevoking(null)}
      >
        <p>Programs that use “{revoking?.name}” stop working at once.</p>
      </ConfirmDialog>
    </Card>
  )
}

interface TokenFormProps {
  confirmed: Confirmed
  onMade: (secret: string) => void
  onCancel: () => void
}

const spans = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
]

function TokenForm({ confirmed, onMade, onCancel }: TokenFormProps) {
  const deed = useDeed()
  const mine = useSession().permissions
  const table = useQuery(permissionsQuery)
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [scopes, setScopes] = useState<string[]>([])
  const options = (table.data?.rows ?? [])
    .filter((row) => mine.includes(row.permission))
    .map((row) => ({ value: row.permission, label: row.about }))
  const make = () =>
    deed.run(async () => {
      const body = { name, scopes, days: Number(days) }
      onMade((await confirmed(() => api.post('/me/tokens', body, MadeToken))).secret)
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <Fields>
        <TextField
          label="Name"
          hint="What uses it, such as “Intranet news box”."
          value={name}
          onChange={setName}
          error={deed.field('name')}
        />
        <SelectField label="Works for" data={spans} value={days} onChange={setDays} />
        <CheckboxChoices
          label="It may"
          options={options}
          value={scopes}
          onChange={setScopes}
          error={deed.field('scopes')}
        />
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.busy}>
            Make the token
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
