import { CopyField } from '#ui/parts/copy-field.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { QrCode } from '#ui/parts/qr-code.tsx'

/** The secret of an authenticator: as a picture for a camera, and as text for everybody else. */
export function AuthenticatorSecret({ start }: { start: { secret: string; uri: string } }) {
  const grouped = start.secret.replace(/(.{4})(?=.)/g, '$1 ')
  return (
    <Stack gap="tight">
      <p>Open an authenticator app on your telephone, add an account, and point the camera at this:</p>
      <QrCode text={start.uri} label="Code to scan with an authenticator app; the same as the text below" />
      <CopyField
        label="Or type this into the app"
        value={grouped}
        hint="By time, six digits, every 30 seconds."
      />
    </Stack>
  )
}
