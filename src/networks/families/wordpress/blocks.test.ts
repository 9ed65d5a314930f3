import { parse } from 'node-html-parser'
import { expect, test } from 'vitest'
import { countPlain, isSite, normaliseSite, wordPressLimits } from './profile.ts'
import {
  decodeEntities,
  filesOfBlocks,
  imageBlock,
  paragraphBlocks,
  textOfBlocks,
  videoBlock,
} from './blocks.ts'

test.for([
  'One paragraph.\n\nTwo,\nwith a line end.',
  'Less < more & <b>not bold</b> "quoted" \'so\' &amp; &copy;',
  '[gallery ids="1,2"] and [[this]], -- dashes --- and ... dots, 9x9, (tm), :) ;-) :smile: 8-)',
  'See https://example.ac.uk/a?b=1&c=2#d. (And https://example.ac.uk/x_(y)!)',
  'مرحبا 👩‍👩‍👧‍👦 — עברית',
])('words go into blocks and come back: %s', (text) => {
  expect(textOfBlocks(paragraphBlocks(text).join('\n\n'))).toBe(text)
})

test('nothing of what WordPress changes when it shows a text stands bare', () => {
  const [block = ''] = paragraphBlocks(`"It's" -- [gallery] ... :) https://example.ac.uk/a--b`)
  const bare = block.replace(/<[^>]*>/g, '').replace('https://example.ac.uk/a--b', '')
  expect(bare).not.toMatch(/["'[\]]|--|\.\.\.|:\)/)
  expect(block).toContain('<a href="https://example.ac.uk/a--b">https://example.ac.uk/a--b</a>')
})

test('files stand in blocks that no name or alternative text can end', () => {
  const alt = 'A "map" --> <b>'
  const image = imageBlock({ id: 7, url: 'https://example.ac.uk/a--b.jpg?x=1&y=2' }, alt)
  expect(parse(image).querySelector('img')?.getAttribute('alt')).toBe(alt)
  const film = videoBlock({ id: 8, url: 'https://example.ac.uk/f.mp4' }, [
    { id: 9, url: 'https://example.ac.uk/f--.vtt', language: 'cy' },
  ])
  expect(film.match(/<!--.*?-->/g)?.every((comment) => !comment.slice(4, -3).includes('--'))).toBe(true)
  expect(parse(film).querySelector('track')?.getAttribute('srclang')).toBe('cy')
  expect(filesOfBlocks(`${image}\n${film}`)).toEqual([
    'https://example.ac.uk/a--b.jpg?x=1&y=2',
    'https://example.ac.uk/f.mp4',
  ])
  expect(textOfBlocks(`${paragraphBlocks('Words').join('')}\n\n${image}\n\n${film}`)).toBe('Words')
  expect(decodeEntities('Tea &amp; &lt;i&gt;cake&lt;/i&gt; &#8220;x&#8221;')).toBe('Tea & <i>cake</i> “x”')
})

test('counts characters as people see them, and reads addresses as people write them', () => {
  const most = wordPressLimits.text
  expect(countPlain('👩‍👩‍👧‍👦'.repeat(most), wordPressLimits)).toMatchObject({ used: most, over: 0 })
  expect(countPlain('ש'.repeat(most + 1), wordPressLimits).over).toBe(1)
  for (const typed of [
    'https://Blogs.example.ac.uk/library/',
    'blogs.example.ac.uk/library/wp-admin/index.php',
  ])
    expect(normaliseSite(typed)).toBe('blogs.example.ac.uk/library')
  expect(isSite('blogs.example.ac.uk/library')).toBe(true)
  for (const wrong of ['', 'library', 'blogs.example.ac.uk//x', 'blogs.example.ac.uk/..', 'a b.example'])
    expect(isSite(wrong), wrong).toBe(false)
})
