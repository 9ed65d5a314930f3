import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DraftSaver } from './draft-saver.ts'
import { keptCopy, type Shelf } from './kept-copy.ts'

const PackFiles = z.object({
  'policy.md': z.string(),
  'controls.yaml': z.string(),
  'messages.yaml': z.string(),
  'coverage.yaml': z.string(),
  'examples.yaml': z.string(),
})
type PackFiles = z.infer<typeof PackFiles>
interface Check {
  faults: string[]
}
interface Draft {
  version: number
  source: PackFiles
  check: Check
}
const smallPack: PackFiles = {
  'policy.md': '# A policy',
  'controls.yaml': '',
  'messages.yaml': '',
  'coverage.yaml': '',
  'examples.yaml': '',
}
const check: Check = { faults: [] }
const stale = new Error('409')

/** The server’s side of a draft: a version that goes up, and a refusal where it does not fit. */
function server(): { draft: Draft; puts: number; down: boolean; put: (body: Body) => Promise<Answer> } {
  const own = {
    draft: { version: 1, source: smallPack, check },
    puts: 0,
    down: false,
    async put({ version, source }: Body): Promise<Answer> {
      own.puts += 1
      if (own.down) throw new Error('unreachable')
      if (version !== own.draft.version) throw stale
      own.draft = { ...own.draft, version: version + 1, source }
      return { version: version + 1, check }
    },
  }
  return own
}
interface Body {
  version: number
  source: PackFiles
}
interface Answer {
  version: number
  check: Check
}

function shelf(): Shelf & { all: Map<string, string>; full: boolean } {
  const all = new Map<string, string>()
  return {
    all,
    full: false,
    getItem: (key) => all.get(key) ?? null,
    setItem(key, value) {
      if (this.full) throw new DOMException('full', 'QuotaExceededError')
      all.set(key, value)
    },
    removeItem: (key) => void all.delete(key),
  }
}
function open(at: ReturnType<typeof server>, on: Shelf) {
  const saver = new DraftSaver(at.draft, {
    put: (body) => at.put(body),
    get: () => Promise.resolve(at.draft),
    same: (one, other) => JSON.stringify(one) === JSON.stringify(other),
    isConflict: (fault) => fault === stale,
    unsaved: keptCopy(on, 'unsaved', PackFiles),
    aside: keptCopy(on, 'aside', PackFiles),
  })
  saver.begin()
  return saver
}
const write = (text: string) => ({ 'messages.yaml': text })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a change is saved a moment later; nothing is saved without one, whatever object the draft is by then', async () => {
  const at = server()
  const on = shelf()
  const saver = open(at, on)
  expect(await saver.flush()).toBe(true)
  saver.refetched({ ...at.draft, source: { ...at.draft.source } })
  expect(await saver.flush()).toBe(true)
  expect(at.puts).toBe(0)
  saver.change(write('en-GB: {}'))
  expect(saver.get().state).toBe('changed')
  expect(on.all.has('unsaved')).toBe(true)
  await vi.advanceTimersByTimeAsync(800)
  expect(saver.get()).toMatchObject({ state: 'saved', checked: { 'messages.yaml': 'en-GB: {}' } })
  expect([at.puts, on.all.has('unsaved'), saver.version()]).toEqual([1, false, 2])
  expect(await saver.flush()).toBe(true)
  expect(at.puts).toBe(1)
})

test('what could not be saved comes back in this browser, and is saved then', async () => {
  const at = server()
  const on = shelf()
  at.down = true
  const saver = open(at, on)
  saver.change(write('en-GB: {}'))
  await vi.advanceTimersByTimeAsync(800)
  expect(saver.get().state).toBe('failed')
  at.down = false
  const again = open(at, on)
  expect(again.get()).toMatchObject({ state: 'changed', source: { 'messages.yaml': 'en-GB: {}' } })
  await vi.advanceTimersByTimeAsync(800)
  expect(at.draft.source['messages.yaml']).toBe('en-GB: {}')
})

test('when somebody else has written meanwhile nothing is overwritten or lost until a choice is made', async () => {
  const at = server()
  const on = shelf()
  const saver = open(at, on)
  at.draft = { ...at.draft, version: 5, source: { ...smallPack, ...write('theirs: {}') } }
  saver.change(write('mine: {}'))
  expect(await saver.flush()).toBe(false)
  expect(saver.get()).toMatchObject({ state: 'conflict', theirs: { version: 5 } })
  saver.change(write('mine: { a: b }'))
  await vi.advanceTimersByTimeAsync(2000)
  expect([at.puts, at.draft.source['messages.yaml']]).toEqual([1, 'theirs: {}'])
  // After a reload it is the same question, about the same text.
  const again = open(at, on)
  expect(again.get()).toMatchObject({ state: 'conflict', source: { 'messages.yaml': 'mine: { a: b }' } })
  again.takeTheirs()
  expect(again.get()).toMatchObject({
    state: 'saved',
    source: { 'messages.yaml': 'theirs: {}' },
    aside: { 'messages.yaml': 'mine: { a: b }' },
  })
  expect(open(at, on).get().aside?.['messages.yaml']).toBe('mine: { a: b }')
  again.dropAside()
  expect(open(at, on).get().aside).toBe(null)
})

test('mine over theirs is saved upon their version, and asks again when that is old, too', async () => {
  const at = server()
  const saver = open(at, shelf())
  at.draft = { ...at.draft, version: 5 }
  saver.change(write('mine: {}'))
  await saver.flush()
  at.draft = { ...at.draft, version: 6 }
  expect(await saver.keepMine()).toBe(false)
  expect(saver.get()).toMatchObject({ state: 'conflict', theirs: { version: 6 } })
  expect(await saver.keepMine()).toBe(true)
  expect(at.draft).toMatchObject({ version: 7, source: { 'messages.yaml': 'mine: {}' } })
})

test('a newer draft is taken when nothing of mine waits', async () => {
  const at = server()
  const saver = open(at, shelf())
  saver.refetched({ ...at.draft, version: 3, source: { ...smallPack, ...write('new: {}') } })
  expect(saver.get().source['messages.yaml']).toBe('new: {}')
  expect(saver.version()).toBe(3)
  saver.change(write('mine: {}'))
  saver.refetched({ ...at.draft, version: 4 })
  expect(saver.get().source['messages.yaml']).toBe('mine: {}')
})

test.each(['{', '{"version":1}', '{"version":1,"source":{"policy.md":"x"}}', '[]', '7'])(
  'a kept copy that is no draft is ignored: %s',
  (text) => {
    const on = shelf()
    on.setItem('unsaved', text)
    expect(open(server(), on).get()).toMatchObject({ state: 'saved', source: smallPack })
  },
)

test('a browser that keeps nothing is told of', () => {
  const on = shelf()
  on.full = true
  const saver = open(server(), on)
  saver.change(write('x'))
  expect(saver.get()).toMatchObject({ kept: false, state: 'changed' })
})
