import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { offeredQuery } from './offered.ts'

interface ServicesFirstProps {
  /** Where the person wanted to go; null in a dialog, where what stands on the page must stay. */
  back: string | null
  /** In a dialog: they say that they have signed in, in the other window. */
  onSaidSo?: () => void
  /** Signing in without a service. */
  children: ReactNode
}

/** The institution's own services stand first; signing in without one is one step further. */
export function ServicesFirst({ back, onSaidSo, children }: ServicesFirstProps) {
  const offered = useQuery(offeredQuery)
  const [local, setLocal] = useState(false)
  const [away, setAway] = useState(false)
  if (offered.isPending) return <Skeleton lines={3} label="Loading the ways to sign in" />
  // Without an answer there is still one's own passkey.
  if (!offered.data || offered.data.services.length === 0)
    return (
      <Stack>
        <ProblemAlert error={offered.error} />
        {children}
      </Stack>
    )
  return (
    <Stack>
      {offered.data.services.map((service, place) => (
        <Button
          key={service.id}
          component="a"
          href={`/api/sso/${service.id}/begin?back=${encodeURIComponent(back ?? '/sign-in/done')}`}
          {...(back === null ? { target: '_blank', rel: 'noopener' } : {})}
          fullWidth
          variant={place === 0 ? 'filled' : 'outline'}
          onClick={() => setAway(back === null)}
        >
          {service.name}
        </Button>
      ))}
      {away && onSaidSo && (
        <>
          <p role="status">Sign in in the new window, then come back here.</p>
          <Button fullWidth variant="outline" onClick={onSaidSo}>
            I have signed in
          </Button>
        </>
      )}
      {local ? (
        children
      ) : (
        <Button fullWidth variant="subtle" onClick={() => setLocal(true)}>
          {offered.data.required ? 'Sign in without a service, in an emergency' : 'Sign in without a service'}
        </Button>
      )}
    </Stack>
  )
}
