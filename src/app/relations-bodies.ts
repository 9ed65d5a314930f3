/** For relations.test.ts and relations-rows.test.ts: a body that each route can read, so that its use case is reached. */
type Body = (of: { personId: string; accountId: string; rowId?: string }) => object

const nobodyHas = '00000000-0000-7000-8000-000000000000'
const draft = {
  title: 'News',
  content: { parts: [{ text: 'News', media: [], link: null }], variants: {} },
  audiences: [],
  language: 'en-GB',
  schedule: null,
  version: 1,
}

export const bodies: Record<string, Body> = {
  'PATCH /api/accounts/:id': () => ({ version: 1, purpose: 'News of the faculty for everybody.' }),
  'POST /api/accounts/:id/members': ({ personId }) => ({ personId, relation: 'contributor' }),
  'POST /api/accounts/:id/connection': () => ({ method: 'practice', values: {} }),
  'PUT /api/accounts/:id/designated-administrator': () => ({ memberId: nobodyHas }),
  'POST /api/accounts/:id/hand-over': ({ personId }) => ({
    why: 'change',
    leaver: null,
    keeps: 'nothing',
    designated: personId,
  }),
  'POST /api/accounts/:id/secrets': () => ({ kind: 'password', label: 'Sign-in', value: 'x' }),
  'PUT /api/accounts/:id/secrets/:secretId': () => ({ value: 'x' }),
  'PUT /api/accounts/:id/objective': () => ({ objective: 'Reach more students', metric: 'Replies a week' }),
  'POST /api/accounts/:id/pause': () => ({ reason: 'For a while.' }),
  'POST /api/accounts/:id/reviews': () => ({
    version: 1,
    readAt: '2026-11-21T09:00:00.000Z',
    progress: 'reached',
    hoursPerWeek: 2,
    note: 'It reaches what it is for.',
    outcome: 'keep',
    nextDue: '2027-11-21',
  }),
  'PATCH /api/accounts/:id/leaving': () => ({ version: 1, closesOn: '2027-01-31' }),
  'PUT /api/accounts/:id/leaving/steps/:step': () => ({ done: true }),
  'PUT /api/accounts/:id/public-page': () => ({ officeId: null, contact: '', hours: '', houseRules: '' }),
  'PUT /api/posts/:id': () => ({ ...draft, accountIds: [] }),
  'PUT /api/posts/:id/schedule': () => ({ version: 1, schedule: null }),
  'PUT /api/posts/:id/campaign': () => ({ campaignId: null }),
  'POST /api/posts/:id/queue-move': () => ({ to: 'first' }),
  'PUT /api/posts/:id/evergreen': () => ({
    queueId: nobodyHas,
    restDays: 60,
    reviewOn: '2027-11-21',
    mostUses: 3,
  }),
  'POST /api/posts/:id/seen': () => ({ version: 1 }),
  'POST /api/posts/:id/comments': () => ({ text: 'Well said.' }),
  'PUT /api/posts/:id/overrides/:findingId': () => ({ reason: 'It is meant so, and right.' }),
  'POST /api/posts/:id/submit': () => ({ version: 1 }),
  'POST /api/posts/:id/approve': ({ accountId }) => ({ digests: { [accountId]: 'a'.repeat(64) } }),
  'POST /api/posts/:id/ask-for-changes': () => ({ note: 'Please say when.' }),
  'POST /api/posts/:id/consultations': () => ({ findingId: 'x', office: 'digital-team' }),
  'POST /api/posts/:id/consultations/:consultationId/answer': () => ({ agreed: true }),
  'POST /api/posts/:id/holds/:holdId/release': () => ({ reason: 'It can’t wait until tomorrow morning.' }),
}

let links = 0

const campaign = { name: 'Open day', firstDay: '2027-03-01' }
const columns = { accounts: 0, text: 1 }
const otherwise = { time: '', language: 'en-GB', accountIds: [], campaignId: null }

const slots = [{ weekday: 1, time: '09:00' }]
export const queueFor = (accountId: string) => ({ name: 'Reading tips', accountIds: [accountId], slots })
export const seriesFor = (accountId: string) => ({
  name: 'Opening hours',
  template: {
    title: 'Opening hours',
    content: { parts: [{ text: 'What is open.', media: [], link: null }], variants: {} },
    audiences: [],
    language: 'en-GB',
    accountIds: [accountId],
  },
  rule: { pattern: { kind: 'weekly', days: [1] }, every: 1, from: '2026-11-21', time: '09:00' },
})

/** Of the routes that take another thing than an account or a post. */
export const rowBodies: Record<string, Body> = {
  'PUT /api/campaigns/:id': () => ({ ...campaign, version: 1 }),
  'PUT /api/campaigns/:id/state': () => ({ state: 'ended' }),
  'POST /api/campaigns/:id/posts': () => ({ title: 'News' }),
  'POST /api/campaigns/:id/copy-preview': () => ({ ...campaign, move: 'days' }),
  'POST /api/campaigns/:id/copies': () => ({ ...campaign, move: 'days', postIds: [] }),
  'PUT /api/campaign-imports/:id/mapping': () => ({ columns, otherwise }),
  'PUT /api/campaign-imports/:id/lines/:line/left-out': () => ({ leftOut: true }),
  'PUT /api/plan-queues/:id': ({ accountId }) => ({ ...queueFor(accountId), version: 1 }),
  'PUT /api/plan-queues/:id/pause': () => ({ until: null }),
  // The row has made a draft with the id of the queue.
  'POST /api/plan-queues/:id/items': ({ rowId }) => ({ postId: rowId }),
  'PUT /api/plan-series/:id': ({ accountId }) => ({ ...seriesFor(accountId), version: 1 }),
  'POST /api/requests/:id/submission': () => ({ version: 1 }),
  'POST /api/requests/:id/withdrawal': () => ({ reason: 'It is not needed any more.' }),
  'POST /api/requests/:id/appeal': () => ({ reasons: 'What was refused is asked for by a clause.' }),
  'POST /api/requests/:id/questions/:questionId/answer': () => ({ text: 'From the first of March.' }),
  'POST /api/requests/:id/stages/:stageId/questions': () => ({ text: 'From when should it be?' }),
  'POST /api/requests/:id/stages/:stageId/advice': () => ({
    version: 1,
    advice: 'in-favour',
    text: 'The plan is sound.',
  }),
  'POST /api/requests/:id/stages/:stageId/decision': () => ({
    version: 1,
    decision: 'changes',
    reasons: 'Say when it begins.',
  }),
  'POST /api/publications/:id/cancel': () => ({ reason: 'It is out of date.' }),
  'POST /api/publications/:id/remove': () => ({ reason: 'It is out of date.' }),
  'PUT /api/publications/:id/by-hand/taken-by': () => ({ mine: true, from: null }),
  // Its screenshot has the id of the publication; no two posts have the same address.
  'POST /api/publications/:id/by-hand/record': ({ rowId }) => ({
    link: `https://whatsapp.com/channel/0029VaExampleUniversity01/${(links += 1)}`,
    at: null,
    screenshotId: rowId,
    words: null,
  }),
  'POST /api/publications/:id/by-hand/failure': () => ({ reason: 'The telephone is broken.' }),
  'POST /api/publications/:id/by-hand/removal': () => ({ reason: 'It is out of date.' }),
  'POST /api/publications/:id/settle': () => ({ there: false }),
  // Letting go what is not pinned is harmless, and answered to whoever may.
  'PUT /api/publications/:id/pinned': () => ({ pinned: false }),
  'POST /api/publication-changes/:id/accept': () => ({ reason: 'It was agreed by telephone.' }),
  'POST /api/outside-posts/:id/accept': () => ({ reason: 'It was agreed by telephone.' }),
  'POST /api/outside-posts/:id/take-down': () => ({ reason: 'It names a student.' }),
  'PUT /api/outside-posts/:id/posted-by': () => ({ text: 'The night desk' }),
  'POST /api/publications/:id/corrections': () => ({
    part: 0,
    text: 'Our open day is on Sunday.',
    reason: 'It was moved.',
  }),
  'PUT /api/duties/:id/taken-by': ({ personId }) => ({ personId }),
  'POST /api/duties/:id/done': () => ({ note: 'Looked through it.' }),
  'POST /api/account-reviews/:id/agreement': () => ({ agreed: true, note: '' }),
  'POST /api/impersonations/:id/settlement': () => ({ outcome: 'unclear', note: 'Nothing is there.' }),
  'PUT /api/account-imports/:id/mapping': () => ({
    columns: { network: 0, handle: 1, unit: 2, purpose: 3, audiences: 4, hoursPerWeek: 5 },
  }),
  'POST /api/secret-readings/:id/decision': () => ({ decision: 'agree' }),
}
