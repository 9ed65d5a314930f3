import { expect, test } from 'vitest'
import { cook } from '../../../e2e/peers/discourse/cook.ts'
import { discourseProfile } from './limits.ts'
import { imageOf, imagesOfRaw, rawOfText, textOfRaw } from './markdown.ts'

const awkward = [
  'Plain words, with a comma; and a colon: nothing else?',
  '# No heading\n- no list\n+ none\n* none\n1. no number\n2) none',
  '*not bold* _nor slanted_ __nor this__ `no code` ~~kept~~ <b>&amp;</b> &copy;',
  '[no link](https://example.ac.uk) ![no image](x) [quote="somebody"]no[/quote] [b]no[/b]',
  'A title\n=====\nand a rule\n---\n***\n> no quotation\n| a | b |\n|---|---|',
  'Emoji :smile: and faces :) ;) 8-) <3, $x^2$, a\\b, "quotes" and \'these\', dots… and ... (c) --',
  '    four spaces\n\ttabs\nline one  \nline two',
  'See https://example.ac.uk/a_b_c?x=1&y=2#part. And (https://example.ac.uk/*star*)!',
  'مرحبا 👩‍👩‍👧‍👦 — عنوان\nסוף 🏳️‍🌈',
]

test.for(awkward)('a reader gets the same words: %s', (text) => {
  const { html, text: shown } = cook(rawOfText(text))
  const spaced = text.replace(/^[^\S\n]+|[^\S\n]+$/gm, '')
  expect(shown).toBe(spaced)
  // Nothing but paragraphs, line ends and links came of it.
  expect(html.replace(/<\/?(?:p|a|br)\b[^>]*>/g, '')).not.toContain('<')
  expect(textOfRaw(rawOfText(text))).toBe(spaced)
})

test('counts what is sent, so what is escaped counts twice', () => {
  const { limits, count } = discourseProfile
  expect(count('x'.repeat(limits.text)).over).toBe(0)
  expect(count('x'.repeat(limits.text + 1)).over).toBe(1)
  expect(count('*'.repeat(limits.text / 2)).over).toBe(0)
  expect(count('*'.repeat(limits.text / 2 + 1)).over).toBe(2)
  expect(count('👩‍👩‍👧‍👦').used).toBe(7)
})

test('an alternative text can’t break out of its image', () => {
  const image = imageOf({ shortUrl: 'upload://a1.png', width: 640, height: 480 }, 'A [map] | of `us`\nhere')
  expect(image).toBe('![A map of us here|640x480](upload://a1.png)')
  expect(imagesOfRaw(`Words\n\n${image}`)).toEqual(['upload://a1.png'])
  expect(textOfRaw(`Words\n\n${image}`)).toBe('Words')
})

test('finds mentions and links, and reads handles as people write them', () => {
  const found = discourseProfile.entities('Ask @a.tutor at https://example.ac.uk/@nobody.')
  expect(found.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
    'mention a.tutor',
    'link https://example.ac.uk/@nobody',
  ])
  const { normaliseHandle, handleProblem } = discourseProfile
  for (const typed of [
    'https://Forum.example.ac.uk/u/Library/summary',
    'library@forum.example.ac.uk',
    'forum.example.ac.uk/users/library',
  ])
    expect(normaliseHandle(typed)).toBe('forum.example.ac.uk/u/library')
  expect(handleProblem('forum.example.ac.uk/u/library')).toBeNull()
  expect(handleProblem('forum.example.ac.uk')).toMatch(/forum\.example/)
})
