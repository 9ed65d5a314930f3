import { useDeferredValue, useState } from 'react'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { SelectField, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { removedKinds, type Asset } from '../contract.ts'
import { AssetChips } from './asset-chips.tsx'
import { AssetPicker } from './asset-picker.tsx'
import { ImageDialog } from './image-dialog.tsx'
import { libraryQuery, thumbnailOf, type Looked } from './queries.ts'
import css from './assets.module.css'

const filters = [
  { value: '', label: 'Everything' },
  { value: 'rights', label: 'Rights not declared' },
  { value: 'alt', label: 'Without alternative text' },
  { value: 'captions', label: 'Videos without captions' },
] satisfies { value: Looked['missing']; label: string }[]

const kinds = [
  { value: '', label: 'Images and videos' },
  { value: 'image', label: 'Images' },
  { value: 'video', label: 'Videos' },
] satisfies { value: Looked['kind']; label: string }[]

function sayWhatWasRemoved(asset: Asset): void {
  if (asset.removed.length === 0) toast.done(`${asset.name} is in the library.`)
  else
    toast.done(`${asset.name}: ${asset.removed.map((kind) => removedKinds[kind].toLowerCase()).join(', ')}.`)
}

/** The library: every image and video that was uploaded, what it shows, and why it may be used. */
export function ImagesPage() {
  const [looked, setLooked] = useState<Looked>({ q: '', missing: '', kind: '' })
  const [open, setOpen] = useState<string | null>(null)
  const asked = useDeferredValue(looked)
  const query = useInfiniteQuery(libraryQuery(asked))
  const assets = query.data?.pages.flatMap((page) => page.assets)
  const filtered = asked.q !== '' || asked.missing !== '' || asked.kind !== ''
  return (
    <Page
      title="Images and videos"
      lede="Every upload is written anew: place, camera and date never reach a network. What it shows and why it may be used is said once, here."
    >
      <Stack>
        <AssetPicker onPick={sayWhatWasRemoved} library={false} label="Upload images or videos" />
        <div className={css.filters}>
          <TextField
            label="Find by name or alternative text"
            type="search"
            value={looked.q}
            onChange={(q) => setLooked({ ...looked, q })}
          />
          <SelectField
            label="Kind"
            data={kinds}
            value={looked.kind}
            onChange={(value) =>
              setLooked({ ...looked, kind: kinds.find((each) => each.value === value)?.value ?? '' })
            }
          />
          <SelectField
            label="Show"
            data={filters}
            value={looked.missing}
            onChange={(value) =>
              setLooked({ ...looked, missing: filters.find((each) => each.value === value)?.value ?? '' })
            }
          />
        </div>
        <ProblemAlert
          error={query.error}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
        {!assets && !query.error && <Skeleton lines={6} label="Loading the library" />}
        {assets && assets.length === 0 && <Nothing filtered={filtered} />}
        {assets && assets.length > 0 && <Grid assets={assets} onOpen={setOpen} />}
        {query.hasNextPage && (
          <Button
            variant="outline"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </Stack>
      {open && <ImageDialog id={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered)
    return <EmptyState title="Nothing fits">Look for another word, or show everything.</EmptyState>
  return (
    <EmptyState title="No images or videos yet">
      Upload one above, or in the middle of writing a post. It stays here to be used again, with its
      alternative text and the declaration of rights.
    </EmptyState>
  )
}

function Grid({ assets, onOpen }: { assets: Asset[]; onOpen: (id: string) => void }) {
  return (
    <>
      <p role="status" className={css.quiet}>
        {assets.length} shown
      </p>
      <ul className={css.grid} aria-label="Images and videos">
        {assets.map((asset) => (
          <li key={asset.id}>
            <button type="button" className={css.tile} onClick={() => onOpen(asset.id)}>
              <img src={thumbnailOf(asset.id)} alt={asset.alt} loading="lazy" />
              <strong>{asset.name}</strong>
              <AssetChips asset={asset} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
