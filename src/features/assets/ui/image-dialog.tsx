import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, nothing } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { altLimit, removedKinds, type Asset } from '../contract.ts'
import { CaptionsFields } from './captions-fields.tsx'
import { FocusFields } from './focus-fields.tsx'
import { assetQuery, changeAsset, forgetLibrary } from './queries.ts'
import { RightsFields } from './rights-fields.tsx'
import { encodingOf, VideoPlayer } from './video-player.tsx'
import css from './assets.module.css'

/** One image of the library, with what is said of it. */
export function ImageDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery(assetQuery(id))
  return (
    <Dialog open title={query.data?.name ?? 'Image or video'} onClose={onClose}>
      <ProblemAlert error={query.error} />
      {!query.data && !query.error && <Skeleton label="Loading the image" />}
      {query.data && <Details asset={query.data} onClose={onClose} />}
    </Dialog>
  )
}

function Details({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const client = useQueryClient()
  const [alt, setAlt] = useState(asset.alt)
  const [fault, setFault] = useState<unknown>()
  const [deleting, setDeleting] = useState(false)
  async function save() {
    try {
      if (alt !== asset.alt) await changeAsset(client, asset.id, { alt })
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  async function remove() {
    await api.delete(`/assets/${asset.id}`, nothing)
    await forgetLibrary(client)
    toast.done(`${asset.name} was deleted.`)
    onClose()
  }
  return (
    <div className={css.detail}>
      {asset.video ? <VideoPlayer asset={asset} /> : <FocusFields asset={asset} />}
      <p className={css.quiet}>
        {asset.width} × {asset.height} pixels, {asset.video && `${encodingOf(asset.video)}, `}uploaded{' '}
        <DateTime value={asset.createdAt} style="short" />
        {asset.uploadedBy && <> by {asset.uploadedBy.name}</>}
      </p>
      {asset.removed.length > 0 && (
        <Row>
          {asset.removed.map((kind) => (
            <Chip key={kind} level="ok">
              {removedKinds[kind]}
            </Chip>
          ))}
        </Row>
      )}
      <TextArea
        label={asset.video ? 'What is seen' : 'Alternative text'}
        hint="What somebody who can’t see it needs to know. Offered to every post that uses it; each may say it differently."
        value={alt}
        maxLength={altLimit}
        autosize
        minRows={2}
        onChange={setAlt}
      />
      {asset.video && <CaptionsFields asset={asset} />}
      <RightsFields asset={asset} />
      <ProblemAlert error={fault} />
      <div className={css.dialogActions}>
        <Button variant="subtle" color="danger" onClick={() => setDeleting(true)}>
          Delete
        </Button>
        <Button variant="outline" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={() => void save()}>Save</Button>
      </div>
      <ConfirmDialog
        open={deleting}
        title={`Delete ${asset.name}?`}
        confirmLabel={asset.video ? 'Delete the video' : 'Delete the image'}
        danger
        onConfirm={remove}
        onClose={() => setDeleting(false)}
      >
        It goes for good, with all that was made of it. What a post uses is not deleted.
      </ConfirmDialog>
    </div>
  )
}
