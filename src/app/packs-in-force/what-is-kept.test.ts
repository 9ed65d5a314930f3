import exifr from 'exifr'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeAsset, uploadAsset } from '#features/assets/index.ts'
import { masterFile } from '#features/assets/store.ts'
import { photograph } from '#features/assets/testing.ts'
import { removeOnNetwork } from '#features/posts/on-network.ts'
import { viewPost } from '#features/posts/views.ts'
import { publicKeyOf } from '#features/records/read-records.ts'
import { sequence, signerOf, verifyBundle } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { testKeys } from '../testing.ts'
import { approve, packsHouse, putForward, type PacksHouse } from './house.ts'

/** What a file betrays is taken out before it is kept; what was published stays on record. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

test.each([
  [null, 'BASE-3.5'],
  ['uwl', 'UWL-7.1b'],
  ['essex', 'ESSEX-38'],
])('with %s in force, the place in a photograph is not kept, and noted by %s', async (pack, clause) => {
  await house.adopt(pack)
  const { services, author } = house
  const bytes = await photograph()
  expect(await exifr.gps(bytes)).toMatchObject({ latitude: expect.closeTo(51.477, 2) as number })
  const asset = await uploadAsset(services, author.actor, { name: 'hall.jpg', bytes })
  await describeAsset(services, author.actor, asset.id, { rights: 'own', people: 'none' })
  expect(asset.removed).toContain('location')
  const kept = await services.files.get(masterFile({ id: asset.id, media_type: asset.mediaType }))
  expect(await exifr.parse(kept)).toBeUndefined()
  const media = [{ assetId: asset.id, alt: 'The Great Hall from the north.', crop: null }]
  const id = await putForward(house, { part: { media } })
  const { body } = await services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('post_id', '=', id)
    .where('kind', '=', 'post.submitted')
    .executeTakeFirstOrThrow()
  const noted = body.facts.findings as { clause: string; control: string }[]
  expect(noted.filter(({ control }) => control === 'location-removed').map((one) => one.clause)).toEqual([
    clause,
  ])
})

test('UWL-7.1f: what was published stays readable after it was deleted, and goes out in an export that verifies', async () => {
  await house.adopt('uwl')
  const { services } = house
  const id = await putForward(house)
  await approve(house, id)
  await house.work()
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  await removeOnNetwork(house.posts, house.officer.actor, publication!.id, 'It named the wrong day.')
  const gone = await house.call(house.officer, 'DELETE', `/posts/${id}`)
  expect(gone.status).toBe(409)
  const view = await viewPost(house.posts, house.officer.actor, id)
  expect(view.content.parts[0]!.text).toMatch(/^Our open day/)
  const deps = { services, keys: testKeys(services) }
  await sequence(services.db, signerOf(services.config.publicUrl, deps.keys.signing), nowOf(services))
  const { status, body } = await house.call(house.owner, 'GET', '/records/export?kind=publication')
  expect(status).toBe(200)
  expect(verifyBundle(body, publicKeyOf(deps))).toMatchObject({ ok: true })
  expect(JSON.stringify(body)).toContain('publication.published')
})
