import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeAsset, uploadAsset } from '#features/assets/index.ts'
import { openDuties } from '#features/duties/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { byHandScreenshot, byHandView, type ByHandView } from '#features/posts/by-hand/contract.ts'
import type { MediaUse } from '#features/posts/contract.ts'
import { approvePost } from '#features/posts/decide.ts'
import { cancelPublication, lookAgain, sendNow } from '#features/posts/control.ts'
import { removeOnNetwork } from '#features/posts/on-network.ts'
import { pauseEverything, resumeEverything } from '#features/posts/pause.ts'
import { claimDue } from '#features/posts/sending/claim.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { addAccount, beginConnection } from '#features/register/index.ts'
import { keepAlive } from '#features/register/keep-alive.ts'
import { json } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { testHouse, testKeys, unitOf, type TestHouse } from './testing.ts'

const words = 'The library is open all night until the exams are over.'
const link = 'https://whatsapp.com/channel/0029VaExampleUniversity01/42'

let house: TestHouse
let app: ApiApp
let channel: string
let poster: SignedIn
let colleague: SignedIn

beforeEach(async () => {
  house = await testHouse({ now: '2026-11-23T13:00:00Z' })
  const { services, networks, officer } = house
  app = await buildWeb(composeHouse(services, testKeys(services)), { pages: false })
  await app.ready()
  const account = await addAccount(services, officer.actor, {
    network: 'whatsapp',
    handle: '0029VaExampleUniversity01',
    displayName: 'Library channel',
    unitId: await unitOf(house),
    purpose: 'News of the library for its students.',
    audiences: ['students'],
    hoursPerWeek: 1,
    administrators: [officer.actor.personId],
  })
  channel = account.id
  await beginConnection({ services, networks }, officer.actor, channel, { method: 'by-hand', values: {} })
  const related = { accounts: [{ accountId: channel, relation: 'contributor' as const }] }
  poster = await signInAs(services, { name: 'Library Assistant', ...related })
  colleague = await signInAs(services, { name: 'Subject Librarian', ...related })
})
afterEach(async () => {
  await app.close()
  await house.close()
})

/** Approved, and not yet handed over. Answers the ids of the publication and of the post. */
async function approved(text = words, media: MediaUse[] = []): Promise<{ id: string; postId: string }> {
  const postId = await createDraft(house.posts, colleague.actor, {
    title: 'Open all night',
    content: { parts: [{ text, media, link: null }], variants: {} },
    accountIds: [channel],
  })
  await submitPost(house.posts, colleague.actor, postId, 1)
  const view = await viewPost(house.posts, house.officer.actor, postId)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest!]))
  await approvePost(house.posts, house.officer.actor, postId, { digests, note: '' })
  const { id } = await house.services.db
    .selectFrom('publication')
    .select('id')
    .where('post_id', '=', postId)
    .executeTakeFirstOrThrow()
  return { id, postId }
}

async function handed(text = words, media: MediaUse[] = []) {
  const ids = await approved(text, media)
  await house.work()
  return ids
}

const pathOf = (id: string, rest = '') => `/api/publications/${id}/by-hand${rest}`

async function call(who: SignedIn, method: 'PUT' | 'POST', url: string, payload: object) {
  const answer = await app.inject({ method, url, headers: who.headers, payload })
  return { status: answer.statusCode, body: answer.json<{ code?: string; fields?: { path: string }[] }>() }
}

async function look(id: string, who = poster): Promise<ByHandView> {
  const answer = await app.inject({ method: 'GET', url: pathOf(id), headers: who.headers })
  return byHandView.parse(answer.json())
}

const shots = (shade: number) =>
  sharp({ create: { width: 60, height: 90, channels: 3, background: { r: shade, g: 90, b: 90 } } })
    .withMetadata({ exif: { IFD0: { Copyright: 'A telephone' } } })
    .jpeg()
    .toBuffer()

async function upload(id: string, who = poster, bytes?: Buffer) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes ?? (await shots(10)))]), 'shot.jpg')
  const request = new Request('http://x/', { method: 'POST', body: form })
  const answer = await app.inject({
    method: 'POST',
    url: pathOf(id, '/screenshots'),
    headers: { ...who.headers, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return byHandScreenshot.parse(answer.json())
}

const said = { link, at: null, words: null }
const record = (who: SignedIn, id: string, changed: object) =>
  call(who, 'POST', pathOf(id, '/record'), { ...said, ...changed })
const minutes = (many: number) => house.services.clock.advance({ minutes: many })
const stateOf = async (id: string) =>
  (
    await house.services.db
      .selectFrom('publication')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).state
const notices = () =>
  house.services.db
    .selectFrom('notice')
    .select(['title', 'urgent', 'link'])
    .where('kind', '=', 'posts.by-hand')
    .orderBy('at')
    .execute()
const duties = () => openDuties(house.services.db, { kind: 'post.by-hand' })

test('at its time it is handed to those who run the account: a duty for each and a notice at once; no worker takes it', async () => {
  const { id } = await approved()
  expect(
    await claimDue(house.services.db, 'worker', house.services.clock.now(), { most: 9, few: 0 }),
  ).toEqual([])
  await house.work()
  expect(await stateOf(id)).toBe('handed')
  const title = 'Post this on WhatsApp: Library channel, 13:00'
  const open = await duties()
  expect(open.map((duty) => [duty.title, duty.link])).toEqual(
    Array.from({ length: 3 }, () => [title, `/posts/by-hand/${id}`]),
  )
  expect(new Set(open.map((duty) => duty.person?.name))).toEqual(
    new Set(['Digital Marketing Officer', 'Library Assistant', 'Subject Librarian']),
  )
  expect(await notices()).toEqual([{ title, urgent: true, link: `/posts/by-hand/${id}` }])
  const view = await look(id)
  expect(view.parts[0]?.text).toBe(words)
  expect(view.steps[0]).toContain('0029VaExampleUniversity01')
  expect(view.people).toHaveLength(3)
})

test('after 15 minutes they are reminded once, and after an hour it is missed, with words', async () => {
  const { id } = await handed()
  minutes(16)
  await house.work()
  await house.work()
  expect((await notices()).map((one) => one.title)).toEqual([
    'Post this on WhatsApp: Library channel, 13:00',
    'Still to do: Post this on WhatsApp: Library channel, 13:00',
  ])
  minutes(45)
  await house.work()
  const view = await look(id)
  expect([view.state, view.say]).toEqual([
    'missed',
    'Nobody recorded within an hour that it was posted by hand.',
  ])
  expect(await duties()).toEqual([])
  await sendNow(house.posts, house.officer.actor, id)
  await house.work()
  expect(await stateOf(id)).toBe('handed')
  expect(await duties()).toHaveLength(3)
})

test('one person takes it; another is told who was quicker, and may take it over knowingly', async () => {
  const { id } = await handed()
  const taken = (who: SignedIn, body: object) => call(who, 'PUT', pathOf(id, '/taken-by'), body)
  expect((await taken(poster, { mine: true, from: null })).status).toBe(200)
  expect((await taken(colleague, { mine: true, from: null })).body.code).toBe('posts.taken')
  expect((await look(id, colleague)).takenBy?.name).toBe('Library Assistant')
  expect((await duties()).map((duty) => duty.person?.name)).toEqual(['Library Assistant'])
  const { id: screenshotId } = await upload(id, colleague)
  expect((await record(colleague, id, { screenshotId })).body.code).toBe('posts.taken')
  expect((await taken(colleague, { mine: false, from: poster.actor.personId })).body.code).toBe('posts.taken')
  expect((await taken(colleague, { mine: true, from: poster.actor.personId })).status).toBe(200)
  expect((await taken(colleague, { mine: false, from: colleague.actor.personId })).status).toBe(200)
  expect(await duties()).toHaveLength(3)
})

test('recorded with link and screenshot it is published: log, evidence, lists and the post’s page say so', async () => {
  const { id, postId } = await handed()
  const shot = await upload(id)
  minutes(4)
  expect((await record(poster, id, { screenshotId: shot.id, at: '2026-11-23T13:02' })).status).toBe(200)
  const view = await look(id)
  expect(view.record).toMatchObject({
    by: { name: 'Library Assistant' },
    postedAt: '2026-11-23T13:02:00.000Z',
    url: link,
    screenshot: { sha256: shot.sha256 },
    differs: false,
  })
  const entry = await house.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'publication.recorded-by-hand')
    .executeTakeFirstOrThrow()
  expect(entry.body).toMatchObject({
    postId,
    actor: { person: poster.actor.personId },
    facts: { url: link, screenshot: shot.sha256, digest: view.digest, postedAt: '2026-11-23T13:02:00.000Z' },
  })
  const post = await viewPost(house.posts, house.officer.actor, postId)
  expect(post.status).toBe('published')
  expect(post.publications[0]).toMatchObject({
    byHand: true,
    state: 'published',
    say: 'Posted by hand, and recorded with a screenshot.',
    canEdit: false,
    canRemove: false,
  })
  expect(await duties()).toEqual([])
  const image = await app.inject({
    method: 'GET',
    url: pathOf(id, `/screenshots/${shot.id}`),
    headers: poster.headers,
  })
  expect((await sharp(image.rawPayload).metadata()).exif).toBeUndefined()
  const library = await house.services.db.selectFrom('asset').select('id').execute()
  expect(library).toEqual([])
  // Nobody opens it, however long it stands there.
  minutes(60 * 24 * 30)
  await house.work()
  expect(await stateOf(id)).toBe('published')
})

test('what can’t be true is not recorded, and says which field is wrong', async () => {
  const { id } = await handed()
  const { id: screenshotId } = await upload(id)
  const field = async (changed: object) =>
    (await record(poster, id, { screenshotId, ...changed })).body.fields?.[0]?.path
  expect(await field({ link: '' })).toBe('link')
  expect(await field({ link: 'https://example.ac.uk/42' })).toBe('link')
  expect(await field({ at: '2026-11-23T15:00' })).toBe('at')
  expect(await field({ at: '2026-11-22T15:00' })).toBe('at')
  expect(await field({ screenshotId: id })).toBe('screenshotId')
  expect((await record(poster, id, { screenshotId })).status).toBe(200)
  expect((await record(poster, id, { screenshotId })).body.code).toBe('posts.not-handed')
  const next = await handed('The café is open all night too.')
  const other = await upload(next.id)
  expect((await record(poster, next.id, { screenshotId: other.id })).body.fields?.[0]?.path).toBe('link')
})

test('other words than were approved are recorded as such, in the log alone', async () => {
  const { id } = await handed()
  const { id: screenshotId } = await upload(id)
  await record(poster, id, { screenshotId, words: 'The library is open until midnight.' })
  const view = await look(id)
  expect(view.record).toMatchObject({ differs: true, words: 'The library is open until midnight.' })
  expect(view.say).toBe('Posted by hand, with other words than were approved.')
  await house.services.db
    .updateTable('ledger_content')
    .set({ content: json({}) })
    .execute()
  expect((await look(id)).record).toMatchObject({ differs: true, words: null })
})

test('who could not post it brings it back to a person, with the reason', async () => {
  const { id } = await handed()
  const reason = 'The telephone of the channel is broken.'
  expect((await call(poster, 'POST', pathOf(id, '/failure'), { reason })).status).toBe(200)
  expect((await look(id)).say).toBe(`It could not be posted by hand: ${reason}`)
  expect(await stateOf(id)).toBe('missed')
  expect(await duties()).toEqual([])
  await cancelPublication(house.posts, house.officer.actor, id, '')
  expect(await stateOf(id)).toBe('cancelled')
})

test('who posted it in the hour may come late with the link; what was never handed over can’t be recorded', async () => {
  const { id } = await handed()
  minutes(61)
  await house.work()
  const { id: screenshotId } = await upload(id)
  expect((await record(poster, id, { screenshotId, at: '2026-11-23T13:30' })).status).toBe(200)
  expect(await stateOf(id)).toBe('published')
  const early = await approved('The café is open all night too.')
  minutes(20)
  await house.work()
  expect(await stateOf(early.id)).toBe('missed')
  const { id: shot } = await upload(early.id)
  expect((await record(poster, early.id, { screenshotId: shot, link: `${link}1` })).body.code).toBe(
    'posts.not-handed',
  )
})

test('a pause takes it out of people’s hands, and afterwards a person confirms it', async () => {
  const { id } = await handed()
  await pauseEverything(house.posts, house.officer.actor, 'Something has happened on campus.')
  expect(await stateOf(id)).toBe('paused')
  expect(await duties()).toEqual([])
  await resumeEverything(house.posts, house.officer.actor)
  await house.work()
  expect(await stateOf(id)).toBe('paused')
  await sendNow(house.posts, house.officer.actor, id)
  await house.work()
  expect(await stateOf(id)).toBe('handed')
})

test('the network is never opened for it: not to look, not to delete, not to check the connection', async () => {
  const { id } = await handed()
  const { id: screenshotId } = await upload(id)
  await record(poster, id, { screenshotId })
  await expect(lookAgain(house.posts, house.officer.actor, id)).rejects.toMatchObject({
    code: 'posts.settled',
  })
  const reason = 'It names a wrong date.'
  await expect(removeOnNetwork(house.posts, house.officer.actor, id, reason)).rejects.toMatchObject({
    code: 'posts.by-hand',
  })
  expect((await call(poster, 'POST', pathOf(id, '/removal'), { reason })).status).toBe(403)
  expect((await call(house.officer, 'POST', pathOf(id, '/removal'), { reason })).status).toBe(200)
  expect((await look(id)).removedAt).not.toBeNull()
  minutes(60 * 48)
  const opened: string[] = []
  const networks = new Map(
    [...house.networks].map(([name, network]) => [
      name,
      {
        ...network,
        open: (...of: Parameters<typeof network.open>) => (opened.push(name), network.open(...of)),
      },
    ]),
  )
  await keepAlive({ services: house.services, networks })
  expect(new Set(opened)).toEqual(new Set(['practice']))
})

test('its image is to be had as it was approved, byte for byte', async () => {
  const { services, posts } = house
  const bytes = await sharp({ create: { width: 80, height: 50, channels: 3, background: '#1f4d4a' } })
    .png()
    .toBuffer()
  const asset = await uploadAsset(services, colleague.actor, { name: 'night.png', bytes })
  const change = { alt: 'The library at night.', rights: 'own' as const, people: 'none' as const }
  await describeAsset(services, colleague.actor, asset.id, change)
  const { id } = await handed(words, [{ assetId: asset.id, alt: 'The library at night.', crop: null }])
  const file = (await look(id)).parts[0]?.files[0]
  expect(file).toMatchObject({ kind: 'image', alt: 'The library at night.' })
  const url = pathOf(id, `/files/${file?.sha256}`)
  const answer = await app.inject({ method: 'GET', url, headers: poster.headers })
  expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(file?.sha256)
  const { manifest } = await services.db
    .selectFrom('publication')
    .select('manifest')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(await posts.renditionBytes(asset.id, manifest.parts[0]?.media[0]?.sha256 ?? '')).toHaveLength(
    answer.rawPayload.byteLength,
  )
})

test('for those who don’t run the account it is not there', async () => {
  const { id } = await handed()
  const stranger = await signInAs(house.services, {
    name: 'Faculty Web Editor elsewhere',
    accounts: [{ accountId: house.otherAccountId, relation: 'administrator' }],
  })
  const answer = await app.inject({ method: 'GET', url: pathOf(id), headers: stranger.headers })
  expect(answer.statusCode).toBe(404)
  expect((await call(stranger, 'PUT', pathOf(id, '/taken-by'), { mine: true, from: null })).status).toBe(404)
  const { id: shot } = await upload(id)
  for (const rest of [`/screenshots/${shot}`, `/files/${'a'.repeat(64)}`]) {
    const file = await app.inject({ method: 'GET', url: pathOf(id, rest), headers: stranger.headers })
    expect(file.statusCode, rest).toBe(404)
  }
  expect((await call(stranger, 'POST', pathOf(id, '/screenshots'), {})).status).toBe(404)
  const reader = await signInAs(house.services, { name: 'Records Manager', roles: ['governance'] })
  expect((await look(id, reader)).may).toEqual({ post: false, control: false })
  expect((await call(reader, 'POST', pathOf(id, '/screenshots'), {})).status).toBe(403)
})
