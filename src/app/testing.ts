/** For tests that need the rooms together: a house on a fresh database, with people, accounts and a worker by hand. */
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import type { PostsDeps } from '#features/posts/index.ts'
import { addAccount, beginConnection } from '#features/register/index.ts'
import type { Network } from '#networks/contract.ts'
import { createPractice, type PracticeFaults } from '#networks/practice/index.ts'
import { json, newId } from '#platform/db/index.ts'
import { loadKeys, type Keys } from '#platform/sealing/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import {
  claimDue,
  holdLateAndPaused,
  releaseExpired,
  tellThatItWaits,
} from '#features/posts/sending/claim.ts'
import { handOver } from '#features/posts/by-hand/hand-over.ts'
import { workOn } from '#features/posts/sending/dispatcher.ts'
import { createNetworks, networkContext } from './networks.ts'
import { postsDeps } from './posts-deps.ts'

export interface TestHouse {
  services: TestServices
  networks: Map<string, Network>
  posts: PostsDeps
  author: SignedIn
  officer: SignedIn
  accountId: string
  otherAccountId: string
  /** Lets a worker do what is due now, until nothing is. */
  work(): Promise<void>
  close(): Promise<void>
}

async function addPracticeAccount(
  house: Pick<TestHouse, 'services' | 'networks' | 'officer'>,
  handle: string,
  unitId: string,
): Promise<string> {
  const account = await addAccount(house.services, house.officer.actor, {
    network: 'practice',
    handle,
    displayName: handle,
    unitId,
    purpose: 'News of the faculty for its students.',
    audiences: ['students'],
    hoursPerWeek: 3,
    administrators: [house.officer.actor.personId],
  })
  await beginConnection(
    { services: house.services, networks: house.networks },
    house.officer.actor,
    account.id,
    { method: 'practice', values: {} },
  )
  return account.id
}

/** The unit that the accounts of the house belong to. */
export async function unitOf({ services, accountId }: TestHouse): Promise<string> {
  const { unit_id } = await services.db
    .selectFrom('account')
    .select('unit_id')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return unit_id
}

/** Keys of its own for one test. */
export function testKeys(services: TestServices): Keys {
  return loadKeys(services.config.keyFile, true)
}

/** Lets a worker do what is due now, until nothing is. */
export async function workOff(posts: PostsDeps): Promise<void> {
  const { db, clock } = posts.services
  for (let round = 0; round < 50; round++) {
    const now = clock.now()
    await releaseExpired(db, now)
    await tellThatItWaits(posts, now)
    await holdLateAndPaused(posts, now)
    await handOver(posts, now)
    const claimed = await claimDue(db, 'test-worker', now, { most: 10, few: 0 })
    if (claimed.length === 0) return
    for (const publication of claimed) await workOn(posts, publication)
  }
}

/** Two accounts on Practice, an author who contributes to both, and an officer who approves. */
export async function testHouse(options: { now?: string; faults?: PracticeFaults } = {}): Promise<TestHouse> {
  const services = await testServices(options.now ? { now: options.now } : {})
  const { db } = services
  await db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'England',
      time_zone: 'Europe/London',
      contacts: json([]),
      created_at: services.clock.now().toString(),
      example: false,
    })
    .execute()
  await bringBaselineIntoForce(services)
  const networks = createNetworks(services)
  if (options.faults)
    networks.set(
      'practice',
      createPractice(networkContext(services, 'practice'), { db, faults: options.faults }),
    )
  const posts = postsDeps(services, networks, () => {})
  const unitId = newId()
  await db
    .insertInto('unit')
    .values({
      id: unitId,
      name: 'School of Engineering',
      kind: 'school',
      parent_id: null,
      affiliate: false,
      example: false,
    })
    .execute()
  const officer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  const accountId = await addPracticeAccount({ services, networks, officer }, 'engineering', unitId)
  const otherAccountId = await addPracticeAccount({ services, networks, officer }, 'library', unitId)
  const author = await signInAs(services, {
    name: 'Faculty Web Editor',
    accounts: [accountId, otherAccountId].map((id) => ({ accountId: id, relation: 'contributor' as const })),
  })
  return {
    services,
    networks,
    posts,
    author,
    officer,
    accountId,
    otherAccountId,
    work: () => workOff(posts),
    close: () => services.close(),
  }
}
