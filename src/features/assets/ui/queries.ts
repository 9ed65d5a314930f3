import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Asset, AssetPage, CaptionsText, UploadLimits, type AssetChange } from '../contract.ts'

const key = ['assets'] as const

export interface Looked {
  q: string
  missing: '' | 'rights' | 'alt' | 'captions'
  kind: '' | 'image' | 'video'
}

export const assetQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => api.get(`/assets/${id}`, Asset, { signal }),
    staleTime: 300_000,
  })

/** What an upload may be; it changes only with a setting. */
export const uploadLimitsQuery = queryOptions({
  queryKey: [...key, 'limits'],
  queryFn: ({ signal }) => api.get('/assets/limits', UploadLimits, { signal }),
  staleTime: Infinity,
})

export const captionsQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: [...key, 'captions', id, language],
    queryFn: ({ signal }) => api.get(`/assets/${id}/captions/${language}`, CaptionsText, { signal }),
    staleTime: 0,
  })

export const libraryQuery = ({ q, missing, kind }: Looked) =>
  infiniteQueryOptions({
    queryKey: [...key, 'library', q, missing, kind],
    queryFn: ({ pageParam, signal }) => {
      const given = { q, kind, before: pageParam, ...(missing ? { [missing]: 'missing' } : {}) }
      const search = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''))
      return api.get(`/assets?${search}`, AssetPage, { signal })
    },
    initialPageParam: '',
    getNextPageParam: (page) => (page.more ? page.assets.at(-1)?.id : undefined),
  })

/** Changes what is said of an image, wherever it is shown. */
export async function changeAsset(client: QueryClient, id: string, change: AssetChange): Promise<Asset> {
  const asset = await api.patch(`/assets/${id}`, change, Asset)
  keepAsset(client, asset)
  await client.invalidateQueries({ queryKey: [...key, 'library'] })
  return asset
}

/** Captions from the text of a file, or as they were corrected. */
export async function saveCaptions(
  client: QueryClient,
  id: string,
  language: string,
  text: string,
): Promise<Asset> {
  const path = `/assets/${id}/captions/${encodeURIComponent(language)}`
  return keptAgain(client, await api.put(path, { text }, Asset))
}

export async function removeCaptions(client: QueryClient, id: string, language: string): Promise<Asset> {
  return keptAgain(client, await api.delete(`/assets/${id}/captions/${encodeURIComponent(language)}`, Asset))
}

async function keptAgain(client: QueryClient, asset: Asset): Promise<Asset> {
  keepAsset(client, asset)
  await client.invalidateQueries({ queryKey: [...key, 'library'] })
  return asset
}

export function keepAsset(client: QueryClient, asset: Asset): void {
  client.setQueryData(assetQuery(asset.id).queryKey, asset)
}

export function forgetLibrary(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: [...key, 'library'] })
}

export const thumbnailOf = (id: string): string => `/api/assets/${id}/thumbnail`
export const imageOf = (id: string): string => `/api/assets/${id}/image`
export const videoOf = (id: string): string => `/api/assets/${id}/video`
