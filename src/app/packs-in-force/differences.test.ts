import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { checkStored } from '#features/posts/check.ts'
import { overrideFinding } from '#features/posts/overrides.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { approve, packsHouse, refusalOf, written, type PacksHouse } from './house.ts'

/**
 * The same request, the same search and the same post, under each policy: what happens is what that policy says, and
 * only the policy in force has changed. Names of packs stand in these tests and nowhere in the code.
 */

let house: PacksHouse
let second: SignedIn
beforeAll(async () => {
  house = await packsHouse()
  second = await signInAs(house.services, { name: 'Head of Marketing', roles: ['officer'] })
  // The year that passes here is not about reviews.
  await house.services.db.updateTable('account').set({ review_due: '2030-01-01T00:00:00.000Z' }).execute()
})
afterAll(() => house.close())

const policies = ['baseline', 'aston', 'essex', 'uwl'] as const
type ByPolicy = Record<(typeof policies)[number], string[]>
const takeUp = (policy: (typeof policies)[number]) => house.adopt(policy === 'baseline' ? null : policy)

interface Said {
  clause: string
  outcome: string
  requirements: Record<string, string>[]
  office?: string
  overridable: boolean
}
/** "UWL-3.3 require consult communications-team". */
function inWords({ clause, outcome, requirements, office }: Said): string {
  const wants = requirements.flatMap((one) => Object.entries(one)).map(([kind, what]) => `${kind} ${what}`)
  return [clause, outcome, wants.join(' then '), office ?? ''].filter((word) => word !== '').join(' ')
}
/** What the institution's own policy says of something made up; of the baseline's what could be in the way. */
async function says(subject: string, moment: string, given: Record<string, unknown>): Promise<string[]> {
  const { status, body } = await house.call(house.author, 'POST', '/policy/try', { subject, moment, given })
  expect(status).toBe(200)
  return (body.findings as Said[])
    .filter(({ clause, outcome }) => !clause.startsWith('BASE-') || ['refuse', 'require'].includes(outcome))
    .map(inWords)
    .toSorted()
}

const request = {
  kind: 'open',
  network: 'bluesky',
  unitKind: 'department',
  affiliate: false,
  audiences: ['public'],
  audienceNetworks: ['bluesky'],
  purpose: 'News of research.',
  purposes: ['marketing'],
  addsValue: 'It reaches people who read no website.',
  supportedEquivalent: '',
  hoursPerWeek: 3,
  administrators: 2,
  objective: 'More visitors.',
  metric: 'Visits that come from posts.',
  familiar: true,
  accessibility: 'Alternative text.',
  underEighteens: false,
  contactsAlumni: false,
  officialName: false,
  accountsOfUnit: 0,
}
const teaching = {
  ...request,
  audiences: ['students'],
  purposes: ['teaching'],
  supportedEquivalent: 'The virtual learning environment',
}
const search = { purpose: 'What students say of the new library', purposes: ['service'], days: 30 }
const openSearch = { ...search, assessment: false, public: true, names: false }
const conduct = { kind: 'conduct', reason: '', reasoned: false, official: false, contentious: false }
const twoWhoAnswer = 'BASE-14.5 require field administrators'
const twoStages =
  'UWL-3.3 require consult communications-team then approval head-of-marketing-and-communications'

const trials: [string, [string, string, Record<string, unknown>], ByPolicy][] = [
  [
    'approval of an account: one office must, two stages, advice, nothing',
    ['request', 'decide', request],
    {
      baseline: [],
      aston: ['ASTON-55 require consult digital-team'],
      essex: ['ESSEX-32a require approval digital-marketing-officer'],
      uwl: [twoStages],
    },
  ],
  [
    'an account of the students’ union',
    ['request', 'decide', { ...request, affiliate: true }],
    { baseline: [], aston: ['ASTON-55 require consult digital-team'], essex: [], uwl: [] },
  ],
  [
    'an account that nobody answers for',
    ['request', 'decide', { ...request, administrators: 0 }],
    {
      baseline: [twoWhoAnswer],
      aston: ['ASTON-55 require consult digital-team', twoWhoAnswer],
      essex: ['ESSEX-32a require approval digital-marketing-officer', 'ESSEX-32b refuse'],
      uwl: [twoWhoAnswer, twoStages],
    },
  ],
  [
    'an account for teaching: encouraged, a supported service preferred, supported tools only',
    ['request', 'submit', teaching],
    {
      baseline: [],
      aston: ['ASTON-11 record', 'ASTON-5 guide'],
      essex: ['ESSEX-13 guide', 'ESSEX-47 require reason requester'],
      uwl: ['UWL-3.1 record', 'UWL-3.3 guide', 'UWL-5.1 refuse', 'UWL-7.1e require declaration terms-read'],
    },
  ],
  [
    'an account that is to contact alumni',
    ['request', 'decide', { ...request, contactsAlumni: true }],
    {
      baseline: [],
      aston: ['ASTON-55 require consult digital-team'],
      essex: [
        'ESSEX-32a require approval digital-marketing-officer',
        'ESSEX-37 require consult advancement-office',
      ],
      uwl: [twoStages],
    },
  ],
  [
    'listening to what students say in public: recorded with an assessment, or within the limits of privacy',
    ['search', 'open', openSearch],
    {
      baseline: [],
      aston: ['ASTON-37 advise', 'ASTON-37 record'],
      essex: ['ESSEX-50a advise', 'ESSEX-50a record'],
      uwl: [],
    },
  ],
  [
    'reading more than everybody can see',
    ['search', 'open', { ...openSearch, assessment: true, public: false }],
    {
      baseline: [],
      aston: ['ASTON-37 record'],
      essex: ['ESSEX-50a record'],
      uwl: ['UWL-9.4 require reason least-intrusive'],
    },
  ],
  [
    'monitoring somebody: by what authority, for which breach, on which suspicion',
    ['case', 'open', conduct],
    {
      baseline: ['BASE-11.5 require reason evidence'],
      aston: ['ASTON-90 require reason authority', 'BASE-11.5 require reason evidence'],
      essex: [
        'BASE-11.5 require reason evidence',
        'ESSEX-57 require reason breach',
        'ESSEX-57 route student-conduct-office',
      ],
      uwl: ['BASE-11.5 require reason evidence', 'UWL-6.1 require reason suspicion', 'UWL-9.1 guide'],
    },
  ],
]

describe.each(trials)('%s', (_what, trial, expected) => {
  test.each(policies)('under %s', async (policy) => {
    await takeUp(policy)
    expect(await says(...trial)).toEqual(expected[policy])
  })
})

/** What stands in the way of a post that is put forward; else how it goes on, down to its being sent. */
async function lineOf(text: string, audiences: string[]): Promise<string[]> {
  const id = await written(house, { part: { text }, audiences })
  const refusal = await refusalOf(submitPost(house.posts, house.author.actor, id, 1))
  if (refusal !== null)
    return [...new Set(refusal.extras.data?.findings?.map((one) => `stopped by ${one.clause}`))]
  const { holds, readers } = await viewPost(house.posts, house.officer.actor, id)
  await approve(house, id)
  if (readers.needed > 1) await approve(house, id, second.actor)
  await house.work()
  const waits = holds.map(({ clause, since, until }) => {
    const hours = Temporal.Instant.from(until).since(since).total('hours')
    return `waits ${hours} hours by ${clause}`
  })
  const { status } = await viewPost(house.posts, house.officer.actor, id)
  return [...new Set(waits), `${readers.needed} reading`, ...(status === 'published' ? ['sent'] : [])]
}
const sent = ['1 reading', 'sent']

const posts: [string, string, string[], ByPolicy][] = [
  [
    'students are sent to a private group: banned, a reason wanted, explained',
    'Join our WhatsApp group for this module: https://chat.whatsapp.com/AbCdEf',
    ['students'],
    { baseline: sent, aston: sent, essex: ['stopped by ESSEX-47'], uwl: ['stopped by UWL-5.2'] },
  ],
  [
    'students are sent to a tutor’s own account: banned, kept apart, advised against',
    'Questions about your essay? Message me on my personal Instagram, @a.tutor.',
    ['students'],
    { baseline: sent, aston: ['stopped by ASTON-88'], essex: sent, uwl: ['stopped by UWL-2.1'] },
  ],
  [
    'students are invited to talk on the official account itself: everywhere welcome',
    'Ask us anything about your first week, right here. We answer until six.',
    ['students'],
    { baseline: sent, aston: sent, essex: sent, uwl: sent },
  ],
  [
    'alumni are asked to give: the Advancement Office first, or nobody',
    'Class of 2006: please give to the library fund.',
    ['alumni'],
    { baseline: sent, aston: sent, essex: ['stopped by ESSEX-37'], uwl: sent },
  ],
  [
    'a contentious post: waits and is read twice, or is free speech',
    'Our view on tuition fees: the rise is wrong and must be stopped.',
    ['public'],
    {
      baseline: sent,
      aston: ['waits 2 hours by ASTON-67', '2 reading'],
      essex: ['waits 2 hours by ESSEX-42', '2 reading'],
      uwl: sent,
    },
  ],
]

describe.each(posts)('%s', (_what, text, audiences, expected) => {
  test.each(policies)('under %s', async (policy) => {
    await takeUp(policy)
    // After a fortnight the same words may go out again.
    house.services.clock.advance({ hours: 15 * 24 })
    expect(await lineOf(text, audiences)).toEqual(expected[policy])
  })
})

test('ASTON-45: what is contentious comes before the digital team; UWL-2.2a only says that speech is free', async () => {
  const text = 'Our view on tuition fees: the rise is wrong and must be stopped, we say.'
  const said: Record<string, string[]> = {}
  for (const policy of policies) {
    await takeUp(policy)
    const id = await written(house, { part: { text }, audiences: ['public'] })
    const findings = await checkStored(house.posts, house.author.actor, id)
    said[policy] = [...new Set(findings.map(({ clause, outcome }) => `${clause} ${outcome}`))]
      .filter((one) => !one.startsWith('BASE-') && !one.startsWith('ASTON-27'))
      .toSorted()
  }
  expect(said).toEqual({
    baseline: [],
    aston: ['ASTON-45 route', 'ASTON-67 hold', 'ASTON-67 require'],
    essex: ['ESSEX-42 hold'],
    uwl: ['UWL-2.2a guide'],
  })
})

test('UWL-5.2: the way past the ban is a reason, which is recorded', async () => {
  await takeUp('uwl')
  const text = 'Join the WhatsApp group of the field trip here: https://chat.whatsapp.com/XyZ'
  const id = await written(house, { part: { text }, audiences: ['students'] })
  const reason = 'The field station has no other way to be reached in time.'
  const findings = await checkStored(house.posts, house.author.actor, id)
  expect(findings).toContainEqual(
    expect.objectContaining({ clause: 'UWL-5.2', outcome: 'refuse', overridable: true }),
  )
  for (const finding of findings.filter(({ overridable }) => overridable))
    await overrideFinding(house.posts, house.author.actor, id, finding.id, reason)
  await submitPost(house.posts, house.author.actor, id, 1)
  const kept = await house.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('post_id', '=', id)
    .where('kind', '=', 'finding.overridden')
    .execute()
  expect(kept.map(({ body }) => body.facts.clause)).toContain('UWL-5.2')
})
