import { useState } from 'react'
import { Button } from '@mantine/core'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { RequestCheck } from '../../requests/contract.ts'

interface ProposedCardProps {
  proposed: NonNullable<RequestCheck['proposed']>
  /** Ends the draft, for the service is there already. */
  onUse: () => Promise<void>
  onDoNotUse: () => void
}

/** A service that the university supports already may do the same: take it, or say why it will not do. */
export function ProposedCard({ proposed, onUse, onDoNotUse }: ProposedCardProps) {
  const [asking, setAsking] = useState(false)
  const { name, why, help } = proposed
  return (
    <div role="status">
      <Callout level="advise" title={`${name} may do this already`}>
        <p>{why} You need no account for it, and nobody has to decide.</p>
        {help !== '' && (
          <p>
            <a href={help} target="_blank" rel="noreferrer">
              How to use {name}
            </a>
          </p>
        )}
        <Row>
          <Button variant="outline" onClick={() => setAsking(true)}>
            Use {name} instead
          </Button>
          <Button variant="subtle" onClick={onDoNotUse}>
            It will not do, because…
          </Button>
        </Row>
        <ConfirmDialog
          open={asking}
          title={`Use ${name} instead?`}
          confirmLabel={`Use ${name}`}
          cancelLabel="Go on with the request"
          onConfirm={onUse}
          onClose={() => setAsking(false)}
        >
          <p>
            {name} is there for you already: sign in as you do for your other work, or ask IT services. This
            draft is thrown away; you can ask for an account at any time.
          </p>
        </ConfirmDialog>
      </Callout>
    </div>
  )
}
