import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { SignInService } from '../../sso/contract.ts'
import { useConfirmed } from '../confirm-identity.tsx'
import { EmergencyCard } from './emergency-card.tsx'
import { servicesQuery } from './queries.ts'
import { ServiceCard } from './service-card.tsx'
import { ServiceDialog } from './service-dialog.tsx'

/** Where the institution's own sign-in is set up. */
export function ServicesPage() {
  const { tried } = useSearch({ strict: false }) as { tried?: string }
  const queries = useQueryClient()
  const manages = useMay('directory.manage')
  const services = useQuery({ ...servicesQuery, enabled: manages })
  const { confirmed, dialog } = useConfirmed()
  const [open, setOpen] = useState<SignInService | 'new' | null>(null)
  async function refresh() {
    await queries.invalidateQueries({ queryKey: ['sign-in-services'] })
    await queries.invalidateQueries({ queryKey: ['session', 'services'] })
  }
  const list = services.data?.services ?? []
  return (
    <Page
      title="Sign-in services"
      lede="How people sign in with the account that the university gave them: OpenID Connect or SAML."
      actions={manages && <Button onClick={() => setOpen('new')}>Add a service</Button>}
    >
      {!manages && <p>Only system administration sets these up.</p>}
      {services.isLoading && <Skeleton lines={6} label="Loading the sign-in services" />}
      <ProblemAlert error={services.error} />
      <Stack>
        {services.data && list.length === 0 && (
          <EmptyState title="No sign-in service yet">
            Everybody signs in with a passkey, or a password and an authenticator app. With a service, people
            use the account they have, and those who leave the university leave Rostrum with it.
          </EmptyState>
        )}
        {list.map((service) => (
          <ServiceCard
            key={service.id}
            service={service}
            tried={tried === service.id}
            confirmed={confirmed}
            onChange={() => setOpen(service)}
            onDone={refresh}
          />
        ))}
        {services.data && list.length > 0 && (
          <EmergencyCard people={services.data.breakGlass} confirmed={confirmed} onDone={refresh} />
        )}
      </Stack>
      {open && (
        <ServiceDialog
          service={open === 'new' ? null : open}
          confirmed={confirmed}
          onClose={() => setOpen(null)}
          onDone={refresh}
        />
      )}
      {dialog}
    </Page>
  )
}
