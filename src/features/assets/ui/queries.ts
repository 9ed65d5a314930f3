import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Asset, AssetPage, type AssetChange } from '../contract.ts'

const key = ['assets'] as const

export interface Looked {
  q: string
  missing: '' | 'rights' | 'alt'
}

export const assetQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => api.get(`/assets/${id}`, Asset, { signal }),
    staleTime: 300_000,
  })

export const libraryQuery = ({ q, missing }: Looked) =>
  infiniteQueryOptions({
    queryKey: [...key, 'library', q, missing],
    queryFn: ({ pageParam, signal }) => {
      const given = { q, before: pageParam, ...(missing ? { [missing]: 'missing' } : {}) }
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

export function keepAsset(client: QueryClient, asset: Asset): void {
  client.setQueryData(assetQuery(asset.id).queryKey, asset)
}

export function forgetLibrary(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: [...key, 'library'] })
}

export const thumbnailOf = (id: string): string => `/api/assets/${id}/thumbnail`
export const imageOf = (id: string): string => `/api/assets/${id}/image`
