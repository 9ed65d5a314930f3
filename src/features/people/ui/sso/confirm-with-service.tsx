import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { useDeed } from '../use-deed.ts'
import { beginAt, linkedQuery } from './queries.ts'

/** Whoever came through a service may confirm with it, in a window beside this one. */
export function ConfirmWithService({ onSaidSo }: { onSaidSo: () => void }) {
  const linked = useQuery(linkedQuery)
  const deed = useDeed()
  const [away, setAway] = useState(false)
  const current = linked.data?.current
  if (!current) return null
  const begin = () =>
    deed.run(async () => {
      // Opened while the press still counts as one: later the browser would take it for an advertisement.
      const beside = globalThis.open('about:blank', '_blank')
      const url = await beginAt(current.id, 'confirm', '/sign-in/done')
      if (beside) beside.location.href = url
      else location.assign(url)
      setAway(true)
    })
  return (
    <Stack gap="tight">
      <Button fullWidth variant="outline" loading={deed.busy} onClick={() => void begin()}>
        Confirm with {current.name}
      </Button>
      {away && (
        <Button fullWidth onClick={onSaidSo}>
          I have confirmed
        </Button>
      )}
      <ProblemAlert error={deed.fault} />
    </Stack>
  )
}
