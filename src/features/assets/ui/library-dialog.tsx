import { useDeferredValue, useState } from 'react'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lengthOf } from '#networks/fitting.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { Asset } from '../contract.ts'
import { libraryQuery, thumbnailOf } from './queries.ts'
import css from './assets.module.css'

export interface LibraryDialogProps {
  open: boolean
  onClose: () => void
  onPick: (asset: Asset) => void
}

/** An image that is here already, found by its name or by what it shows. */
export function LibraryDialog({ open, onClose, onPick }: LibraryDialogProps) {
  const close = (
    <Button variant="outline" onClick={onClose}>
      Cancel
    </Button>
  )
  return (
    <Dialog open={open} title="Choose an image or a video" onClose={onClose} actions={close}>
      <Choices
        onPick={(asset) => {
          onPick(asset)
          onClose()
        }}
      />
    </Dialog>
  )
}

function Choices({ onPick }: { onPick: (asset: Asset) => void }) {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed)
  const query = useInfiniteQuery(libraryQuery({ q, missing: '', kind: '' }))
  const assets = query.data?.pages.flatMap((page) => page.assets)
  return (
    <div className={css.choices}>
      <TextField label="Find by name or alternative text" type="search" value={typed} onChange={setTyped} />
      <ProblemAlert error={query.error} />
      {!assets && !query.error && <Skeleton lines={4} label="Loading the library" />}
      {assets && (
        <p role="status" className={css.quiet}>
          {assets.length === 0 ? 'Nothing fits.' : `${assets.length} shown`}
        </p>
      )}
      <ul className={css.grid} data-small>
        {assets?.map((asset) => (
          <li key={asset.id}>
            <button type="button" className={css.tile} onClick={() => onPick(asset)}>
              <img src={thumbnailOf(asset.id)} alt={asset.alt} loading="lazy" />
              <span>{asset.name}</span>
              {asset.video && <span>Video, {lengthOf(asset.video.seconds)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="outline"
          size="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  )
}
