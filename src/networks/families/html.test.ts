import { expect, test } from 'vitest'
import { htmlOf } from './html.ts'
import { imagesIn, sameWords, textOfHtml } from './html-text.ts'

test.each([
  'Plain words',
  'Two\nlines\n\nand a third',
  '<script>alert("x")</script> & <b>not bold</b> &amp; &lt;',
  'A link: https://example.ac.uk/a?b=1&c="2"> and more.',
  '<img src="x" onerror="y"> https://example.ac.uk/<b>',
  'مرحبا 👩‍👩‍👧‍👦 Café Ŵyl',
])('what is written as HTML is read back: %j', (text) => {
  expect(sameWords(textOfHtml(htmlOf(text)))).toBe(sameWords(text))
})

test('nothing in a text becomes a tag, and links are links', () => {
  const html = htmlOf('<b onclick="x">https://example.ac.uk/a?b=1&c=2, javascript:alert(1)</b>')
  expect(html).toBe(
    '&lt;b onclick=&quot;x&quot;&gt;<a href="https://example.ac.uk/a?b=1&amp;c=2">https://example.ac.uk/a?b=1&amp;c=2</a>, javascript:alert(1)&lt;/b&gt;',
  )
  expect(imagesIn(htmlOf('<img src=x>'))).toEqual([])
})

test('reads words and pictures out of a page as servers make it', () => {
  const page =
    '<html><head><title>T</title><style>p{}</style></head><body><p>One &amp; <b>two</b></p><div>three<br>four</div><img alt="A &quot;view&quot;" src="cid:1"></body></html>'
  expect(textOfHtml(page)).toBe('One & two\nthree\nfour')
  expect(imagesIn(page)).toEqual([{ src: 'cid:1', alt: 'A "view"' }])
})
