import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done } from '../../contract.ts'
import type { Directory } from '../../directory/contract.ts'
import type { Confirmed } from '../ways-in-card.tsx'
import { PreviewView } from './preview-view.tsx'

interface AdmissionCardProps {
  directory: Directory
  confirmed: Confirmed
  onDone: () => Promise<void>
}

/** Which group one has to be in to use Rostrum at all. */
export function AdmissionCard({ directory, confirmed, onDone }: AdmissionCardProps) {
  const kept = directory.settings.requiredGroup ?? ''
  const [group, setGroup] = useState(kept)
  const [asking, setAsking] = useState(false)
  const settings = { requiredGroup: group.trim() || null }
  return (
    <Card title="Who may come in">
      <Fields>
        <TextField
          label="Group that one has to be in"
          hint="Empty: everybody whom a service of yours knows. Who is taken out of this group leaves: their access and everything they hold end. People whom no service knows are not touched."
          value={group}
          onChange={setGroup}
        />
        <Row>
          <Button variant="outline" disabled={group.trim() === kept} onClick={() => setAsking(true)}>
            See whom it changes
          </Button>
        </Row>
      </Fields>
      {asking && (
        <ConfirmDialog
          open
          title={settings.requiredGroup ? 'Require this group?' : 'Require no group?'}
          confirmLabel={settings.requiredGroup ? 'Require the group' : 'Require no group'}
          danger={settings.requiredGroup !== null}
          onConfirm={async () => {
            await confirmed(() => api.put('/directory/settings', settings, Done))
            toast.done('This is so from now on.')
            await onDone()
          }}
          onClose={() => setAsking(false)}
        >
          <PreviewView proposal={{ change: 'settings', settings }} />
        </ConfirmDialog>
      )}
    </Card>
  )
}
