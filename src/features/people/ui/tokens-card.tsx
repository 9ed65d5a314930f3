import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxChoices } from '#ui/parts/fields.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import { Done, MadeToken } from '../contract.ts'
import { permissionsQuery, tokensQuery } from './queries.ts'
import { TokenForm, TokenKeeper, type TokenMaking } from './token-keeper.tsx'
import type { Confirmed } from './ways-in-card.tsx'

export function TokensCard({ confirmed }: { confirmed: Confirmed }) {
  const queries = useQueryClient()
  const tokens = useQuery(tokensQuery)
  return (
    <Card title="Personal tokens">
      <Stack>
        <p>
          A token lets a program of yours use Rostrum in your name, limited to what you choose. These pages
          use <Link to="/developers">the same interface</Link>.
        </p>
        <ProblemAlert error={tokens.error} />
        <TokenKeeper
          label="Personal tokens"
          tokens={tokens.data?.tokens ?? []}
          about={({ scopes }) => scopes.join(', ')}
          words={{
            make: 'Make a personal token',
            made: 'Your new token',
            keep: 'You see it this once. Keep it in a password manager.',
            revoke: ({ name }) => `Programs that use “${name}” stop working at once.`,
          }}
          renderForm={(making) => <PersonalTokenForm confirmed={confirmed} {...making} />}
          onRevoke={async ({ id }) => void (await api.delete(`/me/tokens/${id}`, Done))}
          onChanged={() => queries.invalidateQueries({ queryKey: ['me', 'tokens'] })}
        />
      </Stack>
    </Card>
  )
}

const spans = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
]

function PersonalTokenForm({ confirmed, ...making }: TokenMaking & { confirmed: Confirmed }) {
  const mine = useSession().permissions
  const table = useQuery(permissionsQuery)
  const [scopes, setScopes] = useState<string[]>([])
  const options = (table.data?.rows ?? [])
    .filter((row) => mine.includes(row.permission))
    .map((row) => ({ value: row.permission, label: row.about }))
  return (
    <TokenForm
      {...making}
      hint="What uses it, such as “Intranet news box”."
      spans={spans}
      usual="90"
      send={async (token) =>
        (await confirmed(() => api.post('/me/tokens', { ...token, scopes }, MadeToken))).secret
      }
    >
      {(field) => (
        <CheckboxChoices
          label="It may"
          options={options}
          value={scopes}
          onChange={setScopes}
          error={field('scopes')}
        />
      )}
    </TokenForm>
  )
}
