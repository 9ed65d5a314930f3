/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import { startDiscourse, type Person } from '../../../e2e/peers/discourse.ts'
import type { Harness, HarnessOptions } from '../conformance.ts'
import type { Connected, OpenConnection } from '../contract.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { discourseGrant } from './api.ts'
import { createDiscourse } from './index.ts'

const password = 'a password for tests'

/** `by`: the two ways to connect differ in what makes a repeated sending harmless. */
export async function discourseHarness(
  by: 'user' | 'admin',
  { clock, patience = 1 }: HarnessOptions = {},
): Promise<Harness> {
  const peer = await startDiscourse({ minPost: 1 })
  const closed = `127.0.0.1:${await freePort()}`
  const context = testContext([peer.host, closed], [], undefined, clock)
  const settings = {
    timeout: 500 * patience,
    settle: 0,
  }
  const network = createDiscourse(context, settings)
  const [page, form] = network.connectMethods
  const people = new Map<string, Person>()
  const secrets = [password]
  let made = 0

  const person = () => peer.addPerson({ username: `office_${++made}`, password, staff: true })
  const handleOf = ({ username }: Person) => `${peer.host}/u/${username}`

  async function connectAs(wanted: Person, who: Person): Promise<OpenConnection> {
    const values = { category: '5' }
    let connected: Connected
    if (by === 'user') connected = await throughThePages(page, handleOf(wanted), who, { values })
    else {
      const key = peer.adminKey(who)
      secrets.push(key)
      if (!form?.connect) throw new Error('There is no form')
      connected = await form.connect({ ...values, key }, handleOf(wanted))
    }
    secrets.push(discourseGrant.parse(connected.grant).key.key)
    people.set(connected.remoteId, who)
    const { remoteId, handle, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }

  const of = ({ remoteId }: OpenConnection): Person => {
    const who = people.get(remoteId)
    if (!who) throw new Error('This account was not connected here')
    return who
  }

  return {
    network,
    async connect() {
      const who = person()
      return connectAs(who, who)
    },
    async connectForeign() {
      const [ours, theirs] = [person(), person()]
      return connectAs(theirs, ours)
    },
    async posts(account) {
      return peer.posts(of(account)).map((post) => ({
        text: post.text,
        alts: post.alts,
        card: null,
        follows: post.answers,
        title: post.title,
        // A forum writes tags without spaces.
        tags: post.tags.map((tag) => tag.replaceAll('-', ' ')),
        pinned: post.pinned,
      }))
    },
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(step === 'upload' ? /^POST \/uploads\.json$/ : /^POST \/posts\.json$/, faultOf(fault)),
    async revoke(account) {
      peer.revokeKeys(of(account))
      return account
    },
    unreachable: (account) => ({ ...account, server: `http://${closed}` }),
    async postOutside(account, text) {
      peer.post(of(account), 'A topic past Rostrum', text)
    },
    refusesTwins: true,
    faults: peer.faults,
    mentions: { somebody: ({ handle }) => handle.split('/u/')[1] ?? '', nobody: 'nobody_here' },
    limited: () => faultOf('rate-limited'),
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
