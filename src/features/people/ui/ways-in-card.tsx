import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, Enrolled, RecoveryCodes, type Credentials } from '../contract.ts'
import { AuthenticatorDialog } from './authenticator-dialog.tsx'
import { nameOfThisDevice, newPasskey, passkeysWork } from './passkey.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { credentialsQuery } from './queries.ts'
import { useDeed } from './use-deed.ts'

export type Confirmed = <T>(deed: () => Promise<T>) => Promise<T>

interface WaysInProps {
  confirmed: Confirmed
  onCodes: (codes: string[]) => void
}

export function WaysInCard(props: WaysInProps) {
  const credentials = useQuery(credentialsQuery)
  return (
    <Card title="How you sign in">
      {credentials.isPending && <Skeleton lines={3} label="Loading your ways to sign in" />}
      <ProblemAlert error={credentials.error} />
      {credentials.data && <WaysIn {...props} credentials={credentials.data} />}
    </Card>
  )
}

type Open = 'password' | 'authenticator' | 'remove-password' | { passkey: string; name: string } | null

function WaysIn({ confirmed, onCodes, credentials }: WaysInProps & { credentials: Credentials }) {
  const queries = useQueryClient()
  const deed = useDeed()
  const [open, setOpen] = useState<Open>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: ['me'] })
  const addPasskey = () =>
    deed.run(async () => {
      const done = await confirmed(async () => {
        const response = await newPasskey('/me')
        return api.post('/me/passkeys', { name: nameOfThisDevice(), response }, Enrolled)
      })
      onCodes(done.recoveryCodes)
      toast.done('The passkey was added.')
      await refresh()
    })
  const renewCodes = () =>
    deed.run(async () => {
      const made = await confirmed(() => api.post('/me/recovery-codes', {}, RecoveryCodes))
      onCodes(made.recoveryCodes)
      await queries.invalidateQueries()
    })
  return (
    <Stack>
      <Items label="Ways to sign in">
        {credentials.passkeys.map((passkey) => (
          <Item
            key={passkey.id}
            title={passkey.name}
            note={<PasskeyNote passkey={passkey} />}
            end={
              <Button
                size="sm"
                variant="outline"
                aria-label={`Remove the passkey ${passkey.name}`}
                onClick={() => setOpen({ passkey: passkey.id, name: passkey.name })}
              >
                Remove
              </Button>
            }
          />
        ))}
        <PasswordItem credentials={credentials} onOpen={setOpen} />
        <Item
          title="Recovery codes"
          note={`${credentials.recoveryCodesLeft} of 10 left`}
          end={
            <Button size="sm" variant="outline" onClick={() => void renewCodes()}>
              Make new ones
            </Button>
          }
        />
      </Items>
      <ProblemAlert error={deed.fault} />
      <Row>
        {passkeysWork() && (
          <Button loading={deed.busy} onClick={() => void addPasskey()}>
            Add a passkey
          </Button>
        )}
      </Row>
      <Dialogs open={open} onClose={() => setOpen(null)} {...{ confirmed, onCodes, credentials, refresh }} />
    </Stack>
  )
}

function PasskeyNote({ passkey }: { passkey: Credentials['passkeys'][number] }) {
  return (
    <>
      Passkey, made <DateTime value={passkey.createdAt} style="short" />
      {passkey.lastUsedAt && (
        <>
          , last used <RelativeTime value={passkey.lastUsedAt} />
        </>
      )}
    </>
  )
}

function PasswordItem({ credentials, onOpen }: { credentials: Credentials; onOpen: (open: Open) => void }) {
  const both = credentials.password && credentials.authenticator
  return (
    <Item
      title="Password and authenticator app"
      note={both ? 'Both are set.' : 'Not set. A passkey is enough; this is a second way.'}
      end={
        <Row align="end">
          {both && <Chip level="ok">Set</Chip>}
          <Button size="sm" variant="outline" onClick={() => onOpen('password')}>
            {credentials.password ? 'Change password' : 'Set a password'}
          </Button>
          {credentials.password && (
            <Button size="sm" variant="outline" onClick={() => onOpen('authenticator')}>
              {credentials.authenticator ? 'New authenticator' : 'Add an authenticator'}
            </Button>
          )}
          {credentials.password && (
            <Button size="sm" variant="subtle" onClick={() => onOpen('remove-password')}>
              Remove both
            </Button>
          )}
        </Row>
      }
    />
  )
}

interface DialogsProps extends WaysInProps {
  open: Open
  credentials: Credentials
  refresh: () => Promise<void>
  onClose: () => void
}

function Dialogs({ open, credentials, confirmed, onCodes, refresh, onClose }: DialogsProps) {
  const passkey = open && typeof open === 'object' ? open : null
  async function remove(path: string) {
    await confirmed(() => api.delete(path, Done))
    toast.done('It was removed.')
    await refresh()
  }
  return (
    <>
      <PasswordDialog
        open={open === 'password'}
        hasPassword={credentials.password}
        confirmed={confirmed}
        onClose={onClose}
        onDone={refresh}
      />
      <AuthenticatorDialog
        open={open === 'authenticator'}
        confirmed={confirmed}
        onClose={onClose}
        onDone={async (codes) => {
          onCodes(codes)
          await refresh()
        }}
      />
      <ConfirmDialog
        open={passkey !== null}
        title="Remove this passkey?"
        confirmLabel="Remove the passkey"
        danger
        onConfirm={() => remove(`/me/passkeys/${encodeURIComponent(passkey?.passkey ?? '')}`)}
        onClose={onClose}
      >
        <p>“{passkey?.name}” will not sign you in any more. Delete it on the device too.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={open === 'remove-password'}
        title="Remove password and authenticator?"
        confirmLabel="Remove both"
        danger
        onConfirm={() => remove('/me/password')}
        onClose={onClose}
      >
        <p>You will sign in with your passkeys only.</p>
      </ConfirmDialog>
    </>
  )
}
