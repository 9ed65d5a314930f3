/** What every network promises, as one suite. A network joins by a harness for its server or stand-in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ConnectRefused,
  ReconnectNeeded,
  type Network,
  type NetworkSession,
  type OpenConnection,
  type PublishOutcome,
} from './contract.ts'
import { part, picture, refOf } from './test-parts.ts'

/** What happens to the next sending. */
export type SendingFault =
  | 'rate-limited'
  | 'server-error'
  | 'server-error-after-doing-it'
  | 'never-answers'
  | 'dropped-before'
  | 'dropped-after'
  | 'rubbish'

/** A post as the network itself shows it, read past the adapter. */
export interface SeenPost {
  text: string
  alts: string[]
  /** The address of its link card. */
  card: string | null
  /** The text of the post it follows. */
  follows: string | null
}

export interface Harness {
  network: Network
  /** Connects a fresh account of ours the whole way. Every call another account. */
  connect(): Promise<OpenConnection>
  /** Tries to connect a handle that is not ours. */
  connectForeign(): Promise<unknown>
  /** Oldest first. */
  posts(account: OpenConnection): Promise<SeenPost[]>
  suffer(fault: SendingFault): void
  /** Ends the grant at the network, as its owner would. Answers the connection to go on with. */
  revoke(account: OpenConnection): Promise<OpenConnection>
  /** The same account with a server where nothing listens; not for a network without servers. */
  unreachable?(account: OpenConnection): OpenConnection
  /** What must not be in any message. */
  secrets(): string[]
  stop(): Promise<void>
}

export function networkConformance(name: string, start: () => Promise<Harness>): void {
  describe(`${name} keeps the contract`, () => {
    let harness: Harness
    const given = { harness: () => harness, fresh: () => fresh(harness) }
    beforeAll(async () => {
      harness = await start()
    }, 60_000)
    afterAll(() => harness.stop())

    connecting(given)
    publishing(given)
    publishingMore(given)
    changing(given)
    faults(given)
  })
}

interface Given {
  harness(): Harness
  fresh(): Promise<{ account: OpenConnection; session: NetworkSession }>
}

async function fresh(harness: Harness) {
  const account = await harness.connect()
  return { account, session: await harness.network.open(account, () => Promise.resolve()) }
}

/** Throws when what we were told holds something that must stay ours. */
function clean<T>(harness: Harness, told: T): T {
  const words = told instanceof Error ? `${told.message} ${told.stack}` : JSON.stringify(told)
  for (const secret of harness.secrets()) expect(words.includes(secret), 'a secret in a message').toBe(false)
  return told
}

function connecting({ harness, fresh: connected }: Given): void {
  test('connects an account of ours', async () => {
    const { account } = await connected()
    expect(harness().network.profile.handleProblem(account.handle)).toBeNull()
    expect(account.remoteId).not.toBe('')
  })

  test('refuses a handle that is not ours, and says why', async () => {
    const error = await harness()
      .connectForeign()
      .then(
        () => null,
        (refusal: unknown) => refusal,
      )
    expect(error).toBeInstanceOf(ConnectRefused)
    expect(clean(harness(), error as Error).message).toMatch(/[.!]$/)
  })

  test('says that the account must be connected again when the grant has ended', async () => {
    const { account } = await connected()
    const ended = await harness().revoke(account)
    try {
      const session = await harness().network.open(ended, () => Promise.resolve())
      const sent = part('Sent after the grant ended')
      expect(clean(harness(), await session.publish(sent)).kind).toBe('reconnect')
    } catch (error) {
      expect(error).toBeInstanceOf(ReconnectNeeded)
      clean(harness(), error)
    }
    expect(await harness().posts(account)).toEqual([])
  })
}

function publishing({ harness, fresh: connected }: Given): void {
  test('publishes once, however often the same part is sent', async () => {
    const { account, session } = await connected()
    const sent = part('Open day on Saturday: https://example.ac.uk/open-days #OpenDay')
    const first = refOf(await session.publish(sent))
    const again = refOf(await session.publish(sent))
    expect(again.remoteId).toBe(first.remoteId)
    expect(first.url).toMatch(/^https?:\/\//)
    expect((await harness().posts(account)).map((post) => post.text)).toEqual([sent.text])
  })

  test('finds what is there, with and without knowing where, and proves what is not', async () => {
    const { session } = await connected()
    const sent = part('مرحبا 👩‍👩‍👧‍👦 — line one\nline two & <b>not bold</b>')
    const ref = refOf(await session.publish(sent))
    expect(await session.find(sent, ref)).toMatchObject({
      kind: 'present',
      same: true,
      remoteId: ref.remoteId,
    })
    expect(await session.find(sent, null)).toMatchObject({
      kind: 'present',
      same: true,
      remoteId: ref.remoteId,
    })
    expect(await session.find(part('Never sent'), null)).toEqual({ kind: 'absent' })
  })

  test('publishes a thread in order', async () => {
    const { account, session } = await connected()
    const root = refOf(await session.publish(part('One of three')))
    const second = refOf(await session.publish(part('Two of three', { root, parent: root })))
    refOf(await session.publish(part('Three of three', { root, parent: second })))
    expect((await harness().posts(account)).map(({ text, follows }) => [text, follows])).toEqual([
      ['One of three', null],
      ['Two of three', 'One of three'],
      ['Three of three', 'Two of three'],
    ])
  })
}

function publishingMore({ harness, fresh: connected }: Given): void {
  test('publishes images with their alternative text', async () => {
    const { account, session } = await connected()
    const media = [await picture('The library at dusk'), await picture('Its reading room', '#f3b562')]
    const prepared = await Promise.all(media.map((each) => session.prepareMedia(each)))
    const sent = part('Two pictures', { media, prepared })
    refOf(await session.publish(sent))
    refOf(await session.publish(sent))
    expect(await harness().posts(account)).toMatchObject([
      { text: 'Two pictures', alts: ['The library at dusk', 'Its reading room'] },
    ])
    expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  })

  test('publishes a link card where it can', async () => {
    const { account, session } = await connected()
    const image = await picture('')
    const link = {
      url: 'https://example.ac.uk/open-days',
      title: 'Open days',
      description: 'Come and see.',
      image,
    }
    const cards = harness().network.profile.capabilities.linkCards
    const prepared = cards ? [await session.prepareMedia(image)] : []
    refOf(await session.publish(part('With a card', { link, prepared })))
    expect((await harness().posts(account)).map((post) => post.card)).toEqual([cards ? link.url : null])
  })

  test('rejects what is too long, in a sentence', async () => {
    const { account, session } = await connected()
    const outcome = clean(
      harness(),
      await session.publish(part('x'.repeat(harness().network.profile.limits.text + 1))),
    )
    expect(outcome).toMatchObject({ kind: 'rejected', say: expect.stringMatching(/\d/) })
    expect(await harness().posts(account)).toEqual([])
  })

  test('rejects a part that follows a post which is gone', async () => {
    const { session } = await connected()
    const root = refOf(await session.publish(part('Soon gone')))
    await session.remove?.(root)
    const orphan = part('An answer to nothing', {
      root: { ...root, extra: undefined },
      parent: { ...root, extra: undefined },
    })
    expect(await session.publish(orphan)).toMatchObject({ kind: 'rejected', code: 'parent-missing' })
  })
}

function changing({ harness, fresh: connected }: Given): void {
  test('removes a post; twice is harmless', async () => {
    const { account, session } = await connected()
    const sent = part('Soon removed')
    const ref = refOf(await session.publish(sent))
    expect(await session.remove?.(ref)).toMatchObject({ kind: 'done' })
    expect(await session.remove?.(ref)).toMatchObject({ kind: 'done' })
    expect(await session.find(sent, ref)).toEqual({ kind: 'absent' })
    expect(await harness().posts(account)).toEqual([])
  })

  test('edits a post where the network can', async () => {
    const { account, session } = await connected()
    const sent = part('Opens at nine')
    const ref = refOf(await session.publish(sent))
    if (!harness().network.profile.capabilities.edit) {
      expect(session.edit).toBeUndefined()
      return
    }
    const edited = { ...sent, text: 'Opens at ten' }
    expect(await session.edit?.(ref, edited)).toMatchObject({ kind: 'done' })
    expect((await harness().posts(account)).map((post) => post.text)).toEqual(['Opens at ten'])
    expect(await session.find(edited, ref)).toMatchObject({ kind: 'present', same: true })
  })
}

const outcomes: { fault: SendingFault; kind: PublishOutcome['kind']; there: boolean }[] = [
  { fault: 'rate-limited', kind: 'retry', there: false },
  { fault: 'server-error', kind: 'unknown', there: false },
  { fault: 'server-error-after-doing-it', kind: 'unknown', there: true },
  { fault: 'never-answers', kind: 'unknown', there: false },
  { fault: 'dropped-before', kind: 'unknown', there: false },
  { fault: 'dropped-after', kind: 'unknown', there: true },
  { fault: 'rubbish', kind: 'unknown', there: false },
]

function faults({ harness, fresh: connected }: Given): void {
  test.for(outcomes)(
    '$fault: $kind, then the truth by reading back, and one post in the end',
    async ({ fault, kind, there }) => {
      const { account, session } = await connected()
      const sent = part(`Sent through a fault: ${fault}`)
      harness().suffer(fault)
      const outcome = clean(harness(), await session.publish(sent))
      expect(outcome.kind).toBe(kind)
      if (outcome.kind === 'retry') expect(Date.parse(outcome.after)).toBeGreaterThan(Date.now())
      expect((await harness().posts(account)).length).toBe(there ? 1 : 0)
      const found = clean(harness(), await session.find(sent, null))
      expect(found).toMatchObject(there ? { kind: 'present', same: true } : { kind: 'absent' })
      if (!there) refOf(await session.publish(sent))
      expect((await harness().posts(account)).map((post) => post.text)).toEqual([sent.text])
    },
  )

  test('a server that can’t be reached proves that nothing was sent', async () => {
    const { unreachable } = harness()
    const { account } = await connected()
    if (!unreachable) return expect(account.server).toBe('http://127.0.0.1:3000')
    const session = await harness().network.open(unreachable(account), () => Promise.resolve())
    expect(clean(harness(), await session.publish(part('To nowhere'))).kind).toBe('retry')
    expect((await session.find(part('To nowhere'), null)).kind).toBe('undetermined')
  })
}
