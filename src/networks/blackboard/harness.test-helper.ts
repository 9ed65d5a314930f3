/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import { startBlackboard, type Course, type Person } from '../../../e2e/peers/blackboard.ts'
import type { Harness, HarnessOptions } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { textOfHtml } from '../families/html-text.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { personGrant } from './grants.ts'
import { createBlackboard } from './index.ts'

const limited = { 'x-rate-limit-reset': '30', 'x-rate-limit-remaining': '0' }

export async function blackboardHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startBlackboard()
  const closedPort = await freePort()
  const context = testContext([peer.host, `127.0.0.1:${closedPort}`], [], peer.app, clock)
  const settings = { timeout: 500 * patience, settle: 0 }
  const network = createBlackboard(context, settings)
  const taught = new Map<string, { course: Course; lecturer: Person }>()
  const secrets: string[] = [peer.app.clientSecret]
  let made = 0

  const person = () => peer.addPerson(`lecturer-${++made}`)

  async function connectAs(course: Course, lecturer: Person): Promise<OpenConnection> {
    const [byPage] = network.connectMethods
    const handle = `${course.courseId}@${peer.host}`
    const values = { server: peer.url }
    const connected = await throughThePages(byPage, handle, lecturer, { values })
    const { accessToken, refreshToken } = personGrant.parse(connected.grant)
    secrets.push(accessToken, refreshToken ?? '')
    taught.set(connected.remoteId, { course, lecturer })
    const { remoteId, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle: connected.handle, server, grant }
  }

  return {
    network,
    async connect() {
      const lecturer = person()
      return connectAs(peer.addCourse(`ABC-${made}`, [lecturer]), lecturer)
    },
    async connectForeign() {
      const [ours, theirs] = [person(), person()]
      return connectAs(peer.addCourse(`XYZ-${made}`, [theirs]), ours)
    },
    async posts(account) {
      const known = taught.get(account.remoteId)
      return (known ? peer.seen(known.course) : []).map(({ title, body }) => ({
        text: textOfHtml(body),
        alts: [],
        card: null,
        follows: null,
        title,
      }))
    },
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(
        step === 'stage' ? /^POST .*\/announcements$/ : /^PATCH .*\/announcements\//,
        faultOf(fault, limited),
      ),
    async revoke(account) {
      const known = taught.get(account.remoteId)
      if (known) peer.oauth.revoke(known.lecturer)
      return account
    },
    unreachable: (account) => ({ ...account, server: `http://127.0.0.1:${closedPort}` }),
    async postOutside(account, words) {
      const known = taught.get(account.remoteId)
      if (known) peer.announce(known.course, 'By hand', words)
    },
    faults: peer.faults,
    limited: () => faultOf('rate-limited', limited),
    loseStaged: () => peer.dropDrafts(),
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
