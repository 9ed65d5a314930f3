import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { AppChecked, type NetworkAppView } from '../../apps/contract.ts'
import { appsKey, pathOf } from './queries.ts'
import css from './apps.module.css'

/** Asks the network whether it takes the app, and shows what it said the last time. */
export function AppCheckRow({ network }: { network: NetworkAppView }) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function check() {
    setBusy(true)
    setError(undefined)
    try {
      await api.post(`${pathOf(network.network)}/check`, {}, AppChecked)
      await client.invalidateQueries({ queryKey: appsKey })
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  if (!network.checkable)
    return (
      <p className={css.quiet}>
        {network.name} can’t be asked about the app by itself: connecting the first account shows whether it
        works.
      </p>
    )
  return (
    <div className={css.check}>
      <Stack>
        <div role="status">{network.checked && <Said checked={network.checked} name={network.name} />}</div>
        <ProblemAlert error={error} />
        <Row>
          <Button variant="outline" size="sm" loading={busy} onClick={() => void check()}>
            Check that it works
          </Button>
        </Row>
      </Stack>
    </div>
  )
}

const titles: Record<
  AppChecked['kind'],
  { level: 'ok' | 'refuse' | 'advise'; title: (name: string) => string }
> = {
  works: { level: 'ok', title: (name) => `${name} takes this app` },
  refused: { level: 'refuse', title: (name) => `${name} does not take this app` },
  unsure: { level: 'advise', title: (name) => `${name} did not say` },
}

function Said({ checked, name }: { checked: AppChecked; name: string }) {
  const { level, title } = titles[checked.kind]
  return (
    <Callout level={level} title={title(name)}>
      {checked.say && `${checked.say} `}Asked on <DateTime value={checked.at} />.
    </Callout>
  )
}
