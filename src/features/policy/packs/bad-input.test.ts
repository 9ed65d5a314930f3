import { expect, test } from 'vitest'
import type { PackFile } from './pack.ts'
import { append, faultsOf, swap } from './small-pack.ts'
import type { Change } from './small-pack.ts'

/** What is spoilt · file · how · line · what is said, with the mend. */
const cases: [string, PackFile, Change, number, RegExp][] = [
  // Facts and conditions
  [
    'an unknown fact',
    'controls.yaml',
    swap('telephones', 'telefones'),
    5,
    /no fact “telefones”\. Did you mean “telephones”\?/,
  ],
  [
    'an unknown fact in a condition',
    'controls.yaml',
    append('  when: size(facts.emials) > 0\n'),
    7,
    /no facts\.emials\. Did you mean “emails”/,
  ],
  [
    'an unknown field',
    'controls.yaml',
    append('  when: post.audience == "x"\n'),
    7,
    /Did you mean “audiences”/,
  ],
  ['an unknown name', 'controls.yaml', append('  when: psot.text == ""\n'), 7, /Did you mean “post”/],
  [
    'a condition that breaks off',
    'controls.yaml',
    append('  when: post.text ==\n'),
    7,
    /at column \d+: .* Mend it there/,
  ],
  [
    'a condition over three lines',
    'controls.yaml',
    append('  when: |\n    post.hasLink &&\n    post.text ==== ""\n'),
    9,
    /at column/,
  ],
  [
    'a condition over an item',
    'controls.yaml',
    swap('mark: facts.telephones', 'mark:\n    fact: telephones\n    where: it.kind = "mobile"'),
    7,
    /at column/,
  ],
  [
    'an attribute that is not there',
    'controls.yaml',
    swap('facts.telephones', '{ fact: telephones, where: it.kid == "" }'),
    5,
    /Did you mean “kind”/,
  ],
  // YAML
  ['tabs', 'controls.yaml', append('\twhen: "true"\n'), 7, /tab\. Indent it by spaces/],
  ['tabs alone', 'examples.yaml', () => '- control: numbers\n  given:\n\t\ttext: x\n', 3, /tab/],
  ['a name twice', 'controls.yaml', append('  subject: reply\n'), 7, /already above it.*Leave one/],
  ['a sentence twice', 'messages.yaml', append('  numbers: Again.\n'), 4, /already above it/],
  [
    'a particular twice',
    'policy.md',
    swap('owner: Digital team', 'owner: Digital team\nid: twice'),
    6,
    /already above it/,
  ],
  ['a second document', 'messages.yaml', append('---\na: b\n'), 4, /second document/],
  ['a colon in words', 'messages.yaml', append('  third: One: two\n'), 4, /Put the words in quotes/],
  ['an alias of nothing', 'messages.yaml', append('  third: *none\n'), 4, /no “&none” above/],
  ['aliases that double', 'examples.yaml', doubling, 2, /grow too large.*without aliases/],
  [
    'more aliases than anybody needs',
    'examples.yaml',
    () => `- &a x\n${'- *a\n'.repeat(60)}`,
    2,
    /grow too large/,
  ],
  [
    'ten megabytes of YAML',
    'examples.yaml',
    () => `# ${'x'.repeat(10_000_000)}`,
    1,
    /larger than a megabyte\. Take/,
  ],
  ['ten megabytes of policy', 'policy.md', append('x'.repeat(10_000_000)), 1, /larger than a megabyte/],
  [
    'quotations without end',
    'policy.md',
    append(`\n${'>'.repeat(500_000)} x\n`),
    19,
    /nested too deep here\. Write/,
  ],
  ['lists without end', 'policy.md', append(`\n${'- '.repeat(100_000)}x\n`), 19, /nested too deep/],
  [
    'quotations one after another',
    'policy.md',
    append('\n> x\n'.repeat(5_000)),
    2019,
    /too many lists and quotations/,
  ],
  ['more lines than anybody reads', 'policy.md', append('\nx\n'.repeat(20_000)), 10_011, /too many lines/],
  ['lists indented without end', 'policy.md', append(`\n${' '.repeat(5_000)}- x\n`), 19, /nested too deep/],
  [
    'names without end',
    'messages.yaml',
    () => Array.from({ length: 60_000 }, (_, at) => `k${at}: 1`).join('\n'),
    1,
    /cannot be a name here/,
  ],
  ['brackets without end', 'controls.yaml', () => '['.repeat(200_000), 1, /cannot be read as YAML/],
  ['a paragraph without end', 'policy.md', append(`\n${'['.repeat(500_000)}\n`), 19, /too long.*Part it/],
  // Shape
  ['a misspelt name', 'controls.yaml', swap('subject', 'sbuject'), 3, /“sbuject”\. Did you mean “subject”/],
  [
    'a misspelt moment',
    'controls.yaml',
    swap('write', '[write, submti]'),
    4,
    /“submti”.* Did you mean “submit”/,
  ],
  [
    'a misspelt requirement',
    'controls.yaml',
    swap('advise: numbers', 'require: [{ aproval: x }]'),
    6,
    /“aproval”\. Did you mean “approval”/,
  ],
  [
    'a misspelt office',
    'policy.md',
    swap(
      'applies-to: [Everybody]',
      'applies-to: [Everybody]\noffices:\n  - id: it\n    nmae: IT\n    about: x',
    ),
    12,
    /“nmae”\. Did you mean “name”/,
  ],
  ['a number for words', 'messages.yaml', append('  third: 5\n'), 4, /the number 5.*takes/],
  ['no list', 'controls.yaml', () => 'id: x\n', 1, /takes a list/],
  ['a misspelt clause', 'controls.yaml', swap('SMALL-1.1', 'SMAL-1.1'), 2, /Did you mean “SMALL-1\.1”/],
  [
    'a misspelt sentence',
    'controls.yaml',
    swap('advise: numbers', 'advise: nubmers'),
    6,
    /Did you mean “numbers”/,
  ],
  [
    'a misspelt control',
    'examples.yaml',
    swap('control: numbers', 'control: number'),
    1,
    /Did you mean “numbers”/,
  ],
]

test.each(cases)('%s is refused at its line, with the mend', (_, file, change, line, says) => {
  const faults = faultsOf(file, change)
  expect(faults.map((one) => `${one.file}:${one.line}`)).toContain(`${file}:${line}`)
  expect(faults.map(({ fault }) => fault).join('\n')).toMatch(says)
})

function doubling(): string {
  const levels = Array.from({ length: 24 }, (_, at) =>
    at === 0 ? 'l0: &l0 [x, x]' : `l${at}: &l${at} [*l${at - 1}, *l${at - 1}]`,
  )
  return levels.join('\n')
}
