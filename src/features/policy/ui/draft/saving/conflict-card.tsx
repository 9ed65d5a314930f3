import { useState } from 'react'
import { Button } from '@mantine/core'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { SelectField, TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { PackFiles, type DraftView } from '../../../drafts/contract.ts'

interface ConflictCardProps {
  theirs: Pick<DraftView, 'source' | 'updatedBy' | 'updatedAt'>
  mine: PackFiles
  /** Is another text of mine set aside already? */
  aside: boolean
  onTakeTheirs: () => void
  onKeepMine: () => void
}

/** Somebody else has saved meanwhile. Neither text is given up before a person has chosen. */
export function ConflictCard({ theirs, mine, aside, onTakeTheirs, onKeepMine }: ConflictCardProps) {
  const [over, setOver] = useState(false)
  const files = differing(mine, theirs.source).map((name) => fileNames[name])
  return (
    <div role="alert">
      <Callout level="hold" title={`${theirs.updatedBy.name} has changed this draft since you opened it`}>
        <p>
          Saved <DateTime value={theirs.updatedAt} />. Yours and theirs differ in: {files.join(', ')}. Nothing
          is lost: your text is on this page and kept in this browser, and it is not saved until you choose.
        </p>
        {aside && (
          <p>An earlier copy of yours is still set aside below; copy out what you need of it first.</p>
        )}
        <Row>
          <Button onClick={onTakeTheirs}>Take theirs, keep mine as a copy</Button>
          <Button variant="outline" onClick={() => setOver(true)}>
            Keep mine over theirs
          </Button>
        </Row>
      </Callout>
      <ConfirmDialog
        open={over}
        title="Put your text in the place of theirs?"
        confirmLabel="Keep mine over theirs"
        danger
        onConfirm={onKeepMine}
        onClose={() => setOver(false)}
      >
        What {theirs.updatedBy.name} wrote in {files.join(', ')} is then no longer in the draft. Talk to them
        first.
      </ConfirmDialog>
    </div>
  )
}

const fileNames: Record<keyof PackFiles, string> = {
  'policy.md': 'Policy',
  'controls.yaml': 'Controls',
  'messages.yaml': 'Sentences',
  'examples.yaml': 'Examples',
  'coverage.yaml': 'Coverage',
}
const names = Object.keys(PackFiles.shape) as (keyof PackFiles)[]
const differing = (one: PackFiles, other: PackFiles) => names.filter((name) => one[name] !== other[name])

interface AsideCardProps {
  aside: PackFiles
  now: PackFiles
  onDrop: () => void
}

/** My text from before somebody else’s was taken, to copy from. */
export function AsideCard({ aside, now, onDrop }: AsideCardProps) {
  const files = differing(aside, now)
  const [chosen, setChosen] = useState<keyof PackFiles>()
  const [said, setSaid] = useState('')
  const [dropping, setDropping] = useState(false)
  const file = chosen && files.includes(chosen) ? chosen : files[0]
  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied.')
    } catch (refused) {
      setSaid(refused instanceof Error ? 'The browser keeps its clipboard shut. Copy from the field.' : '')
    }
  }
  return (
    <Callout level="neutral" title="Your text from before is kept in this browser">
      <Stack>
        {file === undefined ? (
          <p>It is the same as the draft now.</p>
        ) : (
          <>
            <SelectField
              label="Which of your texts"
              data={files.map((value) => ({ value, label: fileNames[value] }))}
              value={file}
              onChange={(value) => setChosen(files.find((name) => name === value))}
            />
            <TextArea label={`Your ${fileNames[file]}`} value={aside[file]} rows={8} readOnly />
          </>
        )}
        <Row>
          {file !== undefined && (
            <Button variant="outline" onClick={() => void copy(aside[file])}>
              Copy your {fileNames[file]}
            </Button>
          )}
          <Button variant="subtle" onClick={() => setDropping(true)}>
            Drop this copy
          </Button>
          <span role="status">{said}</span>
        </Row>
        <ConfirmDialog
          open={dropping}
          title="Drop your text from before?"
          confirmLabel="Drop this copy"
          danger
          onConfirm={onDrop}
          onClose={() => setDropping(false)}
        >
          It is nowhere else. The draft stays as it is.
        </ConfirmDialog>
      </Stack>
    </Callout>
  )
}
