/** One network, with workers in processes of their own: what is approved here, by people and checks, they send. */
import { describeAsset, uploadAsset } from '#features/assets/index.ts'
import { uploadVideo } from '#features/assets/video/upload-video.ts'
import type { Actor } from '#features/people/index.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import type { Harness } from '#networks/conformance.ts'
import type { OpenConnection, OutgoingMedia } from '#networks/contract.ts'
import { json, newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { makeVideo } from '#testing/video.ts'
import { actorsOf } from '../../stage.ts'
import { register, type Sent } from '../approve.ts'
import type { Lane } from '../lane.ts'
import type { Made } from '../shapes.ts'
import type { KillingGround } from './ground.ts'
import { startWorkers, type Workers } from './workers.ts'

/** What the sealed grant of an account is bound to, as the register has it. */
const grantContext = (accountId: string) => `connection:${accountId}`

async function enrol(ground: KillingGround, lane: Pick<Lane, 'harness'>, account: OpenConnection) {
  const { services, people, unitId } = ground
  await register({ services, unitId, harness: lane.harness }, account)
  const { accountId, remoteId, server, grant } = account
  const since = nowOf(services)
  await services.db
    .updateTable('account')
    .set({ remote_id: remoteId, server })
    .where('id', '=', accountId)
    .execute()
  await services.db
    .insertInto('account_member')
    .values([
      {
        id: newId(),
        account_id: accountId,
        person_id: people.officer,
        relation: 'administrator',
        since,
        until: null,
      },
      {
        id: newId(),
        account_id: accountId,
        person_id: people.author,
        relation: 'contributor',
        since,
        until: null,
      },
    ])
    .execute()
  await services.db
    .insertInto('connection')
    .values({
      account_id: accountId,
      method: 'as tested',
      server,
      sealed_grant: services.sealer.seal(JSON.stringify(grant), grantContext(accountId)),
      scopes: json([]),
      granted_by: people.officer,
      granted_at: since,
      expires_at: null,
      state: 'ok',
      trouble: null,
      checked_at: null,
    })
    .execute()
}

/** A video of several seconds, whole in every sense, and in several parts for those who take it so. */
async function keepMedium({ house }: KillingGround, author: Actor, media: OutgoingMedia): Promise<string> {
  const { services } = house
  if (media.kind === 'image') {
    const bytes = Buffer.from(await media.bytes())
    const { id } = await uploadAsset(services, author, { name: 'picture.jpg', bytes })
    await describeAsset(services, author, id, { rights: 'own', people: 'none' })
    return id
  }
  const bytes = await makeVideo({ width: 720, height: 1280, seconds: 8, frames: 24 })
  const chunks = (async function* () {
    yield bytes
  })()
  const { id } = await uploadVideo(services, author, { name: 'walk.mp4', chunks })
  await describeAsset(services, author, id, { rights: 'own', people: 'none' })
  return id
}

function scheduler(ground: KillingGround, workers: Workers) {
  const assets = new Map<string, Promise<string>>()
  const { house, stage } = ground
  return async (
    account: OpenConnection,
    text: string,
    made: Made,
  ): Promise<Pick<Sent, 'publicationId' | 'texts'>> => {
    await workers.rest()
    const { author, officer } = await actorsOf(house, stage)
    const assetOf = (media: OutgoingMedia) => {
      const key = media.kind === 'image' ? media.sha256 : media.kind
      const kept = assets.get(key) ?? keepMedium(ground, author, media)
      assets.set(key, kept)
      return kept
    }
    const parts = []
    for (const [index, media] of made.entries()) {
      const uses = []
      for (const each of media) uses.push({ assetId: await assetOf(each), alt: each.alt, crop: null })
      parts.push({ text: index === 0 ? text : `${text}, continued`, media: uses, link: null })
    }
    const content = { parts, variants: {}, details: {} }
    const id = await createDraft(house.posts, author, {
      title: text,
      content,
      accountIds: [account.accountId],
    })
    await submitPost(house.posts, author, id, 1)
    const view = await viewPost(house.posts, officer, id)
    const digests = Object.fromEntries(view.targets.map(({ accountId, digest }) => [accountId, digest ?? '']))
    await approvePost(house.posts, officer, id, { digests, note: '' })
    const { id: publicationId } = await house.services.db
      .selectFrom('publication')
      .select('id')
      .where('post_id', '=', id)
      .executeTakeFirstOrThrow()
    return { publicationId, texts: parts.map((part) => part.text) }
  }
}

export interface KillingLane extends Lane {
  workers: Workers
}

/** Workers that know these networks, on that database. */
export function workersOn(ground: KillingGround, harnesses: readonly Harness[]): Promise<Workers> {
  const { clock, environment, errors } = ground
  return startWorkers({
    harnesses,
    environment,
    ahead: () => clock.now().epochMilliseconds - Date.now(),
    hear: (line) => void errors.push(line),
  })
}

/** `most`: so many posts are sent from one account. */
export function killingLane(
  ground: KillingGround,
  harness: Harness,
  workers: Workers,
  most: number,
): KillingLane {
  const { services, clock, errors, people, unitId, house } = ground
  const { network } = harness
  house.networks.set(network.profile.id, { ...network, profile: { ...network.profile, rates: [] } })
  return {
    workers,
    harness,
    services,
    errors,
    people,
    unitId,
    clock: {
      now: () => clock.now(),
      skip(milliseconds) {
        clock.skip(milliseconds)
        workers.skip(milliseconds)
      },
    },
    accounts: new Map(),
    media: new Map(),
    used: { accountId: '', uses: 0, most },
    enrol: (account) => enrol(ground, { harness }, account),
    schedule: scheduler(ground, workers),
    lookEvery: 15,
    hungAfter: 240,
    dispatcher: { wake: () => workers.wake(), busy: () => 0 },
    die: () => workers.kill(),
    died: () => workers.gone(),
    startAgain: () => workers.takeOver(),
    async end() {
      await harness.stop()
      // The next network starts with the same names, and the register has each only once.
      await services.db.updateTable('account').set({ state: 'closed' }).execute()
    },
  }
}
