import { useState } from 'react'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { useSession } from '#ui/session.ts'
import { useConfirmed } from './confirm-identity.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { LinkedCard } from './sso/linked-card.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { TokensCard } from './tokens-card.tsx'
import { WaysInCard } from './ways-in-card.tsx'

/** One's own account: ways to sign in, where one is signed in, personal tokens. */
export function ProfilePage() {
  const { person } = useSession()
  const { confirmed, dialog } = useConfirmed()
  const [codes, setCodes] = useState<string[]>([])
  return (
    <Page
      title="Your profile"
      lede={person ? `${person.name} · ${person.email}` : undefined}
      actions={<ActionLink to="/profile/notices">Your notices and calendars</ActionLink>}
    >
      <Stack>
        <WaysInCard confirmed={confirmed} onCodes={setCodes} />
        <LinkedCard confirmed={confirmed} />
        <SessionsCard />
        <TokensCard confirmed={confirmed} />
      </Stack>
      <Dialog open={codes.length > 0} title="Your recovery codes">
        <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
      </Dialog>
      {dialog}
    </Page>
  )
}
