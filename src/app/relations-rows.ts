/** For relations-rows.test.ts: real rows of every kind that a route is called with, made anew for each deed. */
import { sql } from 'kysely'
import { ensureDuty } from '#features/duties/index.ts'
import { takeIn } from '#features/register/import/check-import.ts'
import { askReading, decideReading } from '#features/register/hand-over/readings.ts'
import { keepSecret } from '#features/register/hand-over/secrets.ts'
import { keepView } from '#features/register/estate/saved-views.ts'
import { json, newId } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { approve, putForward } from './packs-in-force/house.ts'
import { campaign, postsIn } from './relations-campaigns.ts'
import type { Caller, RelationsHouse } from './relations-house.ts'
import { queueRow, seriesRow } from './relations-plans.ts'

/** What stands in the address of a route, and what its body has to say. */
export interface RealRow {
  id: string
  stageId?: string
  questionId?: string
  line?: string
}
type Make = (house: RelationsHouse) => Promise<RealRow>
type Person = Exclude<Caller, 'nobody'>

async function called(
  { app, person }: RelationsHouse,
  who: Person,
  url: string,
  payload: object,
): Promise<{ id: string }> {
  const { headers } = person(who)
  const answer = await app.inject({ method: 'POST', url, headers, payload })
  if (answer.statusCode >= 300) throw new Error(`POST ${url}: ${answer.statusCode} ${answer.body}`)
  return answer.json<{ id: string }>()
}

export const handOverAnswers = ({ accountId, author, person }: RelationsHouse) => ({
  accountId,
  why: 'Whoever answers for it now goes on leave for a year.',
  administrators: [person('named in the request').actor.personId, author.actor.personId],
})

const draft: Make = async (house) =>
  called(house, 'requester', '/api/requests', {
    kind: 'hand-over',
    answers: handOverAnswers(house),
    reasons: {},
    declared: [],
  })

/** Before two offices at once, one of which has asked something. `stageId`: that of the office that decides. */
const inReview: Make = async (house) => {
  const { db } = house.services
  const { id } = await draft(house)
  await called(house, 'requester', `/api/requests/${id}/submission`, { version: 1 })
  const change = { kind: 'decision' as const, office_id: 'deciding-office', state: 'open' as const }
  const [stage] = await db
    .updateTable('request_stage')
    .set(change)
    .where('request_id', '=', id)
    .returning('id')
    .execute()
  if (!stage) throw new Error('A request that was sent is before nobody.')
  const questionId = newId()
  await db
    .insertInto('request_question')
    .values({
      id: questionId,
      request_id: id,
      stage_id: stage.id,
      asked_by: house.person('deciding office').actor.personId,
      asked_at: nowOf(house.services),
      text: 'From when?',
      answered_by: null,
      answered_at: null,
      answer: '',
    })
    .execute()
  const advice = json({ id: newId(), kind: 'advice', office_id: 'advising-office' })
  await sql`insert into request_stage select (jsonb_populate_record(s, ${advice})).* from request_stage s
    where id = ${stage.id}::uuid`.execute(db)
  return { id, stageId: stage.id, questionId }
}

const withAdvice: Make = async (house) => {
  const { id } = await inReview(house)
  const stage = await house.services.db
    .selectFrom('request_stage')
    .select('id')
    .where('request_id', '=', id)
    .where('kind', '=', 'advice')
    .executeTakeFirstOrThrow()
  return { id, stageId: stage.id }
}

const refused: Make = async (house) => {
  const row = await inReview(house)
  const { db, clock } = house.services
  const until = clock.now().add({ hours: 100 }).toString()
  await db
    .updateTable('request')
    .set({ state: 'refused', appeal_until: until })
    .where('id', '=', row.id)
    .execute()
  await db
    .updateTable('request_stage')
    .set({
      state: 'answered',
      decision: 'refused',
      answered_by: house.person('deciding office').actor.personId,
    })
    .where('request_id', '=', row.id)
    .execute()
  return row
}

const published = new WeakMap<RelationsHouse, Promise<string>>()

/** A post that really went out on Practice; the contributor wrote it, an officer approved it. */
async function publish(house: RelationsHouse): Promise<string> {
  const postId = await putForward(house, { by: house.person('contributor').actor })
  await approve(house, postId)
  await house.work()
  const { id } = await house.services.db
    .selectFrom('publication')
    .select('id')
    .where('post_id', '=', postId)
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  return id
}

function publication(changed: Record<string, unknown>): Make {
  return async (house) => {
    const { db } = house.services
    if (!published.has(house)) published.set(house, publish(house))
    const from = await published.get(house)
    const id = newId()
    const postId = newId()
    await sql`insert into post select (jsonb_populate_record(t, ${json({ id: postId })})).* from post t
      where id = (select post_id from publication where id = ${from}::uuid)`.execute(db)
    await sql`insert into post_target (post_id, account_id, position)
      values (${postId}::uuid, ${house.accountId}::uuid, 0)`.execute(db)
    const copied = json({ id, post_id: postId, ...changed })
    await sql`insert into publication select (jsonb_populate_record(t, ${copied})).* from publication t
      where id = ${from}::uuid`.execute(db)
    return { id }
  }
}

/** In people's hands, on a network that no program may publish on. */
function byHand(changed: Record<string, unknown>): Make {
  return async (house) => {
    const row = await publication({ by_hand: true, network: 'whatsapp', published_at: null, ...changed })(
      house,
    )
    await house.services.db
      .insertInto('by_hand_post')
      .values({ publication_id: row.id, handed_at: nowOf(house.services) })
      .execute()
    await house.services.db
      .insertInto('by_hand_screenshot')
      .values({
        id: row.id,
        publication_id: row.id,
        sha256: 'a'.repeat(64),
        media_type: 'image/png',
        bytes: 1,
        width: 1,
        height: 1,
        uploaded_by: null,
        uploaded_at: nowOf(house.services),
      })
      .execute()
    return row
  }
}

const entryFor = (house: RelationsHouse, kind: string) =>
  append(house.services.db, nowOf(house.services), {
    kind,
    actor: { system: 'publishing' },
    subject: `account:${house.accountId}`,
    summary: 'Something was noticed on a network.',
    content: { approved: 'Ours.', standing: 'Not ours.', text: 'Not ours.' },
  })

const changeOnNetwork: Make = async (house) => {
  const { id: publicationId } = await publication({})(house)
  const id = newId()
  await house.services.db
    .insertInto('publication_change')
    .values({
      id,
      publication_id: publicationId,
      account_id: house.accountId,
      part: 0,
      kind: 'changed',
      entry_id: await entryFor(house, 'publication.changed-outside'),
      seen_at: nowOf(house.services),
    })
    .execute()
  return { id }
}

const outsidePost: Make = async (house) => {
  const id = newId()
  await house.services.db
    .insertInto('outside_post')
    .values({
      id,
      account_id: house.accountId,
      remote_id: newId(),
      url: 'https://social.example.ac.uk/1',
      extra: null,
      media: 0,
      posted_at: nowOf(house.services),
      found_at: nowOf(house.services),
      state: 'open',
      entry_id: await entryFor(house, 'outside.found'),
    })
    .execute()
  return { id }
}

function correctionBy(who: Person): Make {
  return async (house) => {
    const { id } = await publication({})(house)
    const proposal = { part: 0, text: 'Our open day is on Sunday.', reason: 'It was moved.' }
    return called(house, who, `/api/publications/${id}/corrections`, proposal)
  }
}

/** Administrator of a copy of the account hands over to the one that the tests know. */
const handOver: Make = async (house) => {
  const account = await house.freshAccount()
  return called(house, 'officer', `/api/accounts/${account}/hand-over`, {
    why: 'change',
    leaver: house.officer.actor.personId,
    keeps: 'nothing',
    designated: house.person('administrator').actor.personId,
    notes: 'The telephone for the second factor lies at reception.',
  })
}

function duty(of: { office: string } | { of: Person }): Make {
  return async (house) => {
    const { services } = house
    const at = nowOf(services)
    const key = `task:${newId()}`
    await services.db.transaction().execute((tx) =>
      ensureDuty(services, tx, at, {
        key,
        kind: 'policy.task',
        title: 'Look through the list',
        why: 'Once a year.',
        ...('office' in of ? of : { personId: house.person(of.of).actor.personId }),
        link: '/accounts',
        due: services.clock.now().add({ hours: 100 }).toString(),
      }),
    )
    return services.db.selectFrom('duty').select('id').where('key', '=', key).executeTakeFirstOrThrow()
  }
}

function reviewBy(who: Person): Make {
  return async (house) => {
    const { services } = house
    const id = newId()
    await services.db
      .insertInto('account_review')
      .values({
        id,
        account_id: await house.freshAccount(),
        reviewer_id: house.person(who).actor.personId,
        state: 'waiting',
        outcome: 'keep',
        content: json({
          progress: 'reached',
          figure: '',
          hoursPerWeek: 2,
          note: 'It reaches what it is for.',
          against: null,
          objective: null,
          need: null,
          scorecard: [],
          findings: [],
        }),
        overdue: false,
        next_due: '2027-11-21',
        made_at: nowOf(services),
        agreement_clause: 'BASE-13.1',
        agreement_why: 'Somebody else reads it.',
        agreed_by: null,
        agreed_at: null,
        agreement_note: null,
      })
      .execute()
    return { id }
  }
}

const impersonation: Make = async ({ services }) => {
  const id = newId()
  await services.db
    .insertInto('impersonation_report')
    .values({
      id,
      address: 'https://network.example/@exampel-university',
      network: null,
      handle: null,
      claim: 'It sells degrees.',
      email: null,
      looks_like: null,
      reporter: null,
      received_at: nowOf(services),
      state: 'open',
      outcome: null,
      note: '',
      settled_by: null,
      settled_at: null,
    })
    .execute()
  return { id }
}

function importIn(state: 'checked' | 'running'): Make {
  return async ({ services, person }) => {
    const line = `Practice,list-${newId().slice(-12)},School of Engineering,News of the school for its students,Students,2`
    const bytes = new TextEncoder().encode(`Network,Handle,Unit,Purpose,Audiences,Hours\n${line}`)
    const { id } = await takeIn(services, person('other officer').actor, { name: 'list.csv', bytes })
    if (state === 'running')
      await services.db.updateTable('account_import').set({ state }).where('id', '=', id).execute()
    return { id }
  }
}

function reading(state: 'asked' | 'agreed'): Make {
  return async (house) => {
    const { services } = house
    const asker = house.person('other officer').actor
    const account = await house.freshAccount()
    const kept = { kind: 'password' as const, label: 'Sign-in', value: 'a long sentence of nobody' }
    const secretId = await keepSecret(services, asker, account, kept)
    const { id } = await askReading(services, asker, account, secretId, 'Nobody can sign in to the network.')
    if (state === 'agreed') await decideReading(services, house.person('it').actor, id, { decision: 'agree' })
    return { id }
  }
}

let views = 0

function view(shared: boolean): Make {
  return ({ services, person }) =>
    keepView(services, person(shared ? 'other officer' : 'requester').actor, {
      name: `View ${(views += 1)}`,
      filter: {},
      shared,
    })
}

export const rows = {
  'a draft of a request': draft,
  'a request in review': inReview,
  'a request whose advice is asked': withAdvice,
  'a refused request': refused,
  'a publication that is due': publication({ state: 'due', published_at: null }),
  'a publication in people’s hands': byHand({ state: 'handed' }),
  'a publication posted by hand': byHand({ state: 'published' }),
  'a missed publication': publication({ state: 'missed', published_at: null }),
  'a refused publication': publication({ state: 'rejected', published_at: null, parts: [] }),
  'an unknown publication': publication({ state: 'unknown', published_at: null }),
  'a published publication': publication({}),
  'a published publication of nothing': publication({ parts: [] }),
  'a change on the network': changeOnNetwork,
  'a post outside Rostrum': outsidePost,
  'a correction by the contributor': correctionBy('contributor'),
  'a correction by the administrator': correctionBy('administrator'),
  'a queue': queueRow,
  'a series': seriesRow,
  'a hand-over to the administrator': handOver,
  'a duty of the deciding office': duty({ office: 'deciding-office' }),
  'a duty of the requester': duty({ of: 'requester' }),
  'a review by the administrator': reviewBy('administrator'),
  'a review by the other officer': reviewBy('other officer'),
  'a report of an impersonation': impersonation,
  'an import that is checked': importIn('checked'),
  'an import that is running': importIn('running'),
  'a campaign of the contributor': campaign,
  'posts of the contributor that are checked': postsIn('checked'),
  'posts of the contributor that are being made': postsIn('running'),
  'a reading asked by the other officer': reading('asked'),
  'a reading agreed to': reading('agreed'),
  'a view of the requester': view(false),
  'a view shared by the other officer': view(true),
} satisfies Record<string, Make>
export type RowName = keyof typeof rows
