import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Account, type AccountDetail } from '../../contract.ts'
import { CloseDialog } from './closing-card.tsx'
import { lifeQuery } from './queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import css from './life.module.css'

/** What may be done with the whole account: pause it, close it step by step, close it at once. */
export function DeedsCard({ account }: { account: AccountDetail }) {
  const may = useQuery(lifeQuery(account.id)).data?.may
  const [asking, setAsking] = useState<'pause' | 'wind-up' | 'close' | null>(null)
  const closesAtOnce = may?.close === true && account.state !== 'closing'
  if (!may || !(may.pause || may.beginClosing || closesAtOnce)) return null
  const done = () => setAsking(null)
  return (
    <Card title="Pause or close">
      <p className={css.quiet}>
        A pause holds everything that would go out. A closed account’s entry and records stay to be read, and
        its handle may be used by a new entry.
      </p>
      <Row>
        {may.pause && (
          <Button variant="outline" size="sm" onClick={() => setAsking('pause')}>
            Pause the account
          </Button>
        )}
        {may.beginClosing && (
          <Button variant="outline" size="sm" onClick={() => setAsking('wind-up')}>
            Close step by step
          </Button>
        )}
        {closesAtOnce && (
          <Button variant="subtle" color="danger" size="sm" onClick={() => setAsking('close')}>
            Close the account
          </Button>
        )}
      </Row>
      {asking === 'pause' && (
        <ReasonDialog
          title={`Pause ${account.displayName}?`}
          label="Why is it paused?"
          confirmLabel="Pause the account"
          done="The account is paused."
          deed={(reason) => api.post(`/accounts/${account.id}/pause`, { reason }, Account)}
          onClose={done}
        >
          <p>Nothing goes out until somebody ends the pause. Its entry and its connection stay.</p>
        </ReasonDialog>
      )}
      {asking === 'wind-up' && (
        <ReasonDialog
          title={`Begin to close ${account.displayName}?`}
          label="Why is it closed?"
          confirmLabel="Begin to close it"
          done="Its closing has begun."
          deed={(reason) => api.post(`/accounts/${account.id}/winding-up`, { reason }, Account)}
          onClose={done}
        >
          <p>
            Nothing more goes out from it. If a last post is to say where to go, publish that first. Its page
            then lists what is left to do.
          </p>
        </ReasonDialog>
      )}
      {asking === 'close' && <CloseDialog account={account} left={0} onClose={done} />}
    </Card>
  )
}
