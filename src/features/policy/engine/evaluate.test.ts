import { expect, test } from 'vitest'
import { exampleInstitution, exampleNetwork } from '../packs/example-world.ts'
import {
  blocking,
  checkPostWith,
  compileRuleset,
  conditionFaults,
  evaluate,
  factsOfPost,
  subjectOfPost,
} from './index.ts'
import type { CheckContext, Control, PostForCheck, Ruleset } from './index.ts'

const network = exampleNetwork({})
const context: CheckContext = {
  institution: exampleInstitution('england'),
  profiles: {
    example: network,
    other: {
      ...network,
      id: 'other',
      limits: { ...network.limits, text: 20 },
      count: (text) => ({ used: text.length, max: 20, over: Math.max(0, text.length - 20) }),
    },
  },
  wording: null,
}
const now = '2026-09-15T09:00:00Z'

const telephone: Control = {
  id: 'telephone',
  clause: 'TEST-1.1',
  subject: 'post',
  moments: ['write', 'publish'],
  mark: { fact: 'telephones', where: '!it.institutional' },
  outcome: 'require',
  level: 'needs',
  say: 'telephone',
  offers: [{ id: 'use', label: 'offer.use', replace: 'suggestion' }],
  overridable: true,
  requirements: [{ reason: 'author' }],
}

function rules(controls: Partial<Control>[]): Ruleset {
  return {
    controls: controls.map((control) => ({ ...telephone, ...control })),
    clauses: [{ id: 'TEST-1.1', title: 'Telephone numbers' }],
    messages: {
      'en-GB': { telephone: 'The number {text} is not ours.', 'offer.use': 'Use {suggestion}' },
      cy: { telephone: 'Nid ein rhif ni yw {text}.' },
    },
  }
}

function post(...texts: [network: string, text: string][]): PostForCheck {
  const targets = texts.map(([id, text], at) => ({
    accountId: `a${at + 1}`,
    network: id,
    handle: `h${at + 1}`,
    parts: [{ text, media: [], link: null }],
  }))
  return { targets, audiences: ['students'], language: 'en-GB', recent: [] }
}

const check = (controls: Partial<Control>[], what: PostForCheck) =>
  checkPostWith(compileRuleset(rules(controls)), what, context, 'write', now)

test('a finding says what, where, why and the way out', () => {
  const [finding, ...more] = check([{}], post(['example', 'Ring 07700 900142 now']))
  expect(more).toEqual([])
  expect(finding).toMatchObject({
    control: 'telephone',
    clause: 'TEST-1.1',
    clauseTitle: 'Telephone numbers',
    say: 'The number 07700 900142 is not ours.',
    evidence: '07700 900142',
    spans: [{ part: 0, start: 5, end: 17, field: 'text', targets: ['a1'] }],
    offers: [
      {
        id: 'use',
        label: 'Use 01632 960000',
        replacements: [{ part: 0, start: 5, end: 17, text: '01632 960000' }],
      },
    ],
  })
})

test('the same words for several accounts are one finding, that names them all', () => {
  const findings = check(
    [{}],
    post(['example', 'Ring 07700 900142'], ['other', 'Ring 07700 900142'], ['example', 'Ring us']),
  )
  expect(findings).toHaveLength(1)
  expect(findings[0]?.spans[0]?.targets).toEqual(['a1', 'a2'])
  expect(findings[0]?.targets.map(({ accountId }) => accountId)).toEqual(['a1', 'a2'])
  expect(findings[0]?.target).toBeUndefined()
})

test('a finding about one account of several names it', () => {
  const [finding] = check([{}], post(['example', 'Ring us'], ['other', 'Ring 07700 900142']))
  expect(finding?.target).toEqual({ accountId: 'a2', network: 'other' })
})

test('its id holds while the evidence is the same, wherever the words move', () => {
  const [before] = check([{}], post(['example', 'Ring 07700 900142']))
  const [moved] = check([{}], post(['example', 'Please do ring +44 7700 900 142!']))
  const [other] = check([{}], post(['example', 'Ring 07700 900143']))
  expect(moved?.id).toBe(before?.id)
  expect(other?.id).not.toBe(before?.id)
})

test('a condition over the post decides whether a control speaks', () => {
  const staff = { when: '"staff" in post.audiences' }
  expect(check([staff], post(['example', '07700 900142']))).toEqual([])
  expect(
    check([{ when: 'facts.telephones.exists(t, t.kind == "mobile")' }], post(['example', '07700 900142'])),
  ).toHaveLength(1)
  expect(check([{ when: 'institution.nation == "wales"' }], post(['example', '07700 900142']))).toEqual([])
  expect(
    check([{ when: 'now > timestamp("2026-01-01T00:00:00Z")' }], post(['example', '07700 900142'])),
  ).toHaveLength(1)
})

test('a control at another moment is silent', () => {
  expect(check([{ moments: ['publish'] }], post(['example', '07700 900142']))).toEqual([])
})

test('the author’s language is used where the pack has it', () => {
  const subject = {
    ...subjectOfPost(post(['example', '07700 900142']), context, 'write', now),
    language: 'cy',
  }
  const facts = factsOfPost(post(['example', '07700 900142']), context, now)
  expect(evaluate(compileRuleset(rules([{}])), subject, facts, now)[0]?.say).toBe(
    'Nid ein rhif ni yw 07700 900142.',
  )
})

test('a condition that cannot be judged asks a person and never passes silently', () => {
  const [finding] = check(
    [{ when: 'post.audiences[5] == "staff"', outcome: 'refuse', level: 'must' }],
    post(['example', '07700 900142']),
  )
  expect(finding).toMatchObject({ control: 'telephone', level: 'needs', overridable: true })
  expect(finding?.say).toContain('could not be made')
})

test.each([
  ['facts.telefones.size() > 0', /no facts\.telefones/],
  ['pots.text == ""', /no “pots”/],
  ['post.txt == ""', /no post\.txt/],
  ['post.text ==', /cannot be read/],
])('the condition %s is found to be wrong before it is used', (when, fault) => {
  expect(conditionFaults(rules([{ when }]))[0]?.fault).toMatch(fault)
  expect(() => compileRuleset(rules([{ when }]))).toThrow(fault)
})

test('a mark on an attribute that is not there is a fault', () => {
  expect(conditionFaults(rules([{ mark: { fact: 'telephones', where: 'it.privat' } }]))[0]?.fault).toMatch(
    /no it\.privat/,
  )
  expect(conditionFaults(rules([{ mark: { fact: 'faxes' } }]))[0]?.fault).toMatch(/no fact “faxes”/)
})

test('an override settles what may be overridden, and nothing else', () => {
  const findings = check(
    [
      {},
      { id: 'never', outcome: 'refuse', level: 'must', overridable: false },
      { id: 'tip', outcome: 'advise', level: 'advice' },
    ],
    post(['example', '07700 900142']),
  )
  expect(blocking(findings, []).map(({ control }) => control)).toEqual(['never', 'telephone'])
  const overrides = findings.map(({ id }) => ({ findingId: id }))
  expect(blocking(findings, overrides).map(({ control }) => control)).toEqual(['never'])
})

test('an approval that is still to be given does not stand in the way of asking for it', () => {
  const asks: Partial<Control> = {
    outcome: 'require',
    overridable: false,
    requirements: [{ approval: 'another-person' }],
  }
  const findings = check([asks], post(['example', '07700 900142']))
  expect(findings[0]?.requirements).toEqual([{ approval: 'another-person' }])
  expect(blocking(findings, [])).toEqual([])
})
