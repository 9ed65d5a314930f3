import { useId, useState } from 'react'
import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/SegmentedControl.layer.css'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import type { Account } from '#features/register/contract.ts'
import { SelectField } from '#ui/parts/fields.tsx'
import type { Draft } from '../../contract.ts'
import { besideOn, partsFor } from '../draft.ts'
import { Preview } from '../preview/preview.tsx'
import { networkName } from '../words.ts'
import { networksIn } from './counts.ts'
import css from './compose.module.css'

/** More would not fit beside one another on a telephone. */
const mostBesideOneAnother = 3

/** How the post will look, on one of its networks at a time. */
export function Looks({ draft, accounts }: { draft: Draft; accounts: readonly Account[] }) {
  const titleId = useId()
  const [wanted, setWanted] = useState('')
  const networks = networksIn(accounts)
  const network = networks.includes(wanted) ? wanted : networks[0]
  const account = accounts.find((one) => one.network === network)
  if (!network || !account) return null
  return (
    <div className={css.looks}>
      <div className={css.looksHead}>
        <h2 id={titleId}>How it will look</h2>
        {networks.length > mostBesideOneAnother && (
          <SelectField
            aria-labelledby={titleId}
            value={network}
            onChange={setWanted}
            data={networks.map((id) => ({ value: id, label: networkName(id) }))}
          />
        )}
        {networks.length > 1 && networks.length <= mostBesideOneAnother && (
          <SegmentedControl
            aria-labelledby={titleId}
            size="sm"
            value={network}
            onChange={setWanted}
            data={networks.map((id) => ({ value: id, label: networkName(id) }))}
          />
        )}
      </div>
      <Preview
        network={network}
        account={account}
        parts={partsFor(draft.content, network)}
        beside={besideOn(draft, network)}
        language={draft.language}
      />
    </div>
  )
}
