import { expect, test } from 'vitest'
import { part } from '../test-parts.ts'
import { createRoll, foundAmong } from './own-posts.ts'

const now = Date.now()
const own = (...ids: string[]) => ({
  posts: ids.map((remoteId) => ({
    remoteId,
    url: `https://example.ac.uk/${remoteId}`,
    text: 'Closed today',
    createdAt: new Date(now).toISOString(),
    media: 0,
  })),
  complete: true,
})
const looking = { now: now + 60_000, settle: 0, since: new Date(now - 2000).toISOString() }

test('a post that is known to be another part is not taken for this one', () => {
  const roll = createRoll()
  const [first, second] = [part('Closed today'), part('Closed today')]
  roll.note('1', first.key)
  const forSecond = { ...looking, isAnothers: roll.isAnothers(second.key) }
  expect(foundAmong(own('1'), second, forSecond)).toEqual({ kind: 'absent' })
  expect(foundAmong(own('2', '1'), second, forSecond)).toMatchObject({ kind: 'present', remoteId: '2' })
  const forFirst = { ...looking, isAnothers: roll.isAnothers(first.key) }
  expect(foundAmong(own('1'), first, forFirst)).toMatchObject({ kind: 'present', remoteId: '1' })
})

test('keeps the newest, and what is noted again is new', () => {
  const roll = createRoll(2)
  for (const id of ['1', '2', '1', '3']) roll.note(id, 'a key')
  expect(['1', '2', '3'].map(roll.isAnothers('another'))).toEqual([true, false, true])
})
