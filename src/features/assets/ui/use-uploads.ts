import { useCallback, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { ApiProblem, asProblem } from '#ui/api.ts'
import { newId } from '#ui/ids.ts'
import type { Asset } from '../contract.ts'
import { drawStill } from './draw-still.ts'
import { forgetLibrary, keepAsset, uploadLimitsQuery } from './queries.ts'
import { isVideoFile, sendCover, sendFile } from './send-file.ts'

/** One file on its way, or what became of it. A file that arrived leaves the list. */
export interface Upload {
  key: string
  name: string
  /** 0 to 1; at 1 the server is still looking into it. */
  share: number
  problem: ApiProblem | null
}

export interface Uploads {
  list: Upload[]
  add: (files: Iterable<File>) => void
  /** Cancels what is on its way, or puts a refusal out of sight. */
  drop: (key: string) => void
}

/** Without its still a video is shown by a plain tile: no reason to lose the upload. */
async function withStill(file: File, asset: Asset): Promise<Asset> {
  const still = asset.video ? await drawStill(file) : null
  if (!still) return asset
  try {
    return await sendCover(asset.id, still)
  } catch (error) {
    if (error instanceof ApiProblem) return asset
    throw error
  }
}

const begun = ({ key, file }: { key: string; file: File }): Upload => ({
  key,
  name: file.name || 'Pasted image',
  share: 0,
  problem: null,
})

/** Uploads one after another, in the order in which they were chosen, so that they arrive in that order. */
export function useUploads(onDone: (asset: Asset) => void): Uploads {
  const client = useQueryClient()
  const [list, setList] = useState<Upload[]>([])
  const queue = useRef(Promise.resolve())
  const cancels = useRef(new Map<string, () => void>())
  const dropped = useRef(new Set<string>())
  const done = useRef(onDone)
  done.current = onDone

  const set = useCallback((key: string, change: Partial<Upload>) => {
    setList((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)))
  }, [])
  const leave = useCallback((key: string) => setList((all) => all.filter((each) => each.key !== key)), [])

  const send = useCallback(
    async (key: string, file: File) => {
      if (dropped.current.has(key)) return
      try {
        const limits = await client.fetchQuery(uploadLimitsQuery)
        const most = isVideoFile(file) ? limits.video.bytes : limits.bytes
        const sending = sendFile(file, most, (share) => set(key, { share }))
        cancels.current.set(key, sending.cancel)
        const asset = await withStill(file, await sending.done)
        keepAsset(client, asset)
        leave(key)
        done.current(asset)
        await forgetLibrary(client)
      } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') leave(key)
        else set(key, { problem: asProblem(error) })
      } finally {
        cancels.current.delete(key)
      }
    },
    [client, leave, set],
  )

  const add = useCallback(
    (files: Iterable<File>) => {
      const added = [...files].map((file) => ({ key: newId(), file }))
      setList((all) => [...all, ...added.map(begun)])
      for (const { key, file } of added) queue.current = queue.current.then(() => send(key, file))
    },
    [send],
  )

  const drop = useCallback(
    (key: string) => {
      dropped.current.add(key)
      cancels.current.get(key)?.()
      leave(key)
    },
    [leave],
  )
  return { list, add, drop }
}
