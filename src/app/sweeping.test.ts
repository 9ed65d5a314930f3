/** What nobody needs any more goes at night, after a month's grace; whatever is proof of something stays. */
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropCaptions, keepCaptions, readCaptions } from '#features/assets/captions/keep-captions.ts'
import { sweepCaptions } from '#features/assets/captions/sweep-captions.ts'
import { describeAsset } from '#features/assets/index.ts'
import { sweepCovers } from '#features/assets/sweep-covers.ts'
import { keepCover } from '#features/assets/video/keep-cover.ts'
import { uploadVideo } from '#features/assets/video/upload-video.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { recordByHand } from '#features/posts/by-hand/record.ts'
import { keepScreenshot } from '#features/posts/by-hand/screenshot.ts'
import { sweepUnusedScreenshots } from '#features/posts/by-hand/sweep-screenshots.ts'
import { cancelPublication } from '#features/posts/control.ts'
import type { MediaUse } from '#features/posts/contract.ts'
import { approvePost } from '#features/posts/decide.ts'
import { imagesNeeded } from '#features/posts/index.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { publicKeyOf } from '#features/records/read-records.ts'
import { addAccount, beginConnection } from '#features/register/index.ts'
import { verifyBundle, type Bundle } from '#platform/ledger/index.ts'
import { makeVideo } from '#testing/video.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { testHouse, testKeys, unitOf, type TestHouse } from './testing.ts'

let house: TestHouse
let channel: string
let poster: SignedIn

beforeEach(async () => {
  house = await testHouse({ now: '2026-11-23T13:00:00Z' })
  const { services, networks, officer } = house
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
  const accounts = [{ accountId: channel, relation: 'contributor' as const }]
  poster = await signInAs(services, { name: 'Library Assistant', accounts })
})
afterEach(() => house.close())

const days = (many: number) => house.services.clock.advance({ hours: 24 * many })

/** Approved and handed to people. Answers the id of the publication. */
async function handed(text: string, media: MediaUse[] = []): Promise<string> {
  const { posts, officer, services } = house
  const postId = await createDraft(posts, poster.actor, {
    title: text,
    content: { parts: [{ text, media, link: null }], variants: {} },
    accountIds: [channel],
  })
  await submitPost(posts, poster.actor, postId, 1)
  const view = await viewPost(posts, officer.actor, postId)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(posts, officer.actor, postId, { digests, note: '' })
  await house.work()
  const publication = services.db.selectFrom('publication').select('id').where('post_id', '=', postId)
  return (await publication.executeTakeFirstOrThrow()).id
}

const image = (shade: number) =>
  sharp({ create: { width: 320, height: 180, channels: 3, background: { r: shade, g: 90, b: 90 } } })
    .jpeg()
    .toBuffer()
const shot = async (publication: string, shade: number) =>
  keepScreenshot(house.posts, poster.actor, publication, { name: 'shot.jpg', bytes: await image(shade) })
const link = 'https://whatsapp.com/channel/0029VaExampleUniversity01/42'
const sweepShots = () => sweepUnusedScreenshots(house.services)

async function screenshots(): Promise<string[]> {
  const rows = await house.services.db.selectFrom('by_hand_screenshot').select('id').execute()
  const files = await Array.fromAsync(house.services.files.list())
  const named = files.filter((file) => file.startsWith('by-hand/'))
  expect(named).toHaveLength(rows.length)
  return rows.map(({ id }) => id).toSorted()
}

test('a screenshot that became part of no record goes after a month; one that still may be used stays', async () => {
  const posted = await handed('The library is open all night.')
  const [proof, blurred] = [await shot(posted, 10), await shot(posted, 20)]
  await recordByHand(house.posts, poster.actor, posted, {
    link,
    at: null,
    screenshotId: proof.id,
    words: null,
  })
  const late = await handed('Lockers are emptied on Friday.')
  const waiting = await shot(late, 30)
  days(29)
  expect(await sweepShots()).toBe(0)
  await house.work()
  days(2)
  expect(await sweepShots()).toBe(1)
  // Nobody has said yet what became of the second.
  expect(await screenshots()).toEqual([proof.id, waiting.id].toSorted())
  await cancelPublication(house.posts, house.officer.actor, late, 'The day is over.')
  days(29)
  expect(await sweepShots()).toBe(0)
  days(2)
  expect(await sweepShots()).toBe(1)
  expect(await screenshots()).toEqual([proof.id])
  const swept = await house.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'publication.screenshot-swept')
    .execute()
  expect(swept.map(({ body }) => body.facts['sha256'])).toEqual([blurred.sha256, waiting.sha256])
})

test('a file whose row was never written goes after a day', async () => {
  const made = house.services.clock.now().epochMilliseconds.toString(16).padStart(12, '0')
  const stray = `by-hand/${made.slice(0, 8)}-${made.slice(8)}-7000-8000-000000000001.jpg`
  await house.services.files.put(stray, await image(1), 'image/jpeg')
  expect(await sweepShots()).toBe(0)
  days(2)
  expect(await sweepShots()).toBe(1)
  expect(await screenshots()).toEqual([])
})

/** A video without speech, described. */
async function film(): Promise<string> {
  const { services, author } = house
  const bytes = await makeVideo({ width: 320, height: 180, seconds: 2 })
  const chunks = (async function* () {
    yield bytes
  })()
  const { id } = await uploadVideo(services, author.actor, { name: 'tour.mp4', chunks })
  await describeAsset(services, author.actor, id, { alt, rights: 'own', people: 'none', speech: 'none' })
  return id
}
const alt = 'A walk through the library.'

test('a replaced cover goes a month after it was replaced, unless something shows it', async () => {
  const { services, author } = house
  const video = await film()
  const cover = async (shade: number) => {
    services.clock.advance({ seconds: 1 })
    const file = { name: 'cover.jpg', bytes: await image(shade) }
    return (await keepCover(services, author.actor, video, file)).coverId ?? ''
  }
  const covers = async () => {
    const rows = await services.db.selectFrom('asset').select('id').where('kind', '=', 'cover').execute()
    const files = await Array.fromAsync(services.files.list())
    for (const { id } of rows) expect(files.some((file) => file.includes(id))).toBe(true)
    return rows.map(({ id }) => id).toSorted()
  }
  const sweep = () => sweepCovers(services, imagesNeeded)
  const approved = await cover(10)
  await handed('Where is it quiet?', [{ assetId: video, alt, crop: null }])
  const forgotten = await cover(20)
  const present = await cover(30)
  days(29)
  expect(await sweep()).toBe(0)
  days(2)
  expect(await sweep()).toBe(1)
  expect(await covers()).toEqual([approved, present].toSorted())
  // It is old, and was replaced just now.
  const next = await cover(40)
  expect(await sweep()).toBe(0)
  days(31)
  expect(await sweep()).toBe(1)
  expect(await covers()).toEqual([approved, next].toSorted())
  const files = await Array.fromAsync(services.files.list())
  expect(files.some((file) => file.includes(forgotten))).toBe(false)
})

const said = (words: string) => `WEBVTT\n\n00:00.000 --> 00:01.000\n${words}\n`

/** The channel takes captions, so what is approved for it names them. */
function takesCaptions(): void {
  const network = house.networks.get('whatsapp')
  const video = network?.profile.limits.video
  if (!network || !video) throw new Error('The channel has no videos')
  const limits = { ...network.profile.limits, video: { ...video, captions: ['text/vtt'] } }
  house.networks.set('whatsapp', { ...network, profile: { ...network.profile, limits } })
}

test('replaced captions go a month after those of their video last changed, unless something names them', async () => {
  takesCaptions()
  const { services, author } = house
  const video = await film()
  const keep = (words: string) =>
    keepCaptions(services, author.actor, { id: video, language: 'en-GB', text: said(words) })
  const files = async () => {
    const all = await Array.fromAsync(services.files.list())
    const mine = all.filter((file) => file.startsWith(`captions/${video}/`))
    const words = await Promise.all(
      mine.map(async (file) => {
        const told = Buffer.from(await services.files.get(file)).toString('utf8')
        return `${told.trim().split('\n').at(-1)}.${file.split('.').at(-1)}`
      }),
    )
    return words.toSorted()
  }
  const sweep = () => sweepCaptions(services, imagesNeeded)
  await keep('One')
  await handed('Where is it quiet?', [{ assetId: video, alt, crop: null }])
  await keep('Two')
  await keep('Three')
  const all = ['One.srt', 'One.vtt', 'Three.srt', 'Three.vtt', 'Two.srt', 'Two.vtt']
  expect(await files()).toEqual(all)
  days(29)
  expect(await sweep()).toBe(0)
  days(2)
  // Of the first, the form that was approved for the channel stays.
  expect(await sweep()).toBe(3)
  expect(await files()).toEqual(['One.vtt', 'Three.srt', 'Three.vtt'])
  const swept = await services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'assets.captions-swept')
    .execute()
  expect(swept.map(({ body }) => body.subject)).toEqual(Array(3).fill(`asset:${video}`))
  // They are old, and were taken away just now.
  await dropCaptions(services, author.actor, video, 'en-GB')
  expect(await sweep()).toBe(0)
  days(31)
  expect(await sweep()).toBe(2)
  expect(await files()).toEqual(['One.vtt'])
})

test('the same captions kept again at the moment of the sweep stay', async () => {
  const { services, author } = house
  const video = await film()
  const keep = (words: string) =>
    keepCaptions(services, author.actor, { id: video, language: 'en-GB', text: said(words) })
  await keep('One')
  await keep('Two')
  days(31)
  const { files } = services
  let again: Promise<unknown> | undefined
  const remove = async (name: string) => {
    await (again ??= keep('One'))
    await files.remove(name)
  }
  await sweepCaptions({ ...services, files: { ...files, remove } }, async () => new Set())
  expect(await readCaptions(services, video, 'en-GB')).toMatchObject({
    vtt: expect.stringContaining('One'),
    srt: expect.stringContaining('One'),
  })
})

test('half a file that a killed process left is cleared away, one that is being written is not', async () => {
  const { files, config, clock } = house.services
  if (config.storage.kind !== 'disk') throw new Error('This test looks at a disk')
  await files.put('assets/whole.mp4', Buffer.from('whole'), 'video/mp4')
  const [old, young] = ['left.mp4.0a0a0a0a.part', 'now.mp4.0b0b0b0b.part'].map((name) =>
    join((config.storage as { folder: string }).folder, 'assets', name),
  ) as [string, string]
  for (const path of [old, young]) await writeFile(path, 'half')
  const now = clock.now().epochMilliseconds
  await utimes(old, now / 1000 - 90_000, now / 1000 - 90_000)
  await utimes(young, now / 1000, now / 1000)
  expect(await files.clearGivenUp(now - 86_400_000)).toBe(1)
  expect(await files.clearGivenUp(now - 86_400_000)).toBe(0)
  expect(await Array.fromAsync(files.list())).toContain('assets/whole.mp4')
})

test('an export has the screenshot itself, and proves it without Rostrum; without words it has none', async () => {
  const posted = await handed('The library is open all night.')
  const proof = await shot(posted, 10)
  await recordByHand(house.posts, poster.actor, posted, {
    link,
    at: null,
    screenshotId: proof.id,
    words: null,
  })
  const keys = testKeys(house.services)
  const app = await buildWeb(composeHouse(house.services, keys), { pages: false })
  try {
    await app.ready()
    const governance = await signInAs(house.services, {
      name: 'Director of Governance',
      roles: ['governance'],
    })
    const get = async (more = '') => {
      const url = `/api/records/export?kind=publication${more}`
      const answer = await app.inject({ url, headers: governance.headers })
      expect(answer.statusCode, answer.body).toBe(200)
      return answer.json<Bundle>()
    }
    const bundle = await get()
    const key = publicKeyOf({ services: house.services, keys })
    expect(verifyBundle(bundle, key)).toMatchObject({ ok: true, files: 1 })
    const [file] = bundle.files ?? []
    expect(file).toMatchObject({ sha256: proof.sha256, type: 'image/jpeg' })
    const bytes = Buffer.from(file?.bytes ?? '', 'base64')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(proof.sha256)
    const other = { sha256: proof.sha256, type: 'image/jpeg', bytes: (await image(99)).toString('base64') }
    expect(verifyBundle({ ...bundle, files: [other] }, key)).toMatchObject({ ok: false })
    const foreign = createHash('sha256').update('another').digest('hex')
    const stranger = { sha256: foreign, type: 'text/plain', bytes: Buffer.from('another').toString('base64') }
    expect(verifyBundle({ ...bundle, files: [stranger] }, key).faults).toMatchObject([
      { sentence: expect.stringContaining('is named by no record') },
    ])
    const withheld = await get('&content=withheld')
    expect(withheld).not.toHaveProperty('files')
    expect(verifyBundle(withheld, key)).toMatchObject({ ok: true, files: 0 })
  } finally {
    await app.close()
  }
})
