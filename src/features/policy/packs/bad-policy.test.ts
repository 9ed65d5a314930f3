import { expect, test } from 'vitest'
import type { PackFile } from './pack.ts'
import { append, faultsOf, swap } from './small-pack.ts'
import type { Change } from './small-pack.ts'

/** What is spoilt · file · how · line · what is said, with the mend. */
const cases: [string, PackFile, Change, number, RegExp][] = [
  // Anchors
  [
    'an anchor with a space',
    'policy.md',
    swap('{#SMALL-1.2}', '{#SMALL 1.2}'),
    17,
    /cannot be read\. Write \{#SMALL-1\.2\}/,
  ],
  [
    'an anchor that is not closed',
    'policy.md',
    swap('{#SMALL-1.2}', '{#SMALL-1.2'),
    17,
    /not closed\. Write \{#SMALL-1\.2\}/,
  ],
  [
    'an anchor without #',
    'policy.md',
    swap('{#SMALL-1.2}', '{SMALL-1.2}'),
    17,
    /lacks its #\. Write \{#SMALL-1\.2\}/,
  ],
  [
    'an anchor in the middle',
    'policy.md',
    append('\nOne {#SMALL-2.1} and more.\n'),
    19,
    /in the middle\. Put it at the end/,
  ],
  [
    'two anchors on a paragraph',
    'policy.md',
    append('\nOne\nmore {#SMALL-2.1} {#SMALL-2.2}\n'),
    20,
    /in the middle/,
  ],
  [
    'an anchor in a quotation',
    'policy.md',
    append('\n> Quoted. {#SMALL-2.1}\n'),
    19,
    /no clause can\. Put it at the end/,
  ],
  [
    'an anchor that is no id',
    'policy.md',
    swap('{#SMALL-1.2}', '{#small}'),
    17,
    /no clause id; one looks like/,
  ],
  [
    'an anchor on a second heading',
    'policy.md',
    append('\n## 2 Post {#SMALL-1}\n'),
    19,
    /stands already on line 13\. Give it/,
  ],
  [
    'a heading with the id of a clause',
    'policy.md',
    append('\n## 2 Post {#SMALL-1.1}\n'),
    19,
    /already on line 15/,
  ],
  [
    'two headings of one name',
    'policy.md',
    append('\n## Post\n\n## Post\n'),
    21,
    /already on line 19\. Give it an anchor/,
  ],
  // Markdown with script in it
  ['a script', 'policy.md', append('\n<script>alert(1)</script>\n'), 19, /HTML\. Write it in Markdown/],
  ['HTML within a line', 'policy.md', append('\nA <img src=x onerror=alert(1)> b\n'), 19, /HTML/],
  ['a comment', 'policy.md', append('\n<!-- hidden -->\n'), 19, /HTML/],
  ['HTML in a list in a quotation', 'policy.md', append('\n> - <b>x</b>\n'), 19, /HTML/],
  [
    'a link that runs',
    'policy.md',
    append('\n[x](javascript:alert(1))\n'),
    19,
    /javascript.*Link to an https/,
  ],
  ['one with entities', 'policy.md', append('\n[x](&#106;avascript&colon;alert(1))\n'), 19, /neither https/],
  ['one in capitals', 'policy.md', append('\n[x](JaVaScRiPt:alert(1))\n'), 19, /neither https/],
  ['one with a tab', 'policy.md', append('\n[x](<java\tscript:alert(1)>)\n'), 19, /neither https/],
  [
    'a reference that runs',
    'policy.md',
    append('\n[x][y]\n\n[y]: javascript:alert(1)\n'),
    21,
    /neither https/,
  ],
  ['an image that runs', 'policy.md', append('\n![x](javascript:alert(1))\n'), 19, /neither https/],
  ['an autolink that runs', 'policy.md', append('\n<javascript:alert(1)>\n'), 19, /neither https/],
  ['a data address', 'policy.md', append('\n![x](data:image/svg+xml;base64,AAAA)\n'), 19, /neither https/],
  [
    'a data address as a reference',
    'policy.md',
    append('\n![x][y]\n\n[y]: data:text/html,x\n'),
    21,
    /neither https/,
  ],
  ['VBScript', 'policy.md', append('\n[x](vbscript:x)\n'), 19, /neither https/],
  ['an address without a scheme', 'policy.md', append('\n[x](//example.com)\n'), 19, /neither https/],
  ['one with a backslash', 'policy.md', append('\n[x](</\\example.com>)\n'), 19, /neither https/],
  ['plain http', 'policy.md', append('\n[x](http://example.com)\n'), 19, /neither https/],
  // Loops
  [
    'clauses that only refer to each other',
    'policy.md',
    (text) =>
      text
        .replace('No mobile numbers.', 'See SMALL-1.2.')
        .replace('No extensions.', 'As in [one](#SMALL-1.1).'),
    15,
    /A loop: SMALL-1\.1 refers to SMALL-1\.2, which refers to SMALL-1\.1.*Say it in one/,
  ],
  [
    'a clause that only refers to itself',
    'policy.md',
    swap('No mobile numbers.', 'See SMALL-1.1.'),
    15,
    /A loop/,
  ],
  [
    'sentences that call for each other',
    'messages.yaml',
    () => 'en-GB:\n  numbers: "{other}"\n  other: "See {numbers}"\n',
    2,
    /calls for the sentence “other”, a loop of 2\. Write each out/,
  ],
  [
    'a sentence within a sentence',
    'messages.yaml',
    swap('That is a number.', '"{other} is"'),
    2,
    /calls for the sentence “other”\./,
  ],
  [
    'an alias of itself',
    'messages.yaml',
    () => 'en-GB: &x\n  numbers: *x\n',
    2,
    /a loop.*Write the value out/,
  ],
  [
    'an alias of itself in an example',
    'examples.yaml',
    () => '- control: numbers\n  given: &g { text: *g }\n  expect: nothing\n',
    2,
    /a loop/,
  ],
]

test.each(cases)('%s is refused at its line, with the mend', (_, file, change, line, says) => {
  const faults = faultsOf(file, change)
  expect(faults.map((one) => `${one.file}:${one.line}`)).toContain(`${file}:${line}`)
  expect(faults.map(({ fault }) => fault).join('\n')).toMatch(says)
})

/** What looks like one of these and is sound. */
const sound: [string, PackFile, Change][] = [
  ['an anchor shown in code', 'policy.md', append('\nA clause ends in `{#SMALL-9}`.\n')],
  ['a mail address', 'policy.md', append('\nWrite to <press@example.ac.uk>, or [here](#SMALL-1.1).\n')],
  ['a list of clauses', 'policy.md', append('\n- One. {#SMALL-2.1}\n- Two. {#SMALL-2.2}\n')],
  [
    'clauses that refer to each other and say something',
    'policy.md',
    swap('No extensions.', 'As SMALL-1.1, but for short numbers.'),
  ],
  [
    'an alias that saves writing',
    'examples.yaml',
    append(
      '- { control: numbers, given: &g { text: x }, expect: nothing }\n- { control: numbers, given: *g, expect: nothing }\n',
    ),
  ],
  ['a tab within words', 'messages.yaml', append('  third: "a\tb"\n')],
  ['comments alone', 'coverage.yaml', () => '# Nothing yet.\n\n'],
  ['attributes in a sentence', 'messages.yaml', append('  kind: "{kind} and {text}"\n')],
  ['Windows line ends', 'policy.md', (text) => text.replaceAll('\n', '\r\n')],
]

test.each(sound)('%s is no fault', (_, file, change) => {
  expect(faultsOf(file, change)).toEqual([])
})
