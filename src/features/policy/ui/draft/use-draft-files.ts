import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { DraftSaved, type DraftCheck, type DraftView, type PackFiles } from '../../drafts/contract.ts'
import { draftQuery, draftsQuery } from './queries.ts'

export type SaveState = 'saved' | 'changed' | 'saving' | 'failed'

/** Long enough not to save at every key, short enough to lose nothing. */
const settle = 700
const keptKey = (id: string) => `rostrum.policy-draft.${id}`

function keptCopy(draft: DraftView): PackFiles | null {
  const kept = localStorage.getItem(keptKey(draft.id))
  if (kept === null) return null
  const { version, source } = JSON.parse(kept) as { version: number; source: PackFiles }
  return version === draft.version ? source : null
}

/**
 * The files of a draft as they are being written: kept on the server a moment after each change, and in this browser
 * until the server has them. The check of what was kept comes back with it.
 */
export function useDraftFiles(draft: DraftView) {
  const queries = useQueryClient()
  const [files, setFiles] = useState<PackFiles>(() => keptCopy(draft) ?? draft.source)
  const [check, setCheck] = useState<DraftCheck>(draft.check)
  const [state, setState] = useState<SaveState>('saved')
  const [fault, setFault] = useState<unknown>()
  const version = useRef(draft.version)
  const latest = useRef(files)
  const busy = useRef<Promise<boolean>>(Promise.resolve(true))
  const timer = useRef<number>(undefined)

  async function save(): Promise<boolean> {
    const source = latest.current
    setState('saving')
    try {
      const saved = await api.put(
        `/policy/drafts/${draft.id}`,
        { version: version.current, source },
        DraftSaved,
      )
      version.current = saved.version
      setFault(undefined)
      setCheck(saved.check)
      localStorage.removeItem(keptKey(draft.id))
      setState(latest.current === source ? 'saved' : 'changed')
      await queries.invalidateQueries({ queryKey: draftQuery(draft.id).queryKey })
      await queries.invalidateQueries({ queryKey: draftsQuery.queryKey, exact: true })
      return true
    } catch (error) {
      setFault(error)
      setState('failed')
      return false
    }
  }
  /** Saves what is not saved yet; one save at a time. */
  function flush(): Promise<boolean> {
    window.clearTimeout(timer.current)
    busy.current = busy.current.then(() => (latest.current === draft.source ? true : save()))
    return busy.current
  }
  function change(name: keyof PackFiles, text: string) {
    const next = { ...latest.current, [name]: text }
    latest.current = next
    setFiles(next)
    setState('changed')
    localStorage.setItem(keptKey(draft.id), JSON.stringify({ version: version.current, source: next }))
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void flush(), settle)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return { files, check, state, fault, change, flush, version: () => version.current }
}
