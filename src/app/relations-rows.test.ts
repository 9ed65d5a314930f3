import { afterAll, beforeAll, expect, test } from 'vitest'
import { maySomewhere } from '#features/people/index.ts'
import type { Permission } from '#features/people/permissions.ts'
import type { RouteEntry } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { keepSecret } from '#features/register/hand-over/secrets.ts'
import { notify } from '#features/notices/index.ts'
import { NoticesPage } from '#features/notices/contract.ts'
import { rowBodies } from './relations-bodies.ts'
import { callers, relationsHouse, type Caller, type RelationsHouse } from './relations-house.ts'
import { handOverAnswers, rows, type RealRow, type RowName } from './relations-rows.ts'

/**
 * Who may do what to a request, a publication, a correction and so on, on real rows, through every route that takes
 * the id of one. Accounts and posts are in relations.test.ts.
 */
interface Case {
  of: RowName
  /** It is done, and answered with what was done. */
  may: readonly Caller[]
  /** They know that it is there, and hear why they may not. For everybody else it is as if it were not there. */
  knows?: readonly Caller[]
}

const all = callers.filter((who) => who !== 'nobody')
const but = (from: readonly Caller[], ...without: Caller[]) => from.filter((who) => !without.includes(who))

/** Who asked, who is named, the offices it is before, who coordinates the unit, and those who read all requests. */
const readers: Caller[] = [
  'requester',
  'named in the request',
  'deciding office',
  'advising office',
  'coordinator',
  'officer',
  'other officer',
  'governance',
]
const asked = { may: ['requester'], knows: but(readers, 'requester') } satisfies Omit<Case, 'of'>
const decides = { may: ['deciding office'], knows: but(readers, 'deciding office') } satisfies Omit<
  Case,
  'of'
>
const advises = { may: ['advising office'], knows: but(readers, 'advising office') } satisfies Omit<
  Case,
  'of'
>
const sends = { may: ['administrator', 'officer', 'other officer'] } satisfies Omit<Case, 'of'>
const writes = { may: [...sends.may, 'contributor'] } satisfies Omit<Case, 'of'>
const readsPosts = { may: [...writes.may, 'coordinator', 'governance'] } satisfies Omit<Case, 'of'>
/** Whoever may read the posts of the account knows of it. */
const outside = { ...sends, knows: ['contributor', 'coordinator', 'governance'] } satisfies Omit<Case, 'of'>
const imports = { may: ['officer', 'other officer'] } satisfies Omit<Case, 'of'>
/** Whoever writes, or reads, posts of some account. */
const someWriters: Caller[] = [
  'contributor',
  'administrator',
  'administrator elsewhere',
  'officer',
  'other officer',
]
const someReaders: Caller[] = [...someWriters, 'coordinator', 'coordinator elsewhere', 'governance']
const changesCampaign = {
  may: ['contributor', 'officer', 'other officer'],
  knows: ['administrator', 'administrator elsewhere'],
} satisfies Omit<Case, 'of'>
const postLists = { may: ['contributor', 'officer', 'other officer'] } satisfies Omit<Case, 'of'>
/** Those who see the duties of every office. */
const overseers: Caller[] = ['officer', 'other officer', 'governance']
const reviews: Caller[] = ['administrator', 'coordinator']

const table: Record<string, Case[]> = {
  'GET /api/requests/:id': [
    { of: 'a request in review', may: readers },
    { of: 'a draft of a request', may: ['requester'] },
  ],
  'PUT /api/requests/:id': [
    { of: 'a request in review', ...asked },
    { of: 'a draft of a request', may: ['requester'] },
  ],
  'DELETE /api/requests/:id': [{ of: 'a draft of a request', may: ['requester'] }],
  'POST /api/requests/:id/submission': [{ of: 'a draft of a request', may: ['requester'] }],
  'POST /api/requests/:id/withdrawal': [{ of: 'a request in review', ...asked }],
  'POST /api/requests/:id/appeal': [{ of: 'a refused request', ...asked }],
  'POST /api/requests/:id/questions/:questionId/answer': [{ of: 'a request in review', ...asked }],
  'POST /api/requests/:id/stages/:stageId/questions': [
    { of: 'a request in review', ...decides },
    { of: 'a request whose advice is asked', ...advises },
  ],
  'POST /api/requests/:id/stages/:stageId/advice': [{ of: 'a request whose advice is asked', ...advises }],
  'POST /api/requests/:id/stages/:stageId/decision': [{ of: 'a request in review', ...decides }],

  'POST /api/publications/:id/send-now': [{ of: 'a missed publication', ...sends }],
  'POST /api/publications/:id/look-again': [{ of: 'a published publication', ...sends }],
  'POST /api/publications/:id/cancel': [{ of: 'a publication that is due', ...sends }],
  'POST /api/publications/:id/mend': [{ of: 'a refused publication', ...writes }],
  'POST /api/publications/:id/settle': [{ of: 'an unknown publication', ...sends }],
  'POST /api/publications/:id/remove': [{ of: 'a published publication of nothing', ...sends }],
  'GET /api/publications/:id/by-hand': [{ of: 'a publication in people’s hands', ...readsPosts }],
  'PUT /api/publications/:id/by-hand/taken-by': [{ of: 'a publication in people’s hands', ...writes }],
  'POST /api/publications/:id/by-hand/record': [{ of: 'a publication in people’s hands', ...writes }],
  'POST /api/publications/:id/by-hand/failure': [{ of: 'a publication in people’s hands', ...writes }],
  'POST /api/publications/:id/by-hand/removal': [{ of: 'a publication posted by hand', ...sends }],
  'PUT /api/publications/:id/pinned': [{ of: 'a published publication', ...writes }],
  'POST /api/publication-changes/:id/accept': [{ of: 'a change on the network', ...outside }],
  'POST /api/outside-posts/:id/accept': [{ of: 'a post outside Rostrum', ...outside }],
  'POST /api/outside-posts/:id/take-down': [{ of: 'a post outside Rostrum', ...outside }],
  'PUT /api/outside-posts/:id/posted-by': [{ of: 'a post outside Rostrum', ...outside }],
  'POST /api/publications/:id/corrections': [{ of: 'a published publication', ...writes }],
  'POST /api/corrections/:id/approve': [
    { of: 'a correction by the contributor', ...sends },
    {
      of: 'a correction by the administrator',
      may: but(sends.may, 'administrator'),
      knows: ['administrator'],
    },
  ],
  'POST /api/corrections/:id/refuse': [
    { of: 'a correction by the contributor', ...sends },
    {
      of: 'a correction by the administrator',
      may: but(sends.may, 'administrator'),
      knows: ['administrator'],
    },
  ],

  'GET /api/plan-queues/:id': [{ of: 'a queue', ...readsPosts }],
  'PUT /api/plan-queues/:id': [{ of: 'a queue', ...outside }],
  'PUT /api/plan-queues/:id/pause': [{ of: 'a queue', ...outside }],
  'DELETE /api/plan-queues/:id': [{ of: 'a queue', ...outside }],
  'POST /api/plan-queues/:id/items': [{ of: 'a queue', ...writes, knows: ['coordinator', 'governance'] }],
  'GET /api/plan-series/:id': [{ of: 'a series', ...readsPosts }],
  'PUT /api/plan-series/:id': [{ of: 'a series', ...outside }],
  'DELETE /api/plan-series/:id': [{ of: 'a series', ...outside }],

  'POST /api/hand-overs/:id/taking-over': [
    {
      of: 'a hand-over to the administrator',
      may: ['administrator'],
      knows: ['coordinator', 'officer', 'other officer'],
    },
  ],
  'DELETE /api/hand-overs/:id/notes': [
    {
      of: 'a hand-over to the administrator',
      may: ['administrator', 'coordinator', 'officer', 'other officer'],
    },
  ],

  'PUT /api/duties/:id/taken-by': [
    { of: 'a duty of the deciding office', may: ['deciding office'], knows: overseers },
    { of: 'a duty of the requester', may: [], knows: ['requester', ...overseers] },
  ],
  'POST /api/duties/:id/done': [
    { of: 'a duty of the deciding office', may: ['deciding office'], knows: overseers },
    { of: 'a duty of the requester', may: ['requester'], knows: overseers },
  ],

  'POST /api/account-reviews/:id/agreement': [
    { of: 'a review by the administrator', may: ['officer', 'other officer'], knows: reviews },
    { of: 'a review by the other officer', may: ['officer'], knows: ['other officer', ...reviews] },
  ],

  'POST /api/impersonations/:id/settlement': [
    { of: 'a report of an impersonation', may: ['officer', 'other officer', 'governance'] },
  ],

  'GET /api/account-imports/:id': [{ of: 'an import that is checked', ...imports }],
  'GET /api/account-imports/:id/lines': [{ of: 'an import that is checked', ...imports }],
  'GET /api/account-imports/:id/report.csv': [{ of: 'an import that is checked', ...imports }],
  'PUT /api/account-imports/:id/mapping': [{ of: 'an import that is checked', ...imports }],
  'POST /api/account-imports/:id/run': [{ of: 'an import that is checked', ...imports }],
  'POST /api/account-imports/:id/stop': [{ of: 'an import that is running', ...imports }],
  'DELETE /api/account-imports/:id': [{ of: 'an import that is checked', ...imports }],

  'GET /api/campaigns/:id': [{ of: 'a campaign of the contributor', may: someReaders }],
  'GET /api/campaigns/:id/posts.csv': [{ of: 'a campaign of the contributor', may: someReaders }],
  'PUT /api/campaigns/:id': [{ of: 'a campaign of the contributor', ...changesCampaign }],
  'PUT /api/campaigns/:id/state': [{ of: 'a campaign of the contributor', ...changesCampaign }],
  'POST /api/campaigns/:id/posts': [{ of: 'a campaign of the contributor', may: someWriters }],
  'POST /api/campaigns/:id/copy-preview': [{ of: 'a campaign of the contributor', may: someWriters }],
  'POST /api/campaigns/:id/copies': [{ of: 'a campaign of the contributor', may: someWriters }],
  'GET /api/campaign-imports/:id': [{ of: 'posts of the contributor that are checked', ...postLists }],
  'GET /api/campaign-imports/:id/lines': [{ of: 'posts of the contributor that are checked', ...postLists }],
  'GET /api/campaign-imports/:id/remarks.csv': [
    { of: 'posts of the contributor that are checked', ...postLists },
  ],
  'PUT /api/campaign-imports/:id/mapping': [
    { of: 'posts of the contributor that are checked', ...postLists },
  ],
  'PUT /api/campaign-imports/:id/lines/:line/left-out': [
    { of: 'posts of the contributor that are checked', ...postLists },
  ],
  'POST /api/campaign-imports/:id/run': [{ of: 'posts of the contributor that are checked', ...postLists }],
  'POST /api/campaign-imports/:id/stop': [
    { of: 'posts of the contributor that are being made', ...postLists },
  ],
  'DELETE /api/campaign-imports/:id': [{ of: 'posts of the contributor that are checked', ...postLists }],

  'POST /api/secret-readings/:id/decision': [
    { of: 'a reading asked by the other officer', may: ['officer', 'it'], knows: ['other officer'] },
  ],
  'POST /api/secret-readings/:id/opening': [
    { of: 'a reading agreed to', may: ['other officer'], knows: ['officer', 'it'] },
  ],
  'DELETE /api/secret-readings/:id': [{ of: 'a reading asked by the other officer', may: ['other officer'] }],

  'DELETE /api/account-views/:id': [
    { of: 'a view of the requester', may: ['requester'] },
    { of: 'a view shared by the other officer', may: ['officer', 'other officer'] },
  ],
}

/** Routes that take an id and are not in the table, by how they begin, and why. */
const elsewhere: Record<string, string> = {
  '/api/accounts/': 'relations.test.ts',
  '/api/posts/': 'relations.test.ts',
  '/api/campaigns/:id/posts': 'campaigns.test.ts: each post by the accounts that it goes to.',
  '/api/publications/:id/by-hand/screenshots': 'by-hand.test.ts has who may bring one, and who sees it.',
  '/api/publications/:id/by-hand/files/': 'by-hand.test.ts: the files of a post, for those who may read it.',
  '/api/me/': 'One’s own things: found by who asks, whatever the id.',
  '/api/assets/': 'Everybody who is signed in sees them; upload.test.ts has who may change one.',
  '/api/network-apps/': 'A network is no secret; its app is for one role alone.',
  '/api/networks-watch/': 'A network is no secret, and one role keeps watch.',
  '/api/notice-channels/': 'For roles alone.',
  '/api/people/': 'Everybody sees who is here; roles alone change it.',
  '/api/units/': 'Everybody sees them; roles alone change them.',
  '/api/offices/': 'Everybody sees them; roles alone change them.',
  '/api/office-holdings/': 'Everybody sees them; roles alone change them.',
  '/api/directory/': 'For one role alone.',
  '/api/sign-in-services/': 'For one role alone.',
  '/api/sso/': 'Before anybody is signed in.',
  '/api/policy/': 'Everybody reads the policy; drafts.test.ts and waivers.test.ts have who may change it.',
  '/api/records/': 'For roles alone.',
}

let house: RelationsHouse
beforeAll(async () => {
  house = await relationsHouse()
})
afterAll(() => house.close())

const nameOf = ({ method, url }: RouteEntry) => `${method} ${url}`
const routeOf = (name: string): RouteEntry | undefined =>
  house.app.routeTable.find((route) => nameOf(route) === name)

interface Answer {
  status: number
  code: string
  body: string
}

async function ask(route: RouteEntry, row: RealRow, who: Caller): Promise<Answer> {
  const url = route.url.replace(/:(\w+)/g, (_, key: string) => row[key as keyof RealRow] ?? '')
  const person = who === 'nobody' ? null : house.person(who)
  const personId = person?.actor.personId ?? house.officer.actor.personId
  const body =
    nameOf(route) === 'PUT /api/requests/:id'
      ? { answers: { ...handOverAnswers(house), why: `For ${who}.` }, reasons: {}, declared: [], version: 1 }
      : rowBodies[nameOf(route)]?.({ personId, accountId: house.accountId, rowId: row.id })
  const answer = await house.app.inject({
    method: route.method as 'GET',
    url,
    headers: person ? person.headers : { 'x-rostrum': '1' },
    ...(body ? { payload: body } : {}),
  })
  const isProblem = answer.headers['content-type']?.includes('problem') ?? false
  return {
    status: answer.statusCode,
    code: isProblem ? answer.json<{ code: string }>().code : '',
    body: answer.body,
  }
}

const nobodyHas = '00000000-0000-7000-8000-000000000000'
const noSuchRow: RealRow = { id: nobodyHas, stageId: nobodyHas, questionId: nobodyHas, line: '2' }
/** An answer without what differs each time. */
const said = ({ status, body }: Answer, { id }: RealRow) =>
  `${status} ${body.replaceAll(id, nobodyHas).replace(/"(instance|requestId|request)":"[^"]*",?/g, '')}`

/** Null when the answer is what the table says. */
function faultOf(route: RouteEntry, { may, knows = [] }: Case, who: Caller, answers: Answers): string | null {
  const { answer } = answers
  const got = `${answer.status} ${answer.code}`.trim()
  const wants = (what: string, holds: boolean) => (holds ? null : `${what}, but is answered ${got}`)
  if (answer.status >= 500 || answer.code === 'request.invalid') return `is answered ${got}: ${answer.body}`
  if (who === 'nobody') return wants('has to sign in', answer.status === 401)
  if (may.includes(who)) return wants('may', answer.status < 300)
  const permission = 'permission' in route.access ? (route.access.permission as Permission) : null
  if (permission && !maySomewhere(house.person(who).actor, permission))
    return wants('is stopped at the gate', answer.status === 403 && answer.code === 'people.not-allowed')
  if (knows.includes(who)) return wants('hears why not', answer.status === 403 || answer.status === 409)
  return wants('learns nothing', answer.status === 404 && said(answer, answers.row) === answers.ofNone)
}

interface Answers {
  row: RealRow
  answer: Answer
  /** What the same caller hears of an id that nobody has. */
  ofNone: string
}

async function walk(name: string): Promise<string[]> {
  const route = routeOf(name)
  if (!route) return [`${name} is in the table, and there is no such route`]
  const wrong: string[] = []
  for (const entry of table[name] ?? []) {
    const shared = await rows[entry.of](house)
    for (const who of callers) {
      const does = route.method !== 'GET' && entry.may.includes(who)
      const row = does ? await rows[entry.of](house) : shared
      const answer = await ask(route, row, who)
      const ofNone = answer.status === 404 ? said(await ask(route, noSuchRow, who), noSuchRow) : ''
      const fault = faultOf(route, entry, who, { row, answer, ofNone })
      if (fault) wrong.push(`${name}, ${entry.of}: ${who} ${fault}`)
    }
  }
  return wrong
}

test.each(Object.keys(table))('%s is for those whom the table names', async (name) => {
  expect(await walk(name)).toEqual([])
})

const hanging = Object.entries(table).filter(([name]) => /:(stageId|questionId)/.test(name))

test.each(hanging)('%s reaches nothing of another row through this one', async (name, [entry]) => {
  const route = routeOf(name)
  if (!route || !entry) throw new Error(`There is no ${name}.`)
  const [own, another] = [await rows[entry.of](house), await rows[entry.of](house)]
  const answer = await ask(route, { ...another, id: own.id }, entry.may[0] ?? 'nobody')
  expect(answer).toMatchObject({ status: 404, code: 'not-found' })
})

test('a member or a secret of another account is not reached through one’s own', async () => {
  const { accountId, services } = house
  const other = await house.freshAccount()
  const { headers } = house.person('administrator')
  const { id: memberId } = await services.db
    .selectFrom('account_member')
    .select('id')
    .where('account_id', '=', other)
    .executeTakeFirstOrThrow()
  const kept = { kind: 'password' as const, label: 'Sign-in', value: 'a long sentence of nobody' }
  const secretId = await keepSecret(services, house.person('officer').actor, other, kept)
  for (const path of [`members/${memberId}`, `secrets/${secretId}`]) {
    const url = `/api/accounts/${accountId}/${path}`
    expect((await house.app.inject({ method: 'DELETE', url, headers })).statusCode, path).toBe(404)
  }
})

test('every route that takes an id is in the table, or is proved elsewhere', () => {
  const missing = house.app.routeTable
    .filter(({ url, method }) => url.startsWith('/api/') && url.includes('/:') && method !== 'HEAD')
    .filter((route) => table[nameOf(route)] === undefined)
    .filter(({ url }) => !Object.keys(elsewhere).some((prefix) => url.startsWith(prefix)))
  expect(missing.map(nameOf)).toEqual([])
})

test('a notice is read, and marked as read, by whom it was for', async () => {
  const { services } = house
  const owner = house.person('requester')
  const id = await services.db.transaction().execute((tx) =>
    notify(services, tx, nowOf(services), {
      to: { persons: [owner.actor.personId] },
      kind: 'duties.given',
      title: 'Given to you',
      text: 'A duty.',
      link: '/duties',
    }),
  )
  const noticesOf = async (who: Caller) => {
    const { headers } = house.person(who as 'requester')
    const answer = await house.app.inject({ url: '/api/me/notices', headers })
    return NoticesPage.parse(answer.json()).notices.filter((notice) => notice.id === id)
  }
  for (const who of but(all, 'requester')) {
    const { headers } = house.person(who as 'officer')
    const payload = { ids: [id] }
    await house.app.inject({ method: 'POST', url: '/api/me/notices/read', headers, payload })
    expect(await noticesOf(who), who).toEqual([])
  }
  expect(await noticesOf('requester')).toMatchObject([{ id, readAt: null }])
})
