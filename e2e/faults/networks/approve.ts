import type { OpenConnection } from '#networks/contract.ts'
import { digestOf, type Manifest } from '#features/posts/manifest.ts'
import { json, newId } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { Lane } from './lane.ts'
import type { Made } from './shapes.ts'

/** A sign-in that the machine was too busy for is no case of ours: it is tried again. */
function connected({ harness }: Lane): Promise<OpenConnection> {
  return harness
    .connect()
    .catch(() => harness.connect())
    .catch(() => harness.connect())
}

async function accountFor(lane: Lane): Promise<OpenConnection> {
  const { accountId, uses, most } = lane.used
  const known = lane.accounts.get(accountId)
  if (known && uses < most) {
    lane.used.uses += 1
    return known
  }
  const account = await addAccount(lane)
  lane.used = { accountId: account.accountId, uses: 1, most }
  return account
}

async function addAccount(lane: Lane): Promise<OpenConnection> {
  const account = await connected(lane)
  lane.accounts.set(account.accountId, account)
  await lane.enrol(account)
  return account
}

type Registering = Pick<Lane, 'services' | 'harness' | 'unitId'>

/** Puts an account that the harness has connected into the register. */
export async function register(
  { services, harness, unitId }: Registering,
  account: OpenConnection,
): Promise<void> {
  await services.db
    .insertInto('account')
    .values({
      id: account.accountId,
      network: harness.network.profile.id,
      handle: account.handle,
      display_name: account.handle,
      url: null,
      unit_id: unitId,
      purpose: 'News of the library for its readers.',
      audiences: json(['students']),
      hours_per_week: 2,
      state: 'active',
      remote_id: account.remoteId,
      server: account.server,
      version: 1,
      created_by: null,
      created_at: isoOf(services.clock.now()),
      closed_at: null,
      example: false,
    })
    .execute()
}

export interface Sent {
  account: OpenConnection
  /** How many posts stood on the account before. */
  stood: number
  publicationId: string
  texts: string[]
}

type Scheduling = Pick<Lane, 'services' | 'people' | 'clock' | 'harness' | 'media'>

function manifestOf(
  lane: Scheduling,
  account: OpenConnection,
  postId: string,
  text: string,
  made: Made,
): Manifest {
  const { profile } = lane.harness.network
  for (const each of made.flat()) lane.media.set(each.sha256, each)
  return {
    v: 1,
    postId,
    network: profile.id,
    account: { id: account.accountId, handle: account.handle, remoteId: account.remoteId },
    when: 'once-approved',
    language: 'en-GB',
    ...(profile.capabilities.title === 'required' ? { title: `About: ${text.slice(0, 40)}` } : {}),
    parts: made.map((media, index) => ({
      text: index === 0 ? text : `${text}, continued`,
      media: media.map(({ sha256, type, width, height, alt }) => ({
        assetId: newId(),
        sha256,
        type,
        width,
        height,
        alt,
      })),
      link: null,
    })),
  }
}

/** The next case gets an account of its own: this one is not to be relied on any more. */
export function leaveAccount(lane: Lane): void {
  lane.used = { ...lane.used, accountId: '', uses: 0 }
}

/**
 * An account that nothing else is sent from, and how many posts stand on it.
 * `skew`: by how many milliseconds our clock is ahead of the network’s.
 */
export async function accountToUse(lane: Lane, skew = 0): Promise<Pick<Sent, 'account' | 'stood'>> {
  const { clock } = lane
  clock.skip(Date.now() + skew - clock.now().epochMilliseconds)
  const account = await accountFor(lane)
  return { account, stood: (await lane.harness.posts(account)).length }
}

/** Writes down what an approval leaves behind, without the people and the checks before it. */
export async function writeApproved(
  lane: Scheduling,
  account: OpenConnection,
  text: string,
  made: Made,
): Promise<Pick<Sent, 'publicationId' | 'texts'>> {
  const { services, people, clock } = lane
  const [postId, publicationId, at] = [newId(), newId(), isoOf(clock.now())]
  const manifest = manifestOf(lane, account, postId, text, made)
  const target = { post_id: postId, account_id: account.accountId, digest: digestOf(manifest) }
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('post')
      .values({
        id: postId,
        title: text,
        content: json({
          parts: manifest.parts.map(({ text: words }) => ({ text: words, media: [], link: null })),
          variants: {},
        }),
        audiences: json([]),
        language: 'en-GB',
        state: 'approved',
        author_id: people.author,
        created_at: at,
        updated_at: at,
      })
      .execute()
    const approved = { decision: 'approved', note: '', voided_at: null, voided_because: null } as const
    await tx
      .insertInto('approval')
      .values({ id: newId(), ...target, ...approved, person_id: people.officer, at })
      .execute()
    await tx
      .insertInto('publication')
      .values({
        id: publicationId,
        ...target,
        network: manifest.network,
        manifest: json(manifest),
        parts: json([]),
        due_at: at,
        miss_after: isoOf(clock.now().add({ minutes: 15 })),
        next_at: at,
        state: 'due',
        outcome: json(null),
        created_at: at,
        updated_at: at,
      })
      .execute()
  })
  return { publicationId, texts: manifest.parts.map((part) => part.text) }
}
