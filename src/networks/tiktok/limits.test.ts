import { expect, test } from 'vitest'
import { chunkBytes, tiktokProfile } from './limits.ts'
import { nextOf, planOf, rangeOf } from './upload.ts'

test.each([
  ['Plain', 5],
  ['👩‍👩‍👧‍👦', 11],
  ['مرحبا', 5],
  ['e\u0301', 2],
])('counts %j as %i', (text, used) => {
  expect(tiktokProfile.count(text).used).toBe(used)
})

test('finds people and hashtags that stand apart', () => {
  const found = tiktokProfile
    .entities('Ask @library.desk #OpenDay2026 #مرحبا a@b.c x#y')
    .map(({ kind, value }) => [kind, value])
  expect(found).toEqual([
    ['mention', 'library.desk'],
    ['hashtag', 'OpenDay2026'],
    ['hashtag', 'مرحبا'],
  ])
})

test('names as people type them', () => {
  for (const typed of [
    '@PressOffice',
    'https://www.tiktok.com/@pressoffice?lang=en',
    'tiktok.com/@pressoffice/video/1',
  ])
    expect(tiktokProfile.normaliseHandle(typed)).toBe('pressoffice')
  expect(tiktokProfile.handleProblem('pressoffice')).toBeNull()
  for (const wrong of ['press office', 'a', 'office.'])
    expect(tiktokProfile.handleProblem(wrong)).toContain('2 to 24')
})

test('a file goes in parts that keep TikTok’s bounds, with every byte once', () => {
  const usual = 2 * chunkBytes.least
  for (const size of [
    1, 4_999_999, 5_000_000, 9_999_999, 10_000_000, 19_999_999, 64_000_001, 4_000_000_000,
  ]) {
    const plan = planOf(size, usual)
    expect(plan.count).toBe(Math.max(1, Math.floor(size / plan.chunk)))
    expect(plan.count).toBeLessThanOrEqual(chunkBytes.chunks)
    if (plan.count > 1) expect(plan.chunk).toBeGreaterThanOrEqual(chunkBytes.least)
    let at = 0
    for (let index = 0; index < plan.count; index++) {
      const { from, to } = rangeOf(plan, index)
      expect(from).toBe(at)
      expect(to - from).toBeLessThanOrEqual(index === plan.count - 1 ? chunkBytes.last : chunkBytes.most)
      at = to
    }
    expect(at).toBe(size)
    expect(nextOf(plan, 0)).toBe(0)
    expect(nextOf(plan, size)).toBe(plan.count - 1)
  }
})
