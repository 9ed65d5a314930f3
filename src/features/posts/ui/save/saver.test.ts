import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '#ui/api.ts'
import type { Draft } from '../../contract.ts'
import { Saver } from './saver.ts'

const draft = (text: string): Draft => ({
  title: 'Open day',
  content: { parts: [{ text, media: [], link: null }], variants: {}, details: {} },
  audiences: [],
  language: 'en-GB',
  accountIds: [],
  schedule: null,
})
const unreachable = new ApiProblem({ status: 0, code: 'unreachable', title: 'Rostrum does not answer.' })
const words = (saver: Saver) => saver.get().draft.content.parts[0]?.text

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A server that holds one draft and can be made not to answer. */
function server() {
  const held = { version: 1, texts: [] as string[], down: false, taken: false }
  const kept: (string | null)[] = []
  const saver = new Saver(draft('a'), 1, {
    put: async (sent, version) => {
      await Promise.resolve()
      if (held.down) throw unreachable
      if (version !== held.version)
        throw new ApiProblem({ status: 409, code: 'posts.edited-meanwhile', title: 'Changed.' })
      held.texts.push(sent.content.parts[0]?.text ?? '')
      return { version: ++held.version, voided: 0 }
    },
    keep: (copy) => kept.push(copy?.content.parts[0]?.text ?? null),
    onSaved: () => undefined,
    now: () => 0,
  })
  const type = (text: string) => saver.edit(() => draft(text))
  return { held, kept, saver, type }
}

test('a pause in typing sends once, and the copy on this computer goes', async () => {
  const { held, kept, saver, type } = server()
  type('ab')
  await vi.advanceTimersByTimeAsync(500)
  type('abc')
  await vi.advanceTimersByTimeAsync(500)
  expect(held.texts).toEqual([])
  await vi.advanceTimersByTimeAsync(400)
  expect(held.texts).toEqual(['abc'])
  expect(saver.get().phase).toBe('clean')
  expect(kept.at(-1)).toBeNull()
})

test('it tries again by itself until the server answers, and sends the newest words', async () => {
  const { held, kept, saver, type } = server()
  held.down = true
  type('ab')
  await vi.advanceTimersByTimeAsync(900)
  expect(saver.get().phase).toBe('lost')
  type('abc')
  expect(kept.at(-1)).toBe('abc')
  held.down = false
  await vi.advanceTimersByTimeAsync(1_100)
  expect(held.texts).toEqual(['abc'])
})

test('flush answers the version, after what is on its way', async () => {
  const { saver, type } = server()
  type('ab')
  await expect(saver.flush()).resolves.toBe(2)
  await expect(saver.flush()).resolves.toBe(2)
})

test('flush throws what kept it from saving', async () => {
  const { held, saver, type } = server()
  held.down = true
  type('ab')
  await expect(saver.flush()).rejects.toBe(unreachable)
  expect(words(saver)).toBe('ab')
})

test('another’s save is never overwritten', async () => {
  const { held, saver, type } = server()
  held.version = 5
  type('mine')
  await vi.advanceTimersByTimeAsync(900)
  expect(saver.get().phase).toBe('conflict')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(held.texts).toEqual([])
  saver.resolve(draft('both'), draft('theirs'), 5)
  await vi.advanceTimersByTimeAsync(900)
  expect(held.texts).toEqual(['both'])
})
