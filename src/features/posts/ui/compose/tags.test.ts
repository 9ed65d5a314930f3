import { expect, test } from 'vitest'
import { tagsIn } from './tags.ts'

test('each tag once, whatever its case, its sign and the spaces around it', () => {
  expect(tagsIn(' #Open day, open DAY,, Prifysgol Enghraifft ,', [])).toEqual([
    'Open day',
    'Prifysgol Enghraifft',
  ])
  expect(tagsIn('open day', ['Open day'])).toEqual([])
  expect(tagsIn('#', [])).toEqual([])
})

test('no more than the form of a post holds', () => {
  expect(tagsIn(Array.from({ length: 400 }, (_, at) => `t${at}`).join(','), ['one'])).toHaveLength(299)
})
