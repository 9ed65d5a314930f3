import { api } from '#ui/api.ts'
import { Card, Figures } from '#ui/parts/card.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { Done } from '../../contract.ts'
import { MadeScimToken, type Directory } from '../../directory/contract.ts'
import { TokenForm, TokenKeeper } from '../token-keeper.tsx'
import type { Confirmed } from '../ways-in-card.tsx'

interface ScimCardProps {
  directory: Directory
  confirmed: Confirmed
  onDone: () => Promise<void>
}

const spans = [
  { value: '180', label: 'Half a year' },
  { value: '365', label: 'A year' },
  { value: '730', label: 'Two years' },
]

/** How the directory reaches Rostrum by itself. */
export function ScimCard({ directory, confirmed, onDone }: ScimCardProps) {
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
        <TokenKeeper
          label="Tokens for the directory"
          tokens={directory.tokens}
          words={{
            make: 'Make a token for the directory',
            made: 'The new token',
            keep: 'You see it this once. Put it into the directory’s settings now.',
            revoke: ({ name }) =>
              `A directory that uses “${name}” is answered no more, so who leaves stays here until somebody ends their access. Make and enter a new token first.`,
          }}
          renderForm={(making) => (
            <TokenForm
              {...making}
              hint="Which directory uses it, such as “Entra ID”."
              spans={spans}
              usual="365"
              send={async (token) =>
                (await confirmed(() => api.post('/directory/tokens', token, MadeScimToken))).secret
              }
            />
          )}
          onRevoke={async ({ id }) =>
            void (await confirmed(() => api.delete(`/directory/tokens/${id}`, Done)))
          }
          onChanged={onDone}
        />
      </Stack>
    </Card>
  )
}
