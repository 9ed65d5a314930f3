/** For tests: what the composition root hands a network, with real parts except for the sealed store's memory. */
import { systemClock, type Clock } from '#platform/clock/index.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import { createLogger } from '#platform/log/index.ts'
import type { Json, NetworkContext, SealedStore } from './contract.ts'

export function memoryStore(): SealedStore {
  const kept = new Map<string, string>()
  const at = (space: string, key: string) => `${space} ${key}`
  return {
    get: (space, key) => {
      const found = kept.get(at(space, key))
      return Promise.resolve(found === undefined ? undefined : (JSON.parse(found) as Json))
    },
    set: (space, key, value) => {
      kept.set(at(space, key), JSON.stringify(value))
      return Promise.resolve()
    },
    delete: (space, key) => {
      kept.delete(at(space, key))
      return Promise.resolve()
    },
  }
}

/** Locks within this process, first come first served. */
export function memoryLock(): NetworkContext['lock'] {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work)
    last.set(
      name,
      mine.catch(() => undefined),
    )
    return mine
  }
}

/** What `testContext` was given, for whoever makes the same in another process. */
export interface TestContext extends NetworkContext {
  reachable: readonly string[]
}

/**
 * `reachable`: `host:port` of the servers that the test itself started. Log lines go to `lines`. `app`: what an
 * administrator filled in for the network's developer app.
 */
export function testContext(
  reachable: string[] = [],
  lines: string[] = [],
  app?: Record<string, string>,
  clock: Clock = systemClock,
): TestContext {
  return {
    reachable,
    clock,
    log: createLogger('debug', { write: (line) => void lines.push(line) }),
    fetch: createGuardedFetch({ allowPrivate: reachable, userAgent: 'Rostrum tests' }),
    store: memoryStore(),
    lock: memoryLock(),
    publicUrl: 'http://127.0.0.1:3000',
    appName: 'Rostrum at Example University',
    app: () => Promise.resolve(app),
  }
}
