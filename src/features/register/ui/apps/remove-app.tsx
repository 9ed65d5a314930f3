import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { toast } from '#ui/parts/toast.ts'
import { NetworkAppView } from '../../apps/contract.ts'
import { accountsKey } from '../queries.ts'
import { Named } from './dependents-card.tsx'
import { appsKey, pathOf } from './queries.ts'

/** Asks first, naming the accounts that will end with it. */
export function RemoveApp({ network }: { network: NetworkAppView }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const connected = network.dependents.filter(({ state }) => state !== 'none')
  async function remove() {
    await api.delete(`${pathOf(network.network)}?version=${network.version}`, NetworkAppView)
    toast.done(`The app for ${network.name} is removed.`)
    await client.invalidateQueries({ queryKey: appsKey })
    await client.invalidateQueries({ queryKey: accountsKey })
  }
  return (
    <>
      <Button variant="subtle" color="danger" onClick={() => setAsking(true)}>
        Remove the app
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Remove the app for ${network.name}?`}
        confirmLabel="Remove the app"
        danger
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {connected.length === 0 ? (
          <p>No account is connected by it. Until an app is registered again, none can be.</p>
        ) : (
          <>
            <p>
              These accounts are connected by it. Their permission can’t be renewed any more and ends with its
              time, at some networks within hours; posts then wait:
            </p>
            <Named accounts={connected} />
          </>
        )}
      </ConfirmDialog>
    </>
  )
}
