import { useState } from 'react'
import { Button } from '@mantine/core'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import type { SignInService } from '../../sso/contract.ts'

/** What has to be entered at the identity provider. */
export function ToGive({ service }: { service: SignInService }) {
  // Until somebody has come in by it, this is what is needed next.
  const [open, setOpen] = useState(service.people === 0)
  const { ours, name } = service
  const fields: [string, string | null][] = [
    ['Redirect URI', ours.redirectUri],
    ['Entity ID', ours.entityId],
    ['ACS URL (HTTP-POST)', ours.acsUrl],
    ['Back-channel logout URI', ours.backChannelLogoutUri],
    ['Address after signing out', ours.redirectUri && ours.signedOutUri],
    ['Address that begins the sign-in, for a portal', ours.beginUrl],
  ]
  return (
    <Stack gap="tight">
      <Row>
        <Button size="sm" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          What the identity provider needs<span className="visually-hidden"> for {name}</span>
        </Button>
      </Row>
      {open && (
        <Stack>
          {fields.map(([label, value]) => value && <CopyField key={label} label={label} value={value} />)}
          {ours.metadataUrl && (
            <ActionLink to={ours.metadataUrl} served>
              Our metadata, which has all of this in it
            </ActionLink>
          )}
        </Stack>
      )}
    </Stack>
  )
}
