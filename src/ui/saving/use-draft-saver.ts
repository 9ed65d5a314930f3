import { useEffect, useState, useSyncExternalStore } from 'react'
import { connectionLost, sessionEnded } from '../api.ts'
import type { DraftSaver, SavedDraft } from './draft-saver.ts'

/** One saver for as long as a draft is open. Make a new one for each draft (`key`). `draft`: as it was read last. */
export function useDraftSaver<Source extends object, Check, Draft extends SavedDraft<Source, Check>>(
  draft: Draft,
  make: () => DraftSaver<Source, Check, Draft>,
) {
  const [saver] = useState(make)
  const saving = useSyncExternalStore(saver.subscribe, saver.get)
  useEffect(() => saver.refetched(draft), [saver, draft])
  useEffect(() => {
    saver.begin()
    // Whoever leaves the page has not given up what was typed last.
    return () => void saver.flush()
  }, [saver])
  useEffect(() => {
    const again = () => {
      if (saver.get().state === 'failed' && !connectionLost.get() && !sessionEnded.get()) void saver.flush()
    }
    const stops = [connectionLost.subscribe(again), sessionEnded.subscribe(again)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [saver])
  return { ...saving, saver }
}
