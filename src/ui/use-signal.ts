import { useSyncExternalStore } from 'react'
import type { Signal } from './signal.ts'

export function useSignal<T>(source: Signal<T>): T {
  return useSyncExternalStore(source.subscribe, source.get)
}
