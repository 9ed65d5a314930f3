import { describe, expect, test } from 'vitest'
import { valuesOf } from './documented-values.ts'
import { foundBy } from './sample.ts'

const control = (more: string, id = 'one') =>
  `- id: ${id}\n  clause: S-1.1\n  ${more.trim().replaceAll('\n', '\n  ')}\n`
const post = (more: string, id = 'one') => control(`subject: post\nmoment: [write, submit]\n${more}`, id)

describe('a control that never speaks', () => {
  test.each([
    ['when: "false"', 'fault', /cannot be true/],
    ['when: 1 > 2', 'fault', /cannot be true/],
    [`when: post.images > 0 && "a" == "b"`, 'fault', /cannot be true/],
    [`when: post.language == "cy" && post.language == "en-GB"`, 'fault', /cannot be true/],
    [`when: post.hasLink && post.parts > 2 && !post.hasLink`, 'fault', /cannot be true/],
    [`when: post.images > 4 && post.images < 3`, 'fault', /cannot be true/],
    [`when: post.images == 0 && post.images >= 1`, 'fault', /cannot be true/],
    [`when: post.language in ["cy", "gd"] && post.language == "en-GB"`, 'fault', /cannot be true/],
    [`when: '!(post.hasLink || !post.hasLink) || false'`, null, null],
    ['when: "true"', 'advice', /always true/],
    [
      'mark: { fact: telephones, where: it.kind == "satellite" }',
      'warning',
      /it\.kind is “satellite”, which it never is/,
    ],
    ['mark: { fact: links, where: it.shortened == "yes" }', 'warning', /it\.shortened is “yes”/],
    [`mark: { fact: links, where: 'it.unsafe in ["typo", "scheme"]' }`, 'warning', /“typo”/],
    ['when: \'"pupils" in post.audiences\'', 'warning', /“pupils”/],
    ['when: institution.nation == "uk"', 'warning', /“uk”/],
    ['when: facts.telephones.exists(t, t.kind == "fax")', 'warning', /t\.kind is “fax”/],
    [
      'when: facts.links.exists(l, l.shortned)',
      'fault',
      /l\.shortned, which the detector of links does not give/,
    ],
    [
      'when: post.hasLink\nmark: { fact: links, where: it.shortened && !post.hasLink }',
      'fault',
      /exclude each other/,
    ],
  ])('%s', (more, weight, says) => {
    const found = foundBy('never-fires', { controls: post(`${more}\nadvise: one`) })
    expect(found).toMatchObject(
      weight === null ? [] : [{ weight, control: 'one', says: expect.stringMatching(says ?? /./) }],
    )
  })

  test.each([
    `when: post.language == "cy" || post.language == "en-GB"`,
    `when: post.images > 0 && post.images < 5 && post.images != 3`,
    `when: 'post.language.startsWith("en") && "students" in post.audiences'`,
    `when: facts.telephones.exists(t, t.kind == "mobile" && t.text != "") && post.text.contains("ring")`,
    `mark: { fact: links, where: it.host == "example.com" || it.unsafe == "" }`,
    `mark: { fact: limits, where: it.kind == "empty" }`,
    `mark: { fact: images, where: it.altProblem != "" && it.rights == "" }`,
    `when: institution.welsh && institution.nation == "wales"`,
  ])('is silent on: %s', (more) => {
    expect(foundBy('never-fires', { controls: post(`${more}\nadvise: one`) })).toEqual([])
  })

  test('facts are found in posts only', () => {
    const controls = control('subject: request\nmoment: submit\nmark: facts.telephones\nadvise: one')
    expect(foundBy('never-fires', { controls })).toMatchObject([
      { weight: 'warning', says: expect.stringContaining('posts only') },
    ])
  })

  test('what a documented meaning allows', () => {
    expect(valuesOf('mobile, landline, service (freephone, 03) or international')).toEqual(
      new Set(['mobile', 'landline', 'service', 'international']),
    )
    expect(valuesOf('empty, or: missing, file-name (the text only names it)')).toEqual(
      new Set(['missing', 'file-name', '']),
    )
    expect(valuesOf('true when it is short')).toEqual(new Set([true, false]))
    expect(valuesOf('host name in lower case, as shown to a reader')).toBeNull()
    expect(valuesOf('the institution’s first listed number, or empty')).toBeNull()
  })
})

describe('not asked yet', () => {
  test.each([
    ['subject: case\nmoment: decide', 1],
    ['subject: post\nmoment: upload', 1],
    ['subject: post\nmoment: [upload, write]', 0],
  ])('%s', (place, count) => {
    const found = foundBy('not-asked', { controls: control(`${place}\nguide: one`) })
    expect(found.map(({ weight, says }) => [weight, says.includes('not asked yet')])).toEqual(
      Array.from({ length: count }, () => ['advice', true]),
    )
  })
})

describe('contradictions', () => {
  const shortened = 'mark: { fact: links, where: it.shortened }'
  test.each([
    [`${shortened}\nrefuse: one`, `${shortened}\nadvise: two`, /“one” refuses what “two” only advises on/],
    [
      `${shortened}\nguide: one`,
      `${shortened}\nrefuse: two`,
      /“two” refuses what “one” only gives guidance on/,
    ],
    [`${shortened}\nadvise: same`, `${shortened}\nadvise: same`, /“two” does the same as “one”/],
    [`when: post.images > 1\nadvise: same`, `when: post.images  >  1\nadvise: same`, /does the same/],
  ])('%s / %s', (first, second, says) => {
    const found = foundBy('contradictions', { controls: post(first, 'one') + post(second, 'two') })
    expect(found).toMatchObject([{ control: 'two', says: expect.stringMatching(says) }])
  })

  test.each([
    [`${shortened}\nrefuse: one`, `mark: { fact: links, where: '!it.shortened' }\nadvise: two`],
    [`${shortened}\nadvise: one`, `${shortened}\nadvise: two`],
    [`guide: one`, `refuse: two`],
    [`require: [{ field: purpose }]`, `require: [{ reason: author }]`],
  ])('is silent on: %s / %s', (first, second) => {
    expect(foundBy('contradictions', { controls: post(first, 'one') + post(second, 'two') })).toEqual([])
  })

  test('another moment or another subject is another place', () => {
    const controls =
      control(`subject: post\nmoment: write\n${shortened}\nadvise: one`, 'one') +
      control(`subject: post\nmoment: publish\n${shortened}\nrefuse: two`, 'two')
    expect(foundBy('contradictions', { controls })).toEqual([])
  })
})

describe('strength', () => {
  const policy = (text: string) => `## 1 Posts {#S-1}\n\n${text} {#S-1.1}`
  const refusing = post('mark: { fact: links, where: it.shortened }\nrefuse: one')
  const advising = post('mark: { fact: links, where: it.shortened }\nadvise: one')
  test.each([
    ['Short links should be avoided.', refusing, 'warning', /refuses, but clause S-1\.1 only says “should”/],
    ['Consider whether a link is short.', refusing, 'warning', /only says “consider”/],
    ['A link must be open.', advising, 'advice', /says “must”, but “one” only advises/],
  ])('%s', (text, controls, weight, says) => {
    expect(foundBy('strength', { policy: policy(text), controls })).toMatchObject([
      { weight, control: 'one', clause: 'S-1.1', says: expect.stringMatching(says) },
    ])
  })

  test.each([
    ['A link must be open.', refusing],
    ['A link is never short, and a page should be named.', refusing],
    ['A link leads where it says.', refusing],
    ['Links should be open.', advising],
    ['A link must be open.', refusing + advising.replace('id: one', 'id: two')],
    ['Nobody may be insulted; insults must not go out.', post('mark: facts.insensitivities\nadvise: one')],
  ])('is silent on: %s', (text, controls) => {
    expect(foundBy('strength', { policy: policy(text), controls })).toEqual([])
  })

  test('a must clause that something else enforces', () => {
    const coverage = '- { clause: S-1.1, status: enforced, says: The system does it., proof: src/a.test.ts }'
    expect(
      foundBy('strength', { policy: policy('A link must be open.'), controls: advising, coverage }),
    ).toEqual([])
  })
})

describe('offices', () => {
  const front = {
    offices:
      '[{ id: dmo, name: Digital Marketing Officer, about: Approves accounts., contact: [email, telephone] }]',
  }
  const asking = control(
    'subject: request\nmoment: decide\nrequire: [{ consult: dmo }, { approval: another-person }]',
  )

  test.each([
    ['require: [{ approval: registrar }]', /counts on the office “registrar”/],
    ['route: { office: registrar }', /“registrar”/],
    ['task: { office: registrar, within-days: 5 }', /“registrar”/],
  ])('not named: %s', (deed, says) => {
    const controls = control(`subject: case\nmoment: open\n${deed}`)
    expect(foundBy('offices', { front, controls })).toMatchObject([
      { control: 'one', says: expect.stringMatching(says) },
    ])
  })

  test('an approver of the policy that is no office of it', () => {
    const found = foundBy('offices', { front: { ...front, 'approved-by': '[registrar]' } })
    expect(found.map(({ says }) => says)).toEqual([expect.stringContaining('approved by “registrar”')])
  })

  test('held by nobody, or out of reach; silent when nobody was asked', () => {
    const sample = { front, controls: asking }
    expect(foundBy('offices', sample)).toEqual([])
    const at = (held: boolean, contacts: ('email' | 'telephone')[]) =>
      foundBy('offices', sample, { offices: { dmo: { held, contacts } } })
    expect(at(true, ['email', 'telephone'])).toEqual([])
    expect(at(true, ['email'])).toMatchObject([
      { weight: 'warning', says: expect.stringContaining('no telephone number is on file') },
    ])
    expect(at(false, [])).toMatchObject([
      { weight: 'fault', says: expect.stringContaining('Nobody holds the office') },
    ])
    expect(foundBy('offices', { front }, { offices: {} })).toMatchObject([{ weight: 'warning' }])
  })

  test('held for the last days', () => {
    const until = (end: string | null) =>
      foundBy(
        'offices',
        { front, controls: asking },
        { offices: { dmo: { held: true, contacts: ['email', 'telephone'], until: end } } },
      )
    expect(until(null)).toEqual([])
    expect(until('2026-12-22')).toEqual([])
    expect(until('2026-12-21')).toMatchObject([
      {
        weight: 'warning',
        says: 'From 21 December 2026 nobody holds the office Digital Marketing Officer.',
      },
    ])
  })
})
