import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Account, type AccountDetail } from '../../contract.ts'
import { maySpeak } from '../../life/rules.ts'
import { CloseNowDialog } from '../reviews/close-now-dialog.tsx'
import { lifeQuery } from './queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import css from './life.module.css'

/** What may be done with the whole account: pause it, or close it. */
export function DeedsCard({ account }: { account: AccountDetail }) {
  const life = useQuery(lifeQuery(account.id)).data
  const [asking, setAsking] = useState<'pause' | 'close' | null>(null)
  if (!life) return null
  const { may, closing } = life
  const closes = may.close && !closing
  if (!may.pause && !closes) return null
  const done = () => setAsking(null)
  return (
    <Card title={closes ? 'Pause or close' : 'Pause'}>
      <p className={css.quiet}>
        {may.pause && 'A pause holds everything that would go out. '}
        {closes && 'A closed account’s entry and records stay to be read.'}
      </p>
      <Row>
        {may.pause && (
          <Button variant="outline" size="sm" onClick={() => setAsking('pause')}>
            Pause the account
          </Button>
        )}
        {closes &&
          (maySpeak(account.state) ? (
            <ActionLink size="sm" to={`/accounts/${account.id}/leave`}>
              Close the account
            </ActionLink>
          ) : (
            <Button variant="outline" size="sm" onClick={() => setAsking('close')}>
              Close the account
            </Button>
          ))}
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
      {asking === 'close' && <CloseNowDialog account={account} onClose={done} />}
    </Card>
  )
}
