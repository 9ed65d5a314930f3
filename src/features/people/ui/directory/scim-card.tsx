import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Figures, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done } from '../../contract.ts'
import { MadeScimToken, type Directory, type ScimToken } from '../../directory/contract.ts'
import { useDeed } from '../use-deed.ts'
import type { Confirmed } from '../ways-in-card.tsx'

interface ScimCardProps {
  directory: Directory
  confirmed: Confirmed
  onDone: () => Promise<void>
}

/** How the directory reaches Rostrum by itself. */
export function ScimCard({ directory, confirmed, onDone }: ScimCardProps) {
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<ScimToken | null>(null)
  return (
    <Card title="People from your directory">
      <Stack>
        <p>
          With SCIM 2.0, Entra ID, Okta and others tell Rostrum at once who comes, who changes and who leaves.
          Give your directory this address and a token.
        </p>
        <CopyField label="Address (tenant URL)" value={directory.scimUrl} />
        <Figures
          figures={[
            { value: directory.people.provisioned, label: 'kept by SCIM' },
            { value: directory.people.known, label: 'known to any service' },
            { value: directory.groups.length, label: directory.groups.length === 1 ? 'group' : 'groups' },
          ]}
        />
        <TokenList tokens={directory.tokens} onRevoke={setRevoking} />
        <Row>
          <Button variant="outline" onClick={() => setMaking(true)}>
            Make a token
          </Button>
        </Row>
      </Stack>
      <Dialog open={making} title="Make a token for the directory" onClose={() => setMaking(false)}>
        <TokenForm
          confirmed={confirmed}
          onCancel={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false)
            setSecret(made)
            void onDone()
          }}
        />
      </Dialog>
      <Dialog
        open={secret !== null}
        title="The new token"
        onClose={() => setSecret(null)}
        actions={<Button onClick={() => setSecret(null)}>I have kept it</Button>}
      >
        <CopyField
          label="Token"
          value={secret ?? ''}
          hint="You see it this once. Put it into the directory’s settings now."
        />
      </Dialog>
      <ConfirmDialog
        open={revoking !== null}
        title="Withdraw this token?"
        confirmLabel="Withdraw the token"
        danger
        onConfirm={async () => {
          await confirmed(() => api.delete(`/directory/tokens/${revoking?.id}`, Done))
          await onDone()
        }}
        onClose={() => setRevoking(null)}
      >
        <p>
          A directory that uses “{revoking?.name}” is answered no more, so who leaves stays here until
          somebody ends their access. Make and enter a new token first.
        </p>
      </ConfirmDialog>
    </Card>
  )
}

function TokenList({ tokens, onRevoke }: { tokens: ScimToken[]; onRevoke: (token: ScimToken) => void }) {
  if (tokens.length === 0) return null
  return (
    <Items label="Tokens for the directory">
      {tokens.map((token) => (
        <Item
          key={token.id}
          title={token.name}
          note={
            <>
              Works until <DateTime value={token.expiresAt} style="date" /> ·{' '}
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
            <Button size="sm" variant="outline" onClick={() => onRevoke(token)}>
              Withdraw<span className="visually-hidden"> {token.name}</span>
            </Button>
          }
        />
      ))}
    </Items>
  )
}

const spans = [
  { value: '180', label: 'Half a year' },
  { value: '365', label: 'A year' },
  { value: '730', label: 'Two years' },
]

interface TokenFormProps {
  confirmed: Confirmed
  onMade: (secret: string) => void
  onCancel: () => void
}

function TokenForm({ confirmed, onMade, onCancel }: TokenFormProps) {
  const deed = useDeed()
  const [name, setName] = useState('')
  const [days, setDays] = useState('365')
  const make = () =>
    deed.run(async () => {
      const body = { name, days: Number(days) }
      onMade((await confirmed(() => api.post('/directory/tokens', body, MadeScimToken))).secret)
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
          hint="Which directory uses it, such as “Entra ID”."
          value={name}
          onChange={setName}
          error={deed.field('name')}
        />
        <SelectField
          label="Works for"
          data={spans}
          value={days}
          onChange={setDays}
          error={deed.field('days')}
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
