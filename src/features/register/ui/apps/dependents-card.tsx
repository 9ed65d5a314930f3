import { Link } from '@tanstack/react-router'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import type { Dependent } from '../../apps/contract.ts'
import { ConnectionChip } from '../words.tsx'
import css from './apps.module.css'

/** Our accounts on a network, how each is connected, and by whose authority. */
export function DependentsCard({ accounts }: { accounts: readonly Dependent[] }) {
  return (
    <Card title="Accounts that depend on it">
      {accounts.length === 0 ? (
        <p className={css.quiet}>The register has no open account of ours there.</p>
      ) : (
        <Items label="Accounts that depend on it">
          {accounts.map((account) => (
            <Item
              key={account.id}
              title={
                <Link to="/accounts/$accountId" params={{ accountId: account.id }}>
                  {account.name}
                </Link>
              }
              note={<Note account={account} />}
              end={<ConnectionChip state={account.state} />}
            />
          ))}
        </Items>
      )}
    </Card>
  )
}

function Note({ account: { handle, grantedBy, expiresAt } }: { account: Dependent }) {
  return (
    <>
      @{handle}
      {grantedBy && ` · permission given by ${grantedBy}`}
      {expiresAt && (
        <>
          {' '}
          · lasts until <DateTime value={expiresAt} style="date" />
        </>
      )}
    </>
  )
}

/** Their names alone, for a warning. */
export function Named({ accounts }: { accounts: readonly Dependent[] }) {
  return (
    <ul className={css.points}>
      {accounts.map(({ id, name, handle }) => (
        <li key={id}>
          {name} (@{handle})
        </li>
      ))}
    </ul>
  )
}
